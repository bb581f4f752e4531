import { Fault } from '@porchlight/core'
import type { Instant, MemberId, PartnerId } from '@porchlight/core'

import type { Database, Db } from '../db/open.ts'
import type { Intent, Outbox } from '../log/outbox.ts'
import { yesesTo } from './store.ts'

/** What stewards say yes to; a key is named in the step, so that a yes to one is none to another. */
export const steps = {
  announce: 'announce',
  activate: 'activate',
  key: (recipient: string) => `key ${recipient}`,
} as const

export interface YesParts {
  readonly db: Database
  readonly outbox: Outbox
  readonly now: () => Instant
  readonly admissionStewards: number
}

interface Yes {
  readonly id: PartnerId
  readonly steward: MemberId
  readonly step: string
}

/** What the last yes brings about. */
interface Last {
  readonly intents: readonly Intent[]
  readonly change: (tx: Db) => Promise<void>
}

/**
 * Keeps one steward's yes. With the last that it takes, `change` is made and the intents are handed
 * to the log.
 *
 * @throws {Fault} `partner/confirmed-already`, `partner/confirmed-meanwhile`, `log/unavailable`
 */
export async function sayYes(
  { db, outbox, now, admissionStewards }: YesParts,
  { id: partner, steward, step }: Yes,
  { intents, change }: Last,
): Promise<void> {
  const before = await yesesTo(db, partner, step)
  if (before.includes(steward)) throw new Fault('partner/confirmed-already')
  const last = before.length + 1 >= admissionStewards
  await outbox.enter(last ? intents : [], async (tx) => {
    // somebody else said yes meanwhile: whether this is the last must be asked again
    if ((await yesesTo(tx, partner, step)).length !== before.length)
      throw new Fault('partner/confirmed-meanwhile')
    await tx.insertInto('partner_yeses').values({ partner, step, steward, at: now() }).execute()
    if (last) await change(tx)
  })
}
