import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import {
  createKey,
  createSigner,
  createVerifier,
  publicKeyOf,
  signatureType,
} from '@porchlight/log'
import type { CheckpointLock, LogStore } from '@porchlight/log'

const key = createKey({
  name: 'drill.example/log',
  type: signatureType.ed25519,
  seed: new Uint8Array(32).fill(7),
})
export const signer = createSigner(key)
export const verifier = createVerifier(publicKeyOf(key))
export const now = '2026-11-24T00:00:00Z'

/** The lock as an instance has it: a row of SQLite, durable before the answer. The control leaves that out. */
export function openLock(directory: string, durable: boolean): CheckpointLock {
  const database = new DatabaseSync(join(directory, 'lock.db'))
  database.exec('PRAGMA journal_mode = WAL')
  database.exec(`PRAGMA synchronous = ${durable ? 'FULL' : 'OFF'}`)
  database.exec(
    'CREATE TABLE IF NOT EXISTS lock (id INTEGER PRIMARY KEY, checkpoint TEXT NOT NULL)',
  )
  return {
    read: async () => {
      const row = database.prepare('SELECT checkpoint FROM lock WHERE id = 1').get()
      return await Promise.resolve(row === undefined ? null : String(row['checkpoint']))
    },
    replace: async (old, next) => {
      const { changes } =
        old === null
          ? database.prepare('INSERT OR IGNORE INTO lock VALUES (1, ?)').run(next)
          : database
              .prepare('UPDATE lock SET checkpoint = ? WHERE id = 1 AND checkpoint = ?')
              .run(next, old)
      return await Promise.resolve(Number(changes) === 1)
    },
  }
}

/** What the drill must catch: all that the real store does, but for the waiting for the disk. */
export function openHastyStore(root: string): LogStore {
  let written = 0
  return {
    read: async (path) => {
      try {
        return new Uint8Array(await readFile(join(root, path)))
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
        throw error
      }
    },
    write: async (path, bytes) => {
      const target = join(root, path)
      await mkdir(dirname(target), { recursive: true })
      written += 1
      const fresh = join(root, `.hasty-${String(written)}`)
      await writeFile(fresh, bytes)
      await rename(fresh, target)
    },
    discard: async (path) => {
      await rm(join(root, path), { force: true })
    },
  }
}
