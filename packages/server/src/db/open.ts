import { join } from 'node:path'

import { Kysely } from 'kysely'
import type { Transaction } from 'kysely'

import { migrate } from './migrate.ts'
import type { Tables } from './schema.ts'
import { sqliteDialect } from './sqlite.ts'

export type Database = Kysely<Tables>
/** The database or a transaction in it: what a store's functions take. */
export type Db = Kysely<Tables> | Transaction<Tables>

/** Opens the embedded database of a data directory and brings its schema up to date. */
export async function openDatabase(dataDirectory: string): Promise<Database> {
  const db = new Kysely<Tables>({ dialect: sqliteDialect(join(dataDirectory, 'porchlight.db')) })
  await migrate(db)
  return db
}
