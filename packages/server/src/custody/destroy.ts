import type { Database } from '../db/open.ts'
import type { Objects } from '../objects/directory.ts'

/**
 * Deletes the sealed files of answers that the log calls destroyed; the manifest's salt and the
 * agency's notes go with them. What a crash left is found again by the next call.
 *
 * @returns how many answers that were
 */
export async function deleteDestroyed(db: Database, objects: Objects): Promise<number> {
  const rows = await db
    .selectFrom('submissions')
    .innerJoin('files', 'files.submission', 'submissions.id')
    .where('submissions.state', '=', 'destroyed')
    .where('files.received', '>', 0)
    .select('submissions.id')
    .distinct()
    .execute()
  for (const { id } of rows) {
    await objects.remove(id)
    await db.updateTable('files').set({ received: 0 }).where('submission', '=', id).execute()
  }
  return rows.length
}
