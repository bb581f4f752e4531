import { dayOf, keptUntil, SignedRequest, useOf } from '@porchlight/core'
import type { Instant, RequestId } from '@porchlight/core'

import type { Database } from '../db/open.ts'
import type { Intent, Outbox } from '../log/outbox.ts'
import { filesOf, sealedOf } from '../submissions/store.ts'
import { eventsOf } from './store.ts'

/**
 * Says in the log which requests have answers that should have been destroyed by now: everybody sees
 * it, whether the agency likes it or not. Said again only when it has become more.
 *
 * @throws {Fault} `log/unavailable`
 */
export async function reportOverdue(db: Database, outbox: Outbox, now: Instant): Promise<number> {
  // what was said before must be counted before it is said again
  await outbox.drain()
  const ended = await db
    .selectFrom('requests')
    .where('ended_at', 'is not', null)
    .select(['id', 'signed', 'ended_at', 'overdue'])
    .execute()
  const intents: Intent[] = []
  for (const { id, signed, ended_at, overdue } of ended) {
    const count = await countOverdue(db, { id, signed, endedAt: ended_at ?? now }, now)
    if (count > overdue) intents.push(intentOf(id, count, now))
  }
  await outbox.enter(intents)
  return intents.length
}

interface Ended {
  readonly id: RequestId
  readonly signed: string
  readonly endedAt: Instant
}

async function countOverdue(
  db: Database,
  { id, signed, endedAt }: Ended,
  now: Instant,
): Promise<number> {
  const { handling } = SignedRequest.parse(JSON.parse(signed)).request
  const kept = (await sealedOf(db, id)).filter(({ state }) => state === 'sealed')
  let count = 0
  for (const submission of kept) {
    const events = await eventsOf(db, submission.id)
    // the first file is the manifest
    const clips = (await filesOf(db, submission.id)).length - 1
    if (keptUntil(handling, useOf(events, clips), endedAt) < dayOf(now)) count += 1
  }
  return count
}

function intentOf(request: RequestId, submissions: number, now: Instant): Intent {
  return {
    entry: { kind: 'handling.overdue', request, submissions, day: dayOf(now) },
    effect: { kind: 'overdue', request, submissions },
  }
}
