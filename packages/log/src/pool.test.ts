import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { maxEntryBytes } from './bundle.ts'
import { checkWorld, createMemoryLog, entriesFrom, now } from './fixture.test.ts'
import { createPool, maxEntriesWaiting, type Pool } from './pool.ts'
import { openSequencer, type Sequencer } from './sequence.ts'

/** A timer that a test turns by hand. */
function createTimer(): {
  run: () => void
  delays: number[]
  calledOff: () => number
  schedule: (ms: number, run: () => void) => () => void
} {
  let due: (() => void) | null = null
  const delays: number[] = []
  let calledOff = 0
  return {
    delays,
    calledOff: () => calledOff,
    run(): void {
      const run = due
      due = null
      run?.()
    },
    schedule(ms, run): () => void {
      delays.push(ms)
      due = run
      return () => {
        due = null
        calledOff += 1
      }
    },
  }
}

async function setUp({
  wrap = (same) => same,
  maxEntries = 4,
}: { wrap?: (sequencer: Sequencer) => Sequencer; maxEntries?: number } = {}): Promise<{
  parts: Awaited<ReturnType<typeof createMemoryLog>>
  pool: Pool
  timer: ReturnType<typeof createTimer>
  batches: number[]
}> {
  const parts = await createMemoryLog()
  const sequencer = wrap(await openSequencer({ ...parts, now }))
  const batches: number[] = []
  const counting: Sequencer = {
    checkpoint: sequencer.checkpoint,
    async append(entries, at) {
      batches.push(entries.length)
      return await sequencer.append(entries, at)
    },
    settle: async () => await sequencer.settle(),
  }
  const timer = createTimer()
  const pool = createPool({
    sequencer: counting,
    maxEntries,
    maxWaitMs: 200,
    now: () => now,
    schedule: timer.schedule,
  })
  return { parts, pool, timer, batches }
}

describe('createPool()', () => {
  it('collects entries until the first has waited long enough', async () => {
    const { parts, pool, timer, batches } = await setUp()
    const answers = Promise.all(entriesFrom(0, 3).map(async (entry) => await pool.add(entry)))
    assert.deepEqual(timer.delays, [200])
    assert.deepEqual(batches, [])
    timer.run()
    assert.deepEqual(
      (await answers).map(({ index, checkpoint }) => [index, checkpoint.size]),
      [
        [0, 3],
        [1, 3],
        [2, 3],
      ],
    )
    assert.deepEqual(batches, [3])
    assert.equal(await checkWorld(parts), 3)
  })

  it('does not wait when a batch is full, and sequences one batch after the other', async () => {
    const { parts, pool, timer, batches } = await setUp()
    const answers = entriesFrom(0, 10).map(async (entry) => await pool.add(entry))
    assert.deepEqual(
      (await Promise.all(answers.slice(0, 8))).map(({ index }) => index),
      [0, 1, 2, 3, 4, 5, 6, 7],
    )
    assert.deepEqual(batches, [4, 4])
    assert.equal(timer.calledOff(), 2)
    timer.run()
    assert.equal((await answers[9])?.index, 9)
    assert.deepEqual(batches, [4, 4, 2])
    assert.equal(await checkWorld(parts), 10)
  })

  it('answers only when the checkpoint of the entry is published', async () => {
    const { parts, pool, timer } = await setUp()
    const answer = pool.add(entriesFrom(0, 1)[0] ?? assert.fail())
    timer.run()
    const { checkpoint } = await answer
    assert.deepEqual(parts.store.files.get('checkpoint'), new TextEncoder().encode(checkpoint.note))
  })

  it('refuses a bad entry alone, not its neighbours', async () => {
    const { pool, timer } = await setUp()
    const good = pool.add(Uint8Array.of(1))
    await assert.rejects(pool.add(new Uint8Array(maxEntryBytes + 1)), { code: 'entry-too-large' })
    timer.run()
    assert.equal((await good).index, 0)
  })

  it('passes a failure to each entry of the batch, and goes on', async () => {
    let failures = 1
    const { pool, timer } = await setUp({
      wrap: (sequencer) => ({
        checkpoint: sequencer.checkpoint,
        async append(entries, at) {
          if (failures-- > 0) throw new Error('disk')
          return await sequencer.append(entries, at)
        },
        settle: async () => await sequencer.settle(),
      }),
    })
    const lost = await Promise.allSettled(
      [0, 1, 2, 3].map(async (i) => await pool.add(Uint8Array.of(i))),
    )
    assert.ok(lost.every(({ status }) => status === 'rejected'))
    const next = pool.add(Uint8Array.of(9))
    timer.run()
    assert.equal((await next).index, 0)
  })

  it('refuses entries when too many wait', async () => {
    const { pool } = await setUp({ maxEntries: 1024 })
    const waiting = Array.from(
      { length: maxEntriesWaiting },
      async () => await pool.add(Uint8Array.of(1)),
    )
    await assert.rejects(pool.add(Uint8Array.of(1)), { code: 'pool-full' })
    assert.equal((await Promise.all(waiting)).length, maxEntriesWaiting)
    const next = pool.add(Uint8Array.of(1))
    await pool.close()
    assert.equal((await next).index, maxEntriesWaiting)
  })

  it('close() answers those who wait and takes no more', async () => {
    const { pool } = await setUp()
    const last = pool.add(Uint8Array.of(1))
    await pool.close()
    assert.equal((await last).index, 0)
    await assert.rejects(pool.add(Uint8Array.of(2)), { code: 'pool-closed' })
  })
})
