import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import { dayStartOf, utf8 } from '@porchlight/core'
import type { Instant } from '@porchlight/core'
import {
  checkpointPath,
  createLog,
  createObjectStore,
  formatPublicKey,
  openSequencer,
  parsePolicy,
  publicKeyOf,
} from '@porchlight/log'
import type { LogParts, LogStore, Policy, Sequencer } from '@porchlight/log'
import { openDirectoryStore } from '@porchlight/log/directory'
import { createNodeSigner, nodeHasher } from '@porchlight/log/node'

import type { World } from '../config.ts'
import { findFact, keepFact } from '../db/facts.ts'
import type { Database } from '../db/open.ts'
import type { Journal } from '../journal.ts'
import { openBucket } from '../objects/s3.ts'
import type { Bucket } from '../objects/s3.ts'
import { cosigner } from './cosign.ts'
import { createLogKey, findLogKey } from './key.ts'
import { databaseLock } from './lock.ts'

export interface InstanceLog {
  readonly store: LogStore
  readonly sequencer: Sequencer
  /** To the day: a staged batch keeps its time on disk, and may be an answer. */
  readonly now: () => Instant
  /** The verifier key as text (`vkey`). */
  readonly publicKey: string
  /** C2SP tlog-policy text: this log, its witnesses, and how many of them it takes. */
  readonly policyText: string
  readonly policy: Policy
  readonly close: () => void
}

export interface LogOptions extends Omit<World, 'pause'> {
  readonly db: Database
  readonly dataDirectory: string
  readonly origin: string
  readonly witnesses: string
  readonly journal: Journal
  readonly logBucket?: Bucket | undefined
}

/**
 * Opens the instance's log, creating it on the first start only: an instance that has a key but no
 * checkpoint has lost its log, and must not begin another under the same key.
 *
 * @throws {LogError} where the policy of witnesses is none, and where the tiles and the database do not agree (a restored old backup, a second server)
 */
export async function openLog({ db, dataDirectory, ...rest }: LogOptions): Promise<InstanceLog> {
  const { random, origin, witnesses, journal, send, logBucket } = rest
  function now(): Instant {
    return dayStartOf(rest.now())
  }
  const { store, close } = await openStore(dataDirectory, logBucket)
  const key = (await findLogKey(db)) ?? (await createLogKey(db, { origin, seed: random(32) }))
  const signer = createNodeSigner(key)
  const lock = databaseLock(db, key.name)
  await finishCreation(db, { store, lock, signer })
  const publicKey = formatPublicKey(publicKeyOf(key))
  const policyText = `log ${publicKey}\n${witnesses}`
  const policy = parsePolicy(policyText)
  const cosign = cosigner(policy, { store, journal, send })
  const sequencer = await openSequencer({
    store,
    lock,
    signer,
    now: now(),
    hasher: nodeHasher,
    cosign,
  })
  return { store, sequencer, now, publicKey, policyText, policy, close }
}

interface OpenStore {
  readonly store: LogStore
  readonly close: () => void
}

async function openStore(dataDirectory: string, bucket: Bucket | undefined): Promise<OpenStore> {
  if (bucket !== undefined) {
    const client = await openBucket(bucket)
    return { store: createObjectStore(client, bucket.prefix), close: client.close }
  }
  const root = join(dataDirectory, 'log')
  await mkdir(root, { recursive: true })
  return { store: openDirectoryStore(root), close: () => undefined }
}

const createdFact = 'log.created'

/**
 * Signs the empty log, unless that was done. A crash in the middle is finished at the next start:
 * before the fact is kept, no entry was ever taken.
 */
async function finishCreation(db: Database, { store, lock, signer }: LogParts): Promise<void> {
  if ((await findFact(db, createdFact)) !== null) return
  const signed = await lock.read()
  if (signed === null) await createLog({ store, lock, signer })
  else await store.write(checkpointPath, utf8(signed), { immutable: false })
  await keepFact(db, createdFact, 'yes')
}
