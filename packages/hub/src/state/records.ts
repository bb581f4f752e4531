import type Database from 'libsql'
import { z } from 'zod'

const Row = z.object({ value: z.string() })
const Named = z.object({ id: z.string() })

/** Things of one kind in the state, each with a name, read back through its schema. */
export class Records<T> {
  readonly #database: Database.Database
  readonly #kind: string
  readonly #schema: z.ZodType<T>

  constructor(database: Database.Database, kind: string, schema: z.ZodType<T>) {
    this.#database = database
    this.#kind = kind
    this.#schema = schema
  }

  get(id: string): T | null {
    const row: unknown = this.#database
      .prepare('SELECT value FROM records WHERE kind = ? AND id = ?')
      .get(this.#kind, id)
    return row === undefined ? null : this.#read(row)
  }

  all(): readonly T[] {
    const rows: unknown[] = this.#database
      .prepare('SELECT value FROM records WHERE kind = ? ORDER BY id')
      .all(this.#kind)
    return rows.map((row) => this.#read(row))
  }

  ids(): readonly string[] {
    const rows: unknown[] = this.#database
      .prepare('SELECT id FROM records WHERE kind = ? ORDER BY id')
      .all(this.#kind)
    return rows.map((row) => Named.parse(row).id)
  }

  /** Durable when it returns. */
  put(id: string, value: T): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO records (kind, id, value) VALUES (?, ?, ?)')
      .run(this.#kind, id, JSON.stringify(value))
  }

  delete(id: string): void {
    this.#database.prepare('DELETE FROM records WHERE kind = ? AND id = ?').run(this.#kind, id)
  }

  #read(row: unknown): T {
    const value: unknown = JSON.parse(Row.parse(row).value)
    return this.#schema.parse(value)
  }
}
