import { dayOf, later } from '@porchlight/core'
import type { Instant } from '@porchlight/core'

import type { Database } from '../db/open.ts'
import type { Objects } from '../objects/directory.ts'
import { deleteSubmission } from '../tokens/spend.ts'
import { uploadSeconds } from './limits.ts'

/**
 * Deletes answers that were begun and never finished. Only the day is known, so one lives up to a
 * day longer than promised, never shorter. Finished ones are not touched, whatever their age.
 */
export async function expireUploads(db: Database, objects: Objects, now: Instant): Promise<number> {
  const before = dayOf(later(now, -uploadSeconds))
  const rows = await db
    .selectFrom('submissions')
    .where('state', '=', 'open')
    .where('day', '<', before)
    .select('id')
    .execute()
  for (const { id } of rows) {
    await db.transaction().execute(async (tx) => {
      await deleteSubmission(tx, id)
    })
    await objects.remove(id)
  }
  return rows.length
}
