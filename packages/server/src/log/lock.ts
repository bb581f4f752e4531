import type { CheckpointLock } from '@porchlight/log'

import type { Database } from '../db/open.ts'

/** The log's compare-and-set cell, in the database: apart from the tiles, and shared by every server of the instance. */
export function databaseLock(db: Database, origin: string): CheckpointLock {
  return {
    read: async () => {
      const row = await db
        .selectFrom('log_lock')
        .where('origin', '=', origin)
        .select('checkpoint')
        .executeTakeFirst()
      return row?.checkpoint ?? null
    },
    replace: async (old, next) => {
      if (old === null) return await inserted(db, origin, next)
      const { numUpdatedRows } = await db
        .updateTable('log_lock')
        .set({ checkpoint: next })
        .where('origin', '=', origin)
        .where('checkpoint', '=', old)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
  }
}

async function inserted(db: Database, origin: string, checkpoint: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('log_lock')
    .values({ origin, checkpoint })
    .onConflict((conflict) => conflict.column('origin').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}
