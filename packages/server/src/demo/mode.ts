import { Fault } from '@porchlight/core'

import type { Database } from '../db/open.ts'

const fact = 'mode'

/**
 * Ties a data directory to how it was first started. The people of a demonstration sign in without a
 * passkey, so what they made must never pass for a real instance, nor the reverse.
 *
 * @returns whether this is the first start
 * @throws {Fault} `demo/other-mode`
 */
export async function keepMode(db: Database, demo: boolean): Promise<boolean> {
  const mode = demo ? 'demo' : 'real'
  const kept = await db
    .selectFrom('facts')
    .where('name', '=', fact)
    .select('value')
    .executeTakeFirst()
  if (kept === undefined) {
    await db.insertInto('facts').values({ name: fact, value: mode }).execute()
    return true
  }
  if (kept.value !== mode) throw new Fault('demo/other-mode')
  return false
}
