import { Fault } from '@porchlight/core'

import { findFact, keepFact } from '../db/facts.ts'
import type { Database } from '../db/open.ts'

const fact = 'mode'

/**
 * Ties a data directory to how it was first started. The people of a demonstration sign in without a
 * passkey, so what they made must never pass for a real instance, nor the reverse.
 *
 * @throws {Fault} `demo/other-mode`
 */
export async function keepMode(db: Database, demo: boolean): Promise<void> {
  const mode = demo ? 'demo' : 'real'
  const kept = await findFact(db, fact)
  if (kept === null) await keepFact(db, fact, mode)
  else if (kept !== mode) throw new Fault('demo/other-mode')
}
