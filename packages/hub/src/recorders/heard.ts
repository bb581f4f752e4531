import { EventEmitter, once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

/** Tells of each time that a recorder said it has something new, until the signal. */
export type Hear = (heard: () => void, signal: AbortSignal) => Promise<void>

export interface Heard {
  readonly hear: Hear
  readonly look: () => Promise<void>
  /** From what was heard to the look: until the recorder has written it. */
  readonly settleMillis: number
}

/** Looks once after whatever was heard, and once more after what was heard meanwhile. */
export async function lookWhenHeard(
  { hear, look, settleMillis }: Heard,
  signal: AbortSignal,
): Promise<void> {
  const news = new EventEmitter()
  let isDue = false
  news.on('heard', () => {
    isDue = true
  })
  async function looking(): Promise<never> {
    for (;;) {
      if (!isDue) await once(news, 'heard', { signal })
      await sleep(settleMillis, undefined, { signal })
      isDue = false
      await look()
    }
  }
  await Promise.all([looking(), hear(() => news.emit('heard'), signal)])
}
