import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { readEntry } from '@porchlight/core'
import type { Entry } from '@porchlight/core'
import {
  createKey,
  createLog,
  createMemoryLock,
  createMemoryStore,
  createReader,
  createSigner,
  LogError,
  openSequencer,
  signatureType,
} from '@porchlight/log'
import type { LogStore, Sequencer } from '@porchlight/log'

import { findFact } from '../db/facts.ts'
import { openDatabase } from '../db/open.ts'
import type { Database } from '../db/open.ts'
import { openJournal } from '../journal.ts'
import { createOutbox, unlessUnavailable } from './outbox.ts'
import type { Intent, Outbox } from './outbox.ts'

const now = '2026-11-23T10:00:00Z'

function fail(error: unknown): never {
  throw error
}

interface Bench {
  readonly db: Database
  readonly outbox: Outbox
  /** From now on the log's files cannot be written, until it is called with false. */
  readonly breakLog: (broken: boolean) => void
  /** A program that starts anew on what is there. */
  readonly restarted: () => Promise<Outbox>
  readonly counts: () => Promise<readonly number[]>
}

/** A queue on a real database and a log in memory that can be broken. */
async function withBench(run: (bench: Bench) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'porchlight-outbox-'))
  const db = await openDatabase(directory)
  const memory = createMemoryStore()
  let broken = false
  const store: LogStore = {
    read: async (path) => await memory.read(path),
    write: async (path, bytes, options) => {
      // what is staged is kept, and what it leads to is not: the worst place to stop
      if (broken && !path.startsWith('staging')) throw new LogError('path-refused', path)
      await memory.write(path, bytes, options)
    },
    discard: async (path) => {
      await memory.discard(path)
    },
  }
  const lock = createMemoryLock()
  const type = signatureType.ed25519
  const signer = createSigner(createKey({ name: 'x/log', type, seed: new Uint8Array(32).fill(7) }))
  await createLog({ store, lock, signer })
  let sequencer: Sequencer = await openSequencer({ store, lock, signer, now })
  function outboxOf(own: Sequencer): Outbox {
    const log = { store, sequencer: own, now: () => now }
    return createOutbox({ db, log, journal: openJournal({ demo: true }), fail })
  }
  try {
    await run({
      db,
      outbox: outboxOf(sequencer),
      breakLog: (value) => {
        broken = value
      },
      restarted: async () => {
        sequencer = await openSequencer({ store, lock, signer, now })
        return outboxOf(sequencer)
      },
      counts: async () => {
        const { checkpoint } = sequencer
        const counts: number[] = []
        for await (const bytes of createReader({ store, checkpoint }).entries(0, checkpoint.size)) {
          const verdict = readEntry(bytes)
          if (verdict.read && verdict.entry.kind === 'legal.counted')
            counts.push(verdict.entry.count)
        }
        return counts
      },
    })
  } finally {
    await db.destroy()
    await rm(directory, { recursive: true })
  }
}

/** An entry with a number, whose effect is a fact. */
function intent(count: number): Intent {
  const entry: Entry = { kind: 'legal.counted', class: 'subpoena', count, day: '2026-11-23' }
  const value = String(count).padStart(64, '0')
  return { entry, effect: { kind: 'fact', name: 'log.rules', value } }
}

async function effectIn(db: Database): Promise<number | null> {
  const value = await findFact(db, 'log.rules')
  return value === null ? null : Number(value)
}

describe('the outbox', () => {
  it('enters in the order of its transactions, however many come at once', async () => {
    await withBench(async ({ outbox, counts, db }) => {
      const numbers = Array.from({ length: 600 }, (_, at) => at + 1)
      const indexes = await Promise.all(numbers.map(async (at) => await outbox.enter([intent(at)])))
      assert.deepEqual(await counts(), numbers)
      assert.deepEqual(
        indexes.flat(),
        numbers.map((at) => at - 1),
      )
      assert.deepEqual(await db.selectFrom('outbox').selectAll().execute(), [])
      assert.equal(await effectIn(db), 600)
    })
  })

  it('changes nothing where the change fails', async () => {
    await withBench(async ({ outbox, counts, db }) => {
      const failing = outbox.enter([intent(1)], async () => {
        await Promise.reject(new Error('refused'))
      })
      await assert.rejects(failing, /refused/)
      assert.deepEqual([await counts(), await effectIn(db)], [[], null])
    })
  })

  it('answers whoever entered it, while another is refused the very same entry', async () => {
    await withBench(async ({ outbox, counts }) => {
      const kept = outbox.enter([intent(1)])
      const refused = outbox.enter([intent(1)], async () => {
        await Promise.reject(new Error('refused'))
      })
      await assert.rejects(refused, /refused/)
      assert.deepEqual(await kept, [0])
      assert.deepEqual(await counts(), [1])
    })
  })

  it('has no effect while the log cannot be written, and each effect once when it can', async () => {
    await withBench(async ({ outbox, breakLog, counts, db }) => {
      breakLog(true)
      await assert.rejects(outbox.enter([intent(1)]), { code: 'log/unavailable' })
      await assert.rejects(outbox.enter([intent(2)]), { code: 'log/unavailable' })
      assert.deepEqual([await counts(), await effectIn(db)], [[], null])
      breakLog(false)
      assert.deepEqual(await outbox.enter([intent(3)]), [2])
      assert.deepEqual([await counts(), await effectIn(db)], [[1, 2, 3], 3])
    })
  })

  it('finds after a crash what the log has already, and doubles nothing', async () => {
    await withBench(async ({ outbox, breakLog, restarted, counts, db }) => {
      breakLog(true)
      await assert.rejects(outbox.enter([intent(1), intent(2)]), { code: 'log/unavailable' })
      breakLog(false)
      const again = await restarted()
      assert.equal(await again.drain(), 2)
      assert.equal(await again.drain(), 0)
      assert.deepEqual([await counts(), await effectIn(db)], [[1, 2], 2])
    })
  })

  it('finds what was logged where the effects could not be written', async () => {
    await withBench(async ({ outbox, counts, db }) => {
      await db.schema.alterTable('facts').renameTo('elsewhere').execute()
      await assert.rejects(outbox.enter([intent(1)]))
      await db.schema.alterTable('elsewhere').renameTo('facts').execute()
      assert.equal(await effectIn(db), null)
      assert.equal(await unlessUnavailable(async () => await outbox.drain()), 1)
      assert.deepEqual([await counts(), await effectIn(db)], [[1], 1])
    })
  })
})
