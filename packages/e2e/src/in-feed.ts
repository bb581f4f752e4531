import { setTimeout as sleep } from 'node:timers/promises'

import { instantOf } from '@porchlight/core'
import { follow } from '@porchlight/hub'

import type { World } from './world.ts'

/** Waits until a feed has a live request: it comes with the next tick. */
export async function inFeed({ origin }: Pick<World, 'origin'>): Promise<void> {
  const end = Date.now() + 30_000
  while (Date.now() < end) {
    const verdict = await follow({
      line: { origin, send: fetch },
      memory: null,
      policyText: null,
      now: () => instantOf(Date.now()),
      signal: AbortSignal.timeout(20_000),
    })
    if (verdict.accepted && verdict.requests.length > 0) return
    await sleep(300)
  }
  throw new Error('The request came into no feed')
}
