import type { Db } from './open.ts'

/** One of the instance's own facts; null where it was never kept. */
export async function findFact(db: Db, name: string): Promise<string | null> {
  const row = await db
    .selectFrom('facts')
    .where('name', '=', name)
    .select('value')
    .executeTakeFirst()
  return row?.value ?? null
}

export async function keepFact(db: Db, name: string, value: string): Promise<void> {
  await db
    .insertInto('facts')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}
