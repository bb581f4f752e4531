import { strict as assert } from 'node:assert'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { defaultPolicy } from '@porchlight/core'
import { sql } from 'kysely'

import { openDatabase } from '../db/open.ts'
import { lapse } from './handlers.ts'

describe('lapse()', () => {
  it('ends what no steward reviewed within a day, and nothing else', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'porchlight-lapse-'))
    const db = await openDatabase(directory)
    try {
      await sql`PRAGMA foreign_keys = OFF`.execute(db)
      const rows = [
        { id: 'late', state: 'awaiting-moderation', approved_at: '2026-11-22T17:00:00Z' },
        { id: 'in time', state: 'awaiting-moderation', approved_at: '2026-11-22T17:00:01Z' },
        { id: 'published', state: 'published', approved_at: '2026-11-20T17:00:00Z' },
      ]
      for (const row of rows) {
        await db
          .insertInto('requests')
          .values({ ...blank, ...row })
          .execute()
      }
      const { moderationLapseSeconds } = defaultPolicy
      assert.equal(await lapse(db, '2026-11-23T17:00:00Z', moderationLapseSeconds), 1)
      const left = await db.selectFrom('requests').select(['id', 'state']).orderBy('id').execute()
      assert.deepEqual(
        left.map(({ id, state }) => [id, state]),
        [
          ['in time', 'awaiting-moderation'],
          ['late', 'lapsed'],
          ['published', 'published'],
        ],
      )
    } finally {
      await db.destroy()
      await rm(directory, { recursive: true })
    }
  })
})

const blank = {
  agency: 'a000000000000',
  case_number: '',
  signed: '{}',
  wrapped_key: '',
  author: 'm000000000000',
  created_at: '2026-11-20T16:00:00Z',
  published_at: null,
  expires_at: '2026-11-29T16:00:00Z',
  outcome: null,
  log_index: null,
  ending: null,
  ended_at: null,
  overdue: 0,
}
