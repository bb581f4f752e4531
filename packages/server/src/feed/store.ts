import type { Database, Db } from '../db/open.ts'

/**
 * A feed of the instance: `log_index` null until the log has its entry, `size` null until its proof is
 * made, from when on it may be served.
 */
export interface FeedRow {
  readonly number: number
  readonly digest: string
  readonly at: string
  readonly log_index: number | null
  readonly size: number | null
}

/** Null before the first. */
export async function newestFeed(db: Database): Promise<FeedRow | null> {
  const row = await db
    .selectFrom('feeds')
    .orderBy('number', 'desc')
    .selectAll()
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/** In the transaction that queues its entry. */
export async function insertFeed(
  tx: Db,
  feed: Pick<FeedRow, 'number' | 'digest' | 'at'>,
): Promise<void> {
  await tx
    .insertInto('feeds')
    .values({ ...feed, log_index: null, size: null })
    .execute()
}

export async function provedFeed(
  db: Database,
  { number, size }: { readonly number: number; readonly size: number },
): Promise<void> {
  await db.updateTable('feeds').set({ size }).where('number', '=', number).execute()
}

/** Of the trees that the proofs of these feeds are about. */
export async function sizesOf(
  db: Database,
  numbers: readonly number[],
): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('feeds')
    .where('number', 'in', [...numbers])
    .where('size', 'is not', null)
    .select('size')
    .execute()
  return rows.flatMap(({ size }) => (size === null ? [] : [size]))
}
