import { api, dayOf, Fault, legalClasses } from '@porchlight/core'
import type { Instant, LegalCount, LoggedEntry } from '@porchlight/core'

import type { Database, Db } from '../db/open.ts'
import type { Mount } from '../http/mount.ts'
import type { Intent, Outbox } from '../log/outbox.ts'
import type { Prove } from '../log/proofs.ts'

export interface LegalParts {
  readonly db: Database
  readonly outbox: Outbox
  readonly now: () => Instant
  readonly prove: Prove
}

type LegalClass = LegalCount['class']

/** Legal process that the instance was served with: counted by stewards, public in the log, nothing else of it kept. */
export function mountLegal(mount: Mount, { db, outbox, now, prove }: LegalParts): void {
  mount(api.listLegal, async () => {
    return { counts: await Promise.all(legalClasses.map(async (of) => await countOf(of))) }
  })
  mount(api.countLegal, async ({ class: served, count }) => {
    await outbox.enter([counted(served, count, now())], async (tx) => {
      // the steward gives the total that they mean: a second tap is not a second subpoena
      if ((await handed(tx, served)) + 1 !== count) throw new Fault('legal/counted-meanwhile')
      await keepHanded(tx, served, count)
    })
    return {}
  })

  async function countOf(served: LegalClass): Promise<LegalCount> {
    const row = await find(db, served)
    const index = row?.log_index ?? null
    const logged: LoggedEntry | null =
      index === null ? null : { ...(await prove.entryAt(index)), index }
    if (logged === null) return { class: served, count: 0, entry: null }
    if (logged.entry.kind !== 'legal.counted') throw new Error('Another entry was counted as legal')
    return { class: served, count: logged.entry.count, entry: logged }
  }
}

function counted(served: LegalClass, count: number, now: Instant): Intent {
  return {
    entry: { kind: 'legal.counted', class: served, count, day: dayOf(now) },
    effect: { kind: 'legal', class: served },
  }
}

interface Row {
  readonly handed: number
  readonly log_index: number | null
}

async function find(db: Db, served: LegalClass): Promise<Row | undefined> {
  return await db
    .selectFrom('legal_counts')
    .where('class', '=', served)
    .select(['handed', 'log_index'])
    .executeTakeFirst()
}

async function handed(db: Db, served: LegalClass): Promise<number> {
  return (await find(db, served))?.handed ?? 0
}

async function keepHanded(db: Db, served: LegalClass, count: number): Promise<void> {
  await db
    .insertInto('legal_counts')
    .values({ class: served, handed: count, log_index: null })
    .onConflict((conflict) => conflict.column('class').doUpdateSet({ handed: count }))
    .execute()
}
