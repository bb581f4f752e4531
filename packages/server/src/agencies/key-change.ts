import { canonical, Fault } from '@porchlight/core'
import type { AgencyId, AgencyKeys, MemberId } from '@porchlight/core'

import type { World } from '../config.ts'
import type { Database, Db } from '../db/open.ts'
import type { Outbox } from '../log/outbox.ts'
import { keyIntent } from './key-entry.ts'
import {
  allKeys,
  dropKeys,
  enterKeys,
  insertKeys,
  isEntered,
  keyConfirmationsOf,
  unconfirmedKeys,
} from './keys.ts'
import type { KeysRow } from './keys.ts'
import { findAgency } from './store.ts'

/**
 * Keeps new keys until stewards have confirmed them, in place of new keys that were not.
 *
 * @returns their number
 * @throws {Fault} `agency/not-admitted`; `agency/keys-known`; `agency/keys-waiting` where confirmed keys
 *   are not good yet: the next keyring could not open what is sealed to them meanwhile. While the agency
 *   is suspended nothing is, so that keys which somebody else put there can be replaced
 */
export async function keepNextKeys(
  tx: Db,
  agency: AgencyId,
  { keys, now }: Pick<World, 'now'> & { readonly keys: AgencyKeys },
): Promise<number> {
  const { admitted_at, suspended_at } = await findAgency(tx, agency)
  if (admitted_at === null) throw new Fault('agency/not-admitted')
  const rows = await allKeys(tx, agency)
  const entered = rows.filter(isEntered)
  if (entered.some((row) => sharesKey(row.keys, keys))) throw new Fault('agency/keys-known')
  const at = now()
  if (suspended_at === null && entered.some(({ good_from }) => good_from > at))
    throw new Fault('agency/keys-waiting')
  const waiting = unconfirmedKeys(rows)
  if (waiting !== null) await dropKeys(tx, agency, waiting.number)
  const number = Math.max(...entered.map((row) => row.number)) + 1
  await insertKeys(tx, agency, { number, keys })
  return number
}

function sharesKey(one: AgencyKeys, other: AgencyKeys): boolean {
  return one.signing === other.signing || one.vault === other.vault
}

export interface ConfirmParts extends World {
  readonly db: Database
  readonly outbox: Outbox
  readonly admissionStewards: number
}

export interface Confirming {
  readonly id: AgencyId
  /** As they were read out. */
  readonly keys: AgencyKeys
  readonly steward: MemberId
}

/**
 * One steward's word that the agency itself made these keys; the last one needed enters them.
 *
 * @throws {Fault} `agency/no-keys` where none wait, or others than those that were read out;
 *   `agency/already-approved`, `agency/confirmed-meanwhile`, `log/unavailable`
 */
export async function confirmNextKeys(
  { db, now, outbox, admissionStewards }: ConfirmParts,
  { id, keys, steward }: Confirming,
): Promise<void> {
  const at = now()
  await findAgency(db, id)
  const rows = await allKeys(db, id)
  const waiting = requireWaiting(rows, keys)
  const { number } = waiting
  const confirmed = new Set([...(await keyConfirmationsOf(db, id, number)), steward])
  const enough = confirmed.size >= admissionStewards
  const { intent, from } = keyIntent(id, waiting, { rows, now: at })
  await outbox.enter(enough ? [intent] : [], async (tx) => {
    // a member may have replaced them meanwhile
    requireWaiting(await allKeys(tx, id), keys)
    const before = await keyConfirmationsOf(tx, id, number)
    if (before.includes(steward)) throw new Fault('agency/already-approved')
    if (before.length + 1 !== confirmed.size) throw new Fault('agency/confirmed-meanwhile')
    await tx.insertInto('key_confirmations').values({ agency: id, number, steward, at }).execute()
    if (enough) await enterKeys(tx, id, { number, from })
  })
}

function requireWaiting(rows: readonly KeysRow[], keys: AgencyKeys): KeysRow {
  const waiting = unconfirmedKeys(rows)
  if (waiting === null || canonical(waiting.keys) !== canonical(keys))
    throw new Fault('agency/no-keys')
  return waiting
}
