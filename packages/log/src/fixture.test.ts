// What the tests of this package share; it has no tests of its own.
import assert from 'node:assert/strict'
import { hash } from 'node:crypto'

import { bytesOfText, equalBytes } from './bytes.ts'
import { createVerifier, createSigner } from './ed25519.ts'
import { fsck } from './fsck.ts'
import { createHasher } from './hash.ts'
import { createKey, publicKeyOf, signatureType } from './key.ts'
import type { Signer } from './note.ts'
import { createReader } from './read.ts'
import { createLog, openSequencer } from './sequence.ts'
import type { CheckpointLock, LogStore } from './store.ts'
import { createMemoryLock, createMemoryStore, type MemoryStore } from './stores/memory.ts'

export const now = '2026-11-23T17:05:00Z'

export const secretKey = createKey({
  name: 'example.com/log',
  type: signatureType.ed25519,
  seed: new Uint8Array(32).fill(7),
})
export const signer = createSigner(secretKey)
export const verifier = createVerifier(publicKeyOf(secretKey))

/** Node's SHA-256, so that looking at whole logs takes little of the tests' time. */
const hasher = createHasher((bytes) => hash('sha256', bytes, 'buffer'))

/** The entries that the Go oracle's `build` writes too. */
export function entriesFrom(first: number, count: number): readonly Uint8Array[] {
  return Array.from({ length: count }, (_, i) => bytesOfText(`entry ${first + i}\n`))
}

export interface MemoryLog {
  readonly store: MemoryStore
  readonly lock: CheckpointLock
  readonly signer: Signer
}

export async function createMemoryLog(): Promise<MemoryLog> {
  const parts = { store: createMemoryStore(), lock: createMemoryLock(), signer }
  await createLog(parts)
  return parts
}

/** A log of entries in batches of these sizes. */
export async function logOf(...batches: readonly number[]): Promise<MemoryLog> {
  const parts = await createMemoryLog()
  const sequencer = await openSequencer({ ...parts, now })
  for (const count of batches)
    await sequencer.append(entriesFrom(sequencer.checkpoint.size, count), now)
  return parts
}

/** Another log with the same files and lock. */
export async function copyOf({ store, lock }: MemoryLog): Promise<MemoryLog> {
  const copy = createMemoryStore()
  for (const [path, bytes] of store.files) copy.files.set(path, bytes.slice())
  return { store: copy, lock: createMemoryLock(await lock.read()), signer }
}

/**
 * Verifies the whole world after a step: every tile, every entry against what was appended, and that lock and store agree.
 * @returns the size of the log
 */
export async function checkWorld(
  { store, lock }: { readonly store: LogStore; readonly lock: CheckpointLock },
  { settled = true }: { readonly settled?: boolean } = {},
): Promise<number> {
  const verdict = await fsck({ store, log: verifier, hasher })
  if (!verdict.sound) return assert.fail(`${verdict.path} ${verdict.because}`)
  const { checkpoint } = verdict
  if (settled) assert.equal(await lock.read(), checkpoint.note)
  const reader = createReader({ store, checkpoint, hasher })
  let index = 0
  for await (const entry of reader.entries(0, checkpoint.size))
    assert.ok(equalBytes(entry, bytesOfText(`entry ${index++}\n`)), `entry ${index - 1}`)
  return checkpoint.size
}
