import { createKey, formatSecretKey, parseSecretKey, signatureType } from '@porchlight/log'
import type { SecretKey } from '@porchlight/log'

import { findFact } from '../db/facts.ts'
import type { Database } from '../db/open.ts'

const fact = 'log.key'

/** The instance's log key; null before the log was created. */
export async function findLogKey(db: Database): Promise<SecretKey | null> {
  const text = await findFact(db, fact)
  return text === null ? null : parseSecretKey(text)
}

/** Makes the key of a new log, named after the instance. Once: a second call is an error of the database. */
export async function createLogKey(
  db: Database,
  { origin, seed }: { readonly origin: string; readonly seed: Uint8Array },
): Promise<SecretKey> {
  const name = `${new URL(origin).host}/log`
  const key = createKey({ name, type: signatureType.ed25519, seed })
  await db
    .insertInto('facts')
    .values({ name: fact, value: formatSecretKey(key) })
    .execute()
  return key
}
