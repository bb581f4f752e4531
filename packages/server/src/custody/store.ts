import { SignedCustodyEvent } from '@porchlight/core'
import type { SubmissionId } from '@porchlight/core'

import type { Db } from '../db/open.ts'

/** The recorded events of a submission, in order; queued ones, not yet in the log, are among them. */
export async function eventsOf(
  db: Db,
  submission: SubmissionId,
): Promise<readonly SignedCustodyEvent[]> {
  const rows = await db
    .selectFrom('custody')
    .where('submission', '=', submission)
    .orderBy('sequence')
    .select('signed')
    .execute()
  return rows.map(({ signed }) => SignedCustodyEvent.parse(JSON.parse(signed)))
}
