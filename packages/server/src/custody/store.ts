import { SignedCustodyEvent, Withdrawal } from '@porchlight/core'
import type { SubmissionId } from '@porchlight/core'
import { z } from 'zod'

import type { Db } from '../db/open.ts'

const CustodyRecord = z.union([SignedCustodyEvent, Withdrawal])
type CustodyRecord = z.infer<typeof CustodyRecord>

/** The recorded events of a submission, in order; queued ones, not yet in the log, are among them. */
export async function eventsOf(
  db: Db,
  submission: SubmissionId,
): Promise<readonly SignedCustodyEvent[]> {
  const rows = await recordsOf(db, submission)
  return rows.flatMap((row) => ('event' in row ? [row] : []))
}

/** Whether its owner took it back; that may be queued, and not yet in the log. */
export async function isWithdrawn(db: Db, submission: SubmissionId): Promise<boolean> {
  const rows = await recordsOf(db, submission)
  return rows.some((row) => 'withdrawn' in row)
}

async function recordsOf(db: Db, submission: SubmissionId): Promise<readonly CustodyRecord[]> {
  const rows = await db
    .selectFrom('custody')
    .where('submission', '=', submission)
    .orderBy('sequence')
    .select('signed')
    .execute()
  return rows.map(({ signed }) => CustodyRecord.parse(JSON.parse(signed)))
}
