import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { maxFeedMessages, SealedMessage } from '@porchlight/core'

import { openDatabase } from '../db/open.ts'
import type { Database } from '../db/open.ts'
import { addToFeed, expireMessages, feedMessages } from './store.ts'

const asked = '2026-11-23T10:00:00Z'

describe('the questions of a feed', () => {
  it('are so many and no more; there is room again when their days are over', async () => {
    await withDatabase(async (db) => {
      for (let at = 0; at < maxFeedMessages; at++)
        assert.equal(await addToFeed(db, message(at), asked), true)
      assert.equal(await addToFeed(db, message(maxFeedMessages), asked), false)
      assert.equal((await feedMessages(db, '2026-12-07T23:59:59Z')).length, maxFeedMessages)
      assert.deepEqual(await feedMessages(db, '2026-12-08T00:00:00Z'), [])
      assert.equal(await addToFeed(db, message(99), '2026-12-08T00:00:00Z'), true)
    })
  })

  it('stand in the order of their bytes, whatever the order in which they came', async () => {
    await withDatabase(async (db) => {
      for (const at of [200, 3, 77]) await addToFeed(db, message(at), asked)
      assert.deepEqual(await feedMessages(db, asked), [message(3), message(77), message(200)])
    })
  })

  it('are deleted when they are in no feed any more, and not before', async () => {
    await withDatabase(async (db) => {
      await addToFeed(db, message(1), asked)
      await expireMessages(db, '2026-12-07T23:59:59Z')
      assert.equal(await rows(db), 1)
      await expireMessages(db, '2026-12-08T00:00:00Z')
      assert.equal(await rows(db), 0)
    })
  })
})

function message(byte: number): SealedMessage {
  return SealedMessage.parse(Buffer.alloc(4296, byte).toString('base64'))
}

async function rows(db: Database): Promise<number> {
  return (await db.selectFrom('feed_messages').select('digest').execute()).length
}

async function withDatabase(work: (db: Database) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'porchlight-threads-'))
  const db = await openDatabase(directory)
  try {
    await work(db)
  } finally {
    await db.destroy()
    await rm(directory, { recursive: true })
  }
}
