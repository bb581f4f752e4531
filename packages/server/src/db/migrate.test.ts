import { strict as assert } from 'node:assert'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { sql } from 'kysely'

import { openDatabase } from './open.ts'
import type { Database } from './open.ts'

async function inDirectory(work: (directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'porchlight-db-'))
  try {
    await work(directory)
  } finally {
    await rm(directory, { recursive: true })
  }
}

async function opened(directory: string, work: (db: Database) => Promise<void>): Promise<void> {
  const db = await openDatabase(directory)
  try {
    await work(db)
  } finally {
    await db.destroy()
  }
}

describe('openDatabase()', () => {
  it('brings a new database up and opens it again unchanged', async () => {
    await inDirectory(async (directory) => {
      await opened(directory, async (db) => {
        await db.insertInto('facts').values({ name: 'kept', value: 'yes' }).execute()
      })
      await opened(directory, async (db) => {
        const { value } = await db.selectFrom('facts').select('value').executeTakeFirstOrThrow()
        assert.equal(value, 'yes')
      })
    })
  })
  it('commits to disk before it answers', async () => {
    await inDirectory(async (directory) => {
      await opened(directory, async (db) => {
        const { rows } = await sql<{ synchronous: number }>`PRAGMA synchronous`.execute(db)
        assert.equal(rows[0]?.synchronous, 2)
      })
    })
  })
  it('refuses a database that a newer program made', async () => {
    await inDirectory(async (directory) => {
      await opened(directory, async (db) => {
        await sql`INSERT INTO migrations (name, digest) VALUES ('9999-later.sql', 'x')`.execute(db)
      })
      await assert.rejects(openDatabase(directory), /another version of Porchlight/)
    })
  })
})
