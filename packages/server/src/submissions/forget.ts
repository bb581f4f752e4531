import type { Instant } from '@porchlight/core'
import { sql } from 'kysely'

import type { Database } from '../db/open.ts'

/**
 * Cuts the release times that are past to their day. Until an answer is released its boundary must be
 * known; after that it would tell, for as long as the database lives, in which minutes somebody sent.
 */
export async function forgetReleaseTimes(db: Database, now: Instant): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('submissions')
    .set({ release_at: sql<string>`substr(release_at, 1, 10) || 'T00:00:00Z'` })
    .where('release_at', '<=', now)
    .where('release_at', 'not like', '%T00:00:00Z')
    .executeTakeFirst()
  // `secure_delete` overwrites pages of the database; what they held before stands in its write-ahead log
  if (numUpdatedRows > 0n) await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db)
}
