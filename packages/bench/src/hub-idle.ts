import { setTimeout as sleep } from 'node:timers/promises'

import { z } from 'zod'

import { startTarget } from './target.ts'

export interface IdleFigures {
  readonly memory: number
  /** Parts of one processor. */
  readonly processor: number
}

const Told = z.object({ micros: z.number(), memory: z.number() })

/** What starts has work to do that an idle hub has not. */
const settleMillis = 3000

/** A hub on a state that is there already, left alone for so many seconds. */
export async function measureIdle(directory: string, seconds: number): Promise<IdleFigures> {
  await using target = await startTarget('hub-idle-target.ts', [directory])
  await sleep(settleMillis)
  const before = Told.parse(await target.ask())
  await sleep(seconds * 1000)
  const after = Told.parse(await target.ask())
  return {
    memory: after.memory,
    processor: (after.micros - before.micros) / (seconds * 1e6),
  }
}
