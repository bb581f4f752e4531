import { DatabaseSync } from 'node:sqlite'

import type { CheckpointLock } from '@porchlight/log'
import { z } from 'zod'

const Row = z.object({ checkpoint: z.string() })

/** A log's lock as the server keeps it: a row of SQLite, which is on disk before `replace` answers. */
export function openRowLock(file: string): CheckpointLock & Disposable {
  const database = new DatabaseSync(file)
  database.exec('PRAGMA journal_mode = WAL')
  database.exec('PRAGMA synchronous = FULL')
  database.exec('CREATE TABLE log_lock (one INTEGER PRIMARY KEY, checkpoint TEXT NOT NULL) STRICT')
  const insert = database.prepare('INSERT OR IGNORE INTO log_lock VALUES (1, ?)')
  const update = database.prepare('UPDATE log_lock SET checkpoint = ? WHERE checkpoint = ?')
  const select = database.prepare('SELECT checkpoint FROM log_lock')
  return {
    read: async () => {
      const row = select.get()
      return await Promise.resolve(row === undefined ? null : Row.parse(row).checkpoint)
    },
    replace: async (old, next) => {
      const { changes } = old === null ? insert.run(next) : update.run(next, old)
      return await Promise.resolve(changes === 1)
    },
    [Symbol.dispose]: () => {
      database.close()
    },
  }
}
