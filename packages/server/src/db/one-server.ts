import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { Fault } from '@porchlight/core'

/** Keeps every other server off a data directory until it is let go. */
export interface Hold {
  readonly release: () => void
}

/**
 * Takes the data directory for this process alone: two servers would each believe what they have in
 * memory. The hold is a lock of SQLite on a file of its own, which the system takes back from a
 * process that dies.
 *
 * @throws {Fault} `instance/in-use`
 */
export function holdDataDirectory(dataDirectory: string): Hold {
  const database = new DatabaseSync(join(dataDirectory, 'one-server.lock'))
  try {
    database.exec('PRAGMA busy_timeout = 0')
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (isBusy(error)) throw new Fault('instance/in-use', { cause: error })
    throw error
  }
  return {
    release: () => {
      database.close()
    },
  }
}

/** SQLITE_BUSY, “the database file could not be written because of concurrent activity”. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5
}
