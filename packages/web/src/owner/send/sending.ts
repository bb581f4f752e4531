import { createStore, useStore } from '../../ui/store.ts'
import type { Asked } from '../asked.ts'
import { answer } from './answer.ts'
import { partOf } from './sending-now.ts'
import type { SendingNow } from './sending-now.ts'

const sending = createStore<SendingNow>({ kind: 'checking' })
let stop = new AbortController()

export function useSending(): SendingNow {
  return useStore(sending)
}

/** Begins, or goes on from where it stopped. */
export function startSending(asked: Asked): void {
  stop.abort()
  const { signal } = (stop = new AbortController())
  function told(now: SendingNow): void {
    if (!signal.aborted) sending.set(now)
  }
  told({ kind: 'checking' })
  answer(asked, told, signal).catch((error: unknown) => {
    told({ kind: 'stopped', part: partOf(sending.get()), error })
  })
}

/** What was sealed stays on this device. */
export function pauseSending(): void {
  stop.abort()
  const now = sending.get()
  if (now.kind !== 'sent' && now.kind !== 'stopped')
    sending.set({ kind: 'paused', part: partOf(now) })
}
