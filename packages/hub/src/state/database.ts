import Database from 'libsql'

import type { StateKey } from './key.ts'

/** The passphrase or the key file is not the one that the state was made with. */
export class WrongKey extends Error {
  override readonly name = 'WrongKey'
}

/** The state was made by another version of this program. */
export class OtherSchema extends Error {
  override readonly name = 'OtherSchema'
}

const schemaVersion = 1

/**
 * The hub's own: everything that it keeps is in this one file, every page of it encrypted. Who can write the
 * file can destroy it; who has its key too can read which cameras there are and what was answered. Not WITHOUT
 * ROWID: to find a name SQLite would then read whole values on its way, and that of the feed has megabytes.
 */
const schema = `
CREATE TABLE records (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT;
`

/**
 * Opens the state, making it where there is none.
 *
 * @throws {WrongKey}
 * @throws {OtherSchema}
 */
export function openState(path: string, key: StateKey): Database.Database {
  // the driver's types know nothing of its encryption
  const options = { readonly: false, encryptionCipher: 'aes256cbc', encryptionKey: key }
  const database = new Database(path, options)
  try {
    // what is deleted is overwritten, in the file and in its journal
    database.exec(
      'PRAGMA secure_delete = ON; PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL',
    )
    migrate(database)
    return database
  } catch (error) {
    database.close()
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_NOTADB')
      throw new WrongKey('The state cannot be opened with this key', { cause: error })
    throw error
  }
}

function migrate(database: Database.Database): void {
  const row: unknown = database.prepare('PRAGMA user_version').get()
  const version =
    typeof row === 'object' && row !== null && 'user_version' in row ? row.user_version : null
  if (version === 0)
    database.exec(`BEGIN; ${schema} PRAGMA user_version = ${String(schemaVersion)}; COMMIT`)
  else if (version !== schemaVersion)
    throw new OtherSchema(
      `The state has schema ${String(version)}, this is ${String(schemaVersion)}`,
    )
}
