import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { sql } from 'kysely'
import type { Kysely } from 'kysely'

const directory = join(import.meta.dirname, 'migrations')

/**
 * Applies the SQL files that are new, each in one transaction with its own record.
 *
 * @throws {Error} where the database knows a migration that this program does not have, or has
 * another text of one: it was made by a newer program, and this one must not touch it.
 */
export async function migrate<T>(db: Kysely<T>): Promise<void> {
  await sql`CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, digest TEXT NOT NULL)`.execute(
    db,
  )
  const done = await sql<{
    name: string
    digest: string
  }>`SELECT name, digest FROM migrations`.execute(db)
  const ours = migrations()
  for (const { name, digest } of done.rows) {
    if (ours.get(name)?.digest === digest) continue
    throw new Error(`The database was made by another version of Porchlight (migration ${name})`)
  }
  const applied = new Set(done.rows.map(({ name }) => name))
  for (const [name, { text, digest }] of ours) {
    if (!applied.has(name)) await apply(db, { name, text, digest })
  }
}

interface Migration {
  readonly name: string
  readonly text: string
  readonly digest: string
}

async function apply<T>(db: Kysely<T>, { name, text, digest }: Migration): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const statement of statements(text)) await sql.raw(statement).execute(tx)
    await sql`INSERT INTO migrations (name, digest) VALUES (${name}, ${digest})`.execute(tx)
  })
}

function migrations(): ReadonlyMap<string, { readonly text: string; readonly digest: string }> {
  const names = readdirSync(directory)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
  return new Map(
    names.map((name) => {
      const text = readFileSync(join(directory, name), 'utf8')
      return [name, { text, digest: createHash('sha256').update(text).digest('hex') }]
    }),
  )
}

/** Our migrations hold no semicolon inside a statement or comment. */
function statements(text: string): readonly string[] {
  return text
    .replaceAll(/--.*$/gm, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
}
