import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import { dayStartOf, utf8 } from '@porchlight/core'
import type { Instant } from '@porchlight/core'
import {
  checkpointPath,
  createLog,
  createPool,
  createSigner,
  formatPublicKey,
  openSequencer,
  publicKeyOf,
} from '@porchlight/log'
import type { LogParts, LogStore, Pool, Sequencer } from '@porchlight/log'
import { openDirectoryStore } from '@porchlight/log/directory'

import type { World } from '../config.ts'
import type { Database } from '../db/open.ts'
import { createLogKey, findLogKey } from './key.ts'
import { databaseLock } from './lock.ts'

/** As many entries as one tile is wide, or a fifth of a second: whoever waits for a receipt does not notice. */
const poolEntries = 256
const poolMillis = 200

export interface InstanceLog {
  readonly store: LogStore
  readonly sequencer: Sequencer
  readonly pool: Pool
  /** The verifier key as text (`vkey`). */
  readonly publicKey: string
}

export interface LogOptions extends World {
  readonly db: Database
  readonly dataDirectory: string
  readonly origin: string
}

/**
 * Opens the instance's log, creating it on the first start only: an instance that has a key but no
 * checkpoint has lost its log, and must not begin another under the same key.
 *
 * @throws {LogError} where the tiles and the database do not agree (a restored old backup, a second server)
 */
export async function openLog({ db, dataDirectory, ...rest }: LogOptions): Promise<InstanceLog> {
  const { random, origin } = rest
  // a staged batch keeps its time on disk, and may be an answer: of those only the day is kept
  function now(): Instant {
    return dayStartOf(rest.now())
  }
  const root = join(dataDirectory, 'log')
  await mkdir(root, { recursive: true })
  const store = openDirectoryStore(root)
  const key = (await findLogKey(db)) ?? (await createLogKey(db, { origin, seed: random(32) }))
  const signer = createSigner(key)
  const lock = databaseLock(db, key.name)
  await finishCreation(db, { store, lock, signer })
  const sequencer = await openSequencer({ store, lock, signer, now: now() })
  const pool = createPool({
    sequencer,
    maxEntries: poolEntries,
    maxWaitMs: poolMillis,
    now,
    schedule,
  })
  return { store, sequencer, pool, publicKey: formatPublicKey(publicKeyOf(key)) }
}

const createdFact = 'log.created'

/**
 * Signs the empty log, unless that was done. A crash in the middle is finished at the next start:
 * before the fact is kept, no entry was ever taken.
 */
async function finishCreation(db: Database, { store, lock, signer }: LogParts): Promise<void> {
  const done = await db
    .selectFrom('facts')
    .where('name', '=', createdFact)
    .select('value')
    .executeTakeFirst()
  if (done !== undefined) return
  const signed = await lock.read()
  if (signed === null) await createLog({ store, lock, signer })
  else await store.write(checkpointPath, utf8(signed), { immutable: false })
  await db.insertInto('facts').values({ name: createdFact, value: 'yes' }).execute()
}

function schedule(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms)
  return () => {
    clearTimeout(timer)
  }
}
