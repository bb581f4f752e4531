import { canonical, entryBytes, Fault, sha256Hex, utf8 } from '@porchlight/core'
import type { Entry } from '@porchlight/core'
import { createReader, LogError } from '@porchlight/log'

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
 * the change and the queued entries → the log integrates and publishes them → one transaction applies
 * the effects. A crash after the first leaves rows without an index, which the next start looks up in
 * the log, and enters again only where the log does not have them: no entry is lost, none is doubled.
 */
export interface Outbox {
  /**
   * @param change runs in the transaction that queues the entries
   * @returns the indexes of the entries, all published and their effects applied
   * @throws {Fault} `log/unavailable`; the change stands, and takes effect when the log is there again
   */
  readonly enter: (
    intents: readonly Intent[],
    change: (tx: Db) => Promise<void>,
  ) => Promise<readonly number[]>
}

export function createOutbox(db: Database, { pool }: Pick<InstanceLog, 'pool'>): Outbox {
  return {
    enter: async (intents, change) => {
      await db.transaction().execute(async (tx) => {
        await change(tx)
        for (const intent of intents) await queue(tx, intent)
      })
      return await Promise.all(
        intents.map(async ({ entry, effect }) => {
          const text = canonical(entry)
          const index = await sequence(pool, text)
          await settle(db, { digest: sha256Hex(utf8(text)), effect, index })
          return index
        }),
      )
    },
  }
}

/** To be called once, before the server answers: finishes what the last one left. */
export async function recoverOutbox(
  db: Database,
  log: InstanceLog,
  journal: Journal,
): Promise<void> {
  const open = await openRows(db)
  if (open.size > 0) {
    await settleLogged(db, log, open)
    for (const { entry, digest, effect } of open.values()) {
      await settle(db, { digest, effect, index: await sequence(log.pool, entry) })
    }
    journal.event('log.recovered', open.size)
  }
  await forgetSettled(db, log.sequencer.checkpoint.size)
}

interface OpenRow {
  readonly digest: string
  readonly entry: string
  readonly effect: Effect
}

async function openRows(db: Database): Promise<Map<string, OpenRow>> {
  const rows = await db.selectFrom('outbox').where('log_index', 'is', null).selectAll().execute()
  return new Map(
    rows.map(({ digest, entry, effect }) => [
      digest,
      { digest, entry, effect: Effect.parse(JSON.parse(effect)) },
    ]),
  )
}

/** Settles, and takes out of `open`, what the log has since the last start. */
async function settleLogged(
  db: Database,
  { store, sequencer }: InstanceLog,
  open: Map<string, OpenRow>,
): Promise<void> {
  const { checkpoint } = sequencer
  const reader = createReader({ store, checkpoint })
  let index = await settledUpTo(db)
  for await (const bytes of reader.entries(index, checkpoint.size)) {
    const row = open.get(sha256Hex(bytes))
    if (row !== undefined) {
      await settle(db, { ...row, index })
      open.delete(row.digest)
    }
    index += 1
  }
}

async function queue(tx: Db, { entry, effect }: Intent): Promise<void> {
  const digest = sha256Hex(entryBytes(entry))
  await tx
    .insertInto('outbox')
    .values({ digest, entry: canonical(entry), effect: canonical(effect), log_index: null })
    .execute()
}

async function sequence(pool: InstanceLog['pool'], entry: string): Promise<number> {
  try {
    const { index } = await pool.add(utf8(entry))
    return index
  } catch (cause) {
    if (cause instanceof LogError) throw new Fault('log/unavailable', { cause })
    throw cause
  }
}

interface Settlement {
  readonly digest: string
  readonly effect: Effect
  readonly index: number
}

async function settle(db: Database, { digest, effect, index }: Settlement): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.updateTable('outbox').set({ log_index: index }).where('digest', '=', digest).execute()
    await apply(tx, effect, index)
  })
}

const watermark = 'log.settled'

async function settledUpTo(db: Database): Promise<number> {
  const row = await db
    .selectFrom('facts')
    .where('name', '=', watermark)
    .select('value')
    .executeTakeFirst()
  return Number(row?.value ?? 0)
}

/** All entries below `size` are settled: the rows have done their work. */
async function forgetSettled(db: Database, size: number): Promise<void> {
  const value = String(size)
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('outbox').where('log_index', 'is not', null).execute()
    await tx
      .insertInto('facts')
      .values({ name: watermark, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute()
  })
}
