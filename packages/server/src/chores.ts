import { defaultPolicy } from '@porchlight/core'

import type { World } from './config.ts'
import { deleteDestroyed } from './custody/destroy.ts'
import { reportOverdue } from './custody/overdue.ts'
import type { Database } from './db/open.ts'
import type { Journal } from './journal.ts'
import { unlessUnavailable } from './log/outbox.ts'
import type { Outbox } from './log/outbox.ts'
import type { Objects } from './objects/directory.ts'
import { lapse } from './requests/handlers.ts'
import { expireUploads } from './submissions/expire.ts'
import { forgetReleaseTimes } from './submissions/forget.ts'
import { expireMessages } from './threads/store.ts'
import { renewKey } from './tokens/keys.ts'

/** How soon what the log could not take is tried again. */
const retryMillis = 5000

/** How often unreviewed requests lapse, and what has no right to be here any more is deleted. */
const sweepMillis = 60_000

/** Promises end with a day. */
const overdueMillis = 3_600_000

export interface ChoreParts {
  readonly db: Database
  readonly world: World
  readonly journal: Journal
  readonly objects: Objects
  readonly outbox: Outbox
}

/** What happens by the clock, and not because somebody called. */
export function startChores(parts: ChoreParts): { readonly stop: () => void } {
  const { db, world, journal, outbox } = parts
  const timers = [
    every(retryMillis, journal, async () => {
      await unlessUnavailable(async () => await outbox.drain())
    }),
    every(sweepMillis, journal, async () => {
      await sweep(parts)
    }),
    every(overdueMillis, journal, async () => {
      await unlessUnavailable(async () => await reportOverdue(db, outbox, world.now()))
      await unlessUnavailable(async () => await renewKey(db, outbox, world.now()))
    }),
  ]
  return {
    stop: () => {
      for (const timer of timers) clearInterval(timer)
    },
  }
}

async function sweep({ db, world, journal, objects }: ChoreParts): Promise<void> {
  const lapsed = await lapse(db, world.now(), defaultPolicy.moderationLapseSeconds)
  if (lapsed > 0) journal.event('requests.lapsed', lapsed)
  const expired = await expireUploads(db, objects, world.now())
  if (expired > 0) journal.event('uploads.expired', expired)
  const destroyed = await deleteDestroyed(db, objects)
  if (destroyed > 0) journal.event('answers.destroyed', destroyed)
  await expireMessages(db, world.now())
  await forgetReleaseTimes(db, world.now())
}

function every(millis: number, journal: Journal, run: () => Promise<void>): NodeJS.Timeout {
  return setInterval(() => {
    run().catch((error: unknown) => {
      journal.bug(error instanceof Error ? error : new Error('chore'))
    })
  }, millis)
}
