import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import {
  createLog,
  createMemoryLock,
  maxBatchEntries,
  openSequencer,
  type CheckpointLock,
  type Sequencer,
} from '@porchlight/log'
import { openDirectoryStore } from '@porchlight/log/directory'
import { createNodeSigner, nodeHasher } from '@porchlight/log/node'

import { at, entriesOf, secretKey } from './log-entries.ts'

/** A new log in a directory, opened as the server opens its own. */
export async function openNewLog(directory: string, lock: CheckpointLock): Promise<Sequencer> {
  await mkdir(directory, { recursive: true })
  const store = openDirectoryStore(directory)
  const signer = createNodeSigner(secretKey)
  await createLog({ store, lock, signer })
  return await openSequencer({ store, lock, signer, hasher: nodeHasher, now: at })
}

/** An honest log of so many entries. @returns its directory */
export async function buildLog(parent: string, size: number): Promise<string> {
  const directory = join(parent, `log-${String(size)}`)
  const sequencer = await openNewLog(directory, createMemoryLock())
  for (let from = 0; from < size; from += maxBatchEntries)
    await sequencer.append(entriesOf(from, Math.min(size, from + maxBatchEntries)), at)
  return directory
}
