import { canonical, entryBytes, Fault, sha256Hex, utf8 } from '@porchlight/core'
import type { Digest, Entry } from '@porchlight/core'
import { createReader, LogError } from '@porchlight/log'
import { sql } from 'kysely'

import type { World } from '../config.ts'
import { findFact, keepFact } from '../db/facts.ts'
import type { Database, Db } from '../db/open.ts'
import type { Journal } from '../journal.ts'
import { apply, Effect } from './effect.ts'
import type { InstanceLog } from './open.ts'

/** An entry and what becomes true once the log has it. */
export interface Intent {
  readonly entry: Entry
  readonly effect: Effect
}

/**
 * Nothing takes effect before its entry is in a published checkpoint. Order: one transaction writes
 * the change and the queued entries → the log integrates and publishes them, in the order in which
 * they were queued → one transaction applies the effects and takes them off the queue. After a crash
 * or a failure in between, what is queued is looked up in the log first, and entered only where the
 * log does not have it: no entry is lost, none is doubled.
 */
export interface Outbox {
  /**
   * @param change runs in the transaction that queues the entries
   * @returns the indexes of the entries, all published and their effects applied
   * @throws {Fault} `log/unavailable`; the change stands, and takes effect when the log is there again
   */
  readonly enter: (
    intents: readonly Intent[],
    change?: (tx: Db) => Promise<void>,
  ) => Promise<readonly number[]>
  /**
   * Enters what is queued; for the start, and again and again for what the log could not take.
   * @returns how many entries that were
   * @throws {Fault} `log/unavailable`
   */
  readonly drain: () => Promise<number>
}

/** What the log cannot take now stays queued, and is tried again. @returns null where that is so */
export async function unlessUnavailable<T>(run: () => Promise<T>): Promise<T | null> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof Fault && error.code === 'log/unavailable') return null
    throw error
  }
}

export interface OutboxParts extends Pick<World, 'fail'> {
  readonly db: Database
  readonly log: Pick<InstanceLog, 'store' | 'sequencer' | 'now'>
  readonly journal: Journal
}

export function createOutbox(parts: OutboxParts): Outbox {
  const queue = new Queue(parts)
  return {
    enter: async (intents, change) => await queue.enter(intents, change),
    drain: async () => await queue.drain(),
  }
}

/** As wide as a tile: the log writes each of its files once for so many. */
const maxBatch = 256

interface Row {
  readonly digest: Digest
  readonly entry: string
  readonly effect: Effect
}

class Queue {
  readonly #parts: OutboxParts
  /** What each caller waits for; two may wait for the same, and one of them be refused. */
  readonly #waiting = new Set<Awaited>()
  /** The last drain that has begun; never rejects. */
  #running: Promise<unknown> = Promise.resolve()
  /** The drain that begins after it: whoever has committed by then shares it. */
  #next: Promise<number> | null = null
  /** Whether the log may have entries that the queue still holds: after a start, and after a failure. */
  #unsure = true

  constructor(parts: OutboxParts) {
    this.#parts = parts
  }

  async enter(
    intents: readonly Intent[],
    change?: (tx: Db) => Promise<void>,
  ): Promise<readonly number[]> {
    const digests = intents.map(({ entry }) => sha256Hex(entryBytes(entry)))
    const awaited: Awaited = new Map(digests.map((digest) => [digest, null]))
    this.#waiting.add(awaited)
    try {
      await this.#parts.db.transaction().execute(async (tx) => {
        await change?.(tx)
        for (const intent of intents) await queueEntry(tx, intent)
      })
      if (digests.length > 0) await this.drain()
      return digests.map((digest) => indexIn(awaited, digest))
    } finally {
      this.#waiting.delete(awaited)
    }
  }

  async drain(): Promise<number> {
    this.#next ??= this.#after(this.#running)
    return await this.#next
  }

  async #after(running: Promise<unknown>): Promise<number> {
    await running
    const drained = this.#drained()
    this.#running = Promise.allSettled([drained])
    this.#next = null
    return await drained
  }

  async #drained(): Promise<number> {
    try {
      let entered = this.#unsure ? await this.#makeSure() : 0
      for (;;) {
        const rows = await queued(this.#parts.db)
        if (rows.length === 0) return entered
        await this.#append(rows)
        entered += rows.length
      }
    } catch (cause) {
      if (!(cause instanceof LogError)) throw cause
      if (cause.code === 'store-failed') this.#parts.fail(cause)
      this.#parts.journal.event('log.unavailable', 1)
      throw new Fault('log/unavailable', { cause })
    }
  }

  async #append(rows: readonly Row[]): Promise<void> {
    const { sequencer, now } = this.#parts.log
    this.#unsure = true
    const { firstIndex } = await sequencer.append(
      rows.map(({ entry }) => utf8(entry)),
      now(),
    )
    const logged = rows.map((row, offset) => ({ row, index: firstIndex + offset }))
    await this.#settle(logged, firstIndex + rows.length)
    this.#unsure = false
  }

  /** Settles what the log has of the queue already. */
  async #makeSure(): Promise<number> {
    const { db, log } = this.#parts
    const checkpoint = await log.sequencer.settle()
    const open = new Map((await queued(db, null)).map((row) => [row.digest, row]))
    const from = Number((await findFact(db, watermark)) ?? 0)
    const logged: Logged[] = []
    if (open.size > 0) {
      const reader = createReader({ store: log.store, checkpoint })
      let index = from
      for await (const bytes of reader.entries(from, checkpoint.size)) {
        const row = open.get(sha256Hex(bytes))
        if (row !== undefined) logged.push({ row, index })
        index += 1
      }
    }
    await this.#settle(logged, checkpoint.size)
    this.#unsure = false
    return logged.length
  }

  /** @param size all entries below it are settled then */
  async #settle(logged: readonly Logged[], size: number): Promise<void> {
    await this.#parts.db.transaction().execute(async (tx) => {
      for (const { row, index } of logged) {
        await tx.deleteFrom('outbox').where('digest', '=', row.digest).execute()
        await apply(tx, row.effect, index)
      }
      await keepFact(tx, watermark, String(size))
    })
    for (const awaited of this.#waiting)
      for (const { row, index } of logged)
        if (awaited.has(row.digest)) awaited.set(row.digest, index)
  }
}

/** Indexes of entries; null until they are known. */
type Awaited = Map<Digest, number | null>

function indexIn(awaited: Awaited, digest: Digest): number {
  const index = awaited.get(digest)
  if (typeof index === 'number') return index
  throw new Error('An entry was queued, and is neither in the log nor refused')
}

interface Logged {
  readonly row: Row
  readonly index: number
}

const watermark = 'log.settled'

async function queueEntry(tx: Db, { entry, effect }: Intent): Promise<void> {
  const digest = sha256Hex(entryBytes(entry))
  await tx
    .insertInto('outbox')
    .values({
      digest,
      entry: canonical(entry),
      effect: canonical(effect),
      sequence: sql<number>`(SELECT coalesce(max(sequence), 0) + 1 FROM outbox)`,
    })
    .execute()
}

/** What waits, in order; null for all of it. */
async function queued(db: Database, most: number | null = maxBatch): Promise<readonly Row[]> {
  const query = db.selectFrom('outbox').orderBy('sequence').select(['digest', 'entry', 'effect'])
  const rows = await (most === null ? query : query.limit(most)).execute()
  return rows.map(({ digest, entry, effect }) => {
    return { digest, entry, effect: Effect.parse(JSON.parse(effect)) }
  })
}
