import { strict as assert } from 'node:assert'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { sql } from 'kysely'

import { openDatabase } from '../db/open.ts'
import { forgetReleaseTimes } from './forget.ts'

describe('forgetReleaseTimes()', () => {
  it('leaves the day of what is released, and the boundary of what is not', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'porchlight-forget-'))
    const db = await openDatabase(directory)
    try {
      await sql`PRAGMA foreign_keys = OFF`.execute(db)
      const times = ['2026-11-23T17:15:00Z', '2026-11-23T17:30:00Z', null]
      for (const [at, release_at] of times.entries()) {
        await db
          .insertInto('submissions')
          .values({ ...blank, id: `s${String(at)}`, release_at })
          .execute()
      }
      await forgetReleaseTimes(db, '2026-11-23T17:15:00Z')
      const rows = await db.selectFrom('submissions').orderBy('id').select('release_at').execute()
      assert.deepEqual(
        rows.map(({ release_at }) => release_at),
        ['2026-11-23T00:00:00Z', '2026-11-23T17:30:00Z', null],
      )
    } finally {
      await db.destroy()
      await rm(directory, { recursive: true })
    }
  })

  it('leaves absent: the boundary in any file of the database; control: it was there', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'porchlight-forget-'))
    const db = await openDatabase(directory)
    try {
      await sql`PRAGMA foreign_keys = OFF`.execute(db)
      const boundary = '2026-11-23T17:15:00Z'
      const row = { ...blank, id: 's0', release_at: boundary }
      await db.insertInto('submissions').values(row).execute()
      assert.deepEqual(await placesOf(boundary, directory), ['porchlight.db-wal'])
      await forgetReleaseTimes(db, boundary)
      assert.deepEqual(await placesOf(boundary, directory), [])
    } finally {
      await db.destroy()
      await rm(directory, { recursive: true })
    }
  })
})

/** Files of a directory in which a text stands. */
async function placesOf(text: string, directory: string): Promise<readonly string[]> {
  const names = await readdir(directory)
  const read = names.map(async (name) => [name, await readFile(join(directory, name))] as const)
  return (await Promise.all(read)).flatMap(([name, bytes]) => (bytes.includes(text) ? [name] : []))
}

const blank = {
  request: 'r000000000000',
  secret_hash: '',
  state: 'sealed',
  day: '2026-11-23',
  log_index: null,
  opened: 0,
  notes: null,
}
