import {
  daySeconds,
  dayOf,
  later,
  maxFeedMessages,
  messageDays,
  SealedMessage,
  sha256Hex,
  ThreadMessage,
  utf8,
} from '@porchlight/core'
import type { Day, Instant, SubmissionId } from '@porchlight/core'

import type { Db } from '../db/open.ts'

type Sender = ThreadMessage['from']

/** The messages of one submission, the first one first. */
export async function threadOf(
  db: Db,
  submission: SubmissionId,
): Promise<readonly ThreadMessage[]> {
  const rows = await db
    .selectFrom('thread_messages')
    .where('submission', '=', submission)
    .orderBy('number')
    .select(['sender as from', 'day', 'sealed'])
    .execute()
  return rows.map((row) => ThreadMessage.parse(row))
}

export async function addToThread(
  tx: Db,
  submission: SubmissionId,
  { from, day, sealed }: ThreadMessage,
): Promise<void> {
  const number = (await threadOf(tx, submission)).length
  await tx
    .insertInto('thread_messages')
    .values({ submission, number, sender: from, day, sealed })
    .execute()
}

/** What an agency has asked on a day, about all answers that still are. */
export async function askedOn(db: Db, agency: string, day: Day): Promise<number> {
  const asked: Sender = 'agency'
  const rows = await db
    .selectFrom('thread_messages')
    .innerJoin('submissions', 'submissions.id', 'thread_messages.submission')
    .innerJoin('requests', 'requests.id', 'submissions.request')
    .where('requests.agency', '=', agency)
    .where('thread_messages.sender', '=', asked)
    .where('thread_messages.day', '=', day)
    .select('thread_messages.number')
    .execute()
  return rows.length
}

/** With the answer, in the transaction in which the log's word becomes true here. */
export async function dropThread(tx: Db, submission: SubmissionId): Promise<void> {
  await tx.deleteFrom('thread_messages').where('submission', '=', submission).execute()
}

/** Puts a question in the feed from its next tick on; once, whoever handed it in before. @returns false where there is no room */
export async function addToFeed(tx: Db, sealed: SealedMessage, now: Instant): Promise<boolean> {
  if ((await feedMessages(tx, now)).length >= maxFeedMessages) return false
  await tx
    .insertInto('feed_messages')
    .values({
      digest: sha256Hex(utf8(sealed)),
      sealed,
      last_day: dayOf(later(now, messageDays * daySeconds)),
    })
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .execute()
  return true
}

/** Sorted as text, which is random: the order in which they came is lost. */
export async function feedMessages(db: Db, now: Instant): Promise<readonly SealedMessage[]> {
  const rows = await db
    .selectFrom('feed_messages')
    .where('last_day', '>=', dayOf(now))
    .select('sealed')
    .execute()
  return rows.map(({ sealed }) => SealedMessage.parse(sealed)).toSorted()
}

/** Deletes what is in no feed any more. */
export async function expireMessages(db: Db, now: Instant): Promise<void> {
  await db.deleteFrom('feed_messages').where('last_day', '<', dayOf(now)).execute()
}
