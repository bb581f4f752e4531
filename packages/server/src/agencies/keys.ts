import { AgencyKeys, canonical, Fault, keyAt, MemberId } from '@porchlight/core'
import type { AgencyId, Instant } from '@porchlight/core'
import { z } from 'zod'

import type { Db } from '../db/open.ts'
import { findAgency } from './store.ts'

const Row = z.object({
  number: z.number(),
  keys: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(AgencyKeys),
  good_from: z.string().nullable(),
  log_index: z.number().nullable(),
})
export type KeysRow = z.infer<typeof Row>

/** Keys that the log holds. */
export type LoggedRow = KeysRow & { readonly good_from: Instant; readonly log_index: number }

/** Keys that stewards have confirmed, whether or not the log has them yet. */
export type EnteredRow = KeysRow & { readonly good_from: Instant }

/** The oldest first. */
export async function allKeys(db: Db, agency: AgencyId): Promise<readonly KeysRow[]> {
  const rows = await db
    .selectFrom('agency_keys')
    .where('agency', '=', agency)
    .orderBy('number')
    .select(['number', 'keys', 'good_from', 'log_index'])
    .execute()
  return rows.map((row) => Row.parse(row))
}

export function isEntered(row: KeysRow): row is EnteredRow {
  return row.good_from !== null
}

export function isLogged(row: KeysRow): row is LoggedRow {
  return isEntered(row) && row.log_index !== null
}

/** Computed anew at each call: keys become good by the clock, whatever runs or does not run then. */
export function goodKeys(rows: readonly KeysRow[], at: Instant): LoggedRow | null {
  return keyAt(
    rows.filter(isLogged).map((row) => ({ key: row, from: row.good_from })),
    at,
  )
}

/** Those that are good; before the admission, those that wait for it. */
export function presentKeys(rows: readonly KeysRow[], at: Instant): KeysRow | null {
  return goodKeys(rows, at) ?? rows[0] ?? null
}

/** The newest that replace the present ones, and are not good yet. */
export function nextKeys(rows: readonly KeysRow[], at: Instant): KeysRow | null {
  const present = presentKeys(rows, at)
  const newest = rows.at(-1) ?? null
  return newest === null || newest.number === present?.number ? null : newest
}

/** Made to replace others, and not confirmed by enough stewards yet. */
export function unconfirmedKeys(rows: readonly KeysRow[]): KeysRow | null {
  const newest = rows.at(-1) ?? null
  return newest === null || newest.number === 0 || isEntered(newest) ? null : newest
}

/**
 * The keys with which an agency may ask now.
 *
 * @throws {Fault} `agency/not-admitted`, `agency/suspended`, `agency/no-keys`
 */
export async function askingKeys(db: Db, id: AgencyId, at: Instant): Promise<AgencyKeys> {
  const { admitted_at, suspended_at } = await findAgency(db, id)
  if (admitted_at === null) throw new Fault('agency/not-admitted')
  if (suspended_at !== null) throw new Fault('agency/suspended')
  const good = goodKeys(await allKeys(db, id), at)
  if (good === null) throw new Fault('agency/no-keys')
  return good.keys
}

export async function insertKeys(
  db: Db,
  agency: AgencyId,
  { number, keys }: Pick<KeysRow, 'number' | 'keys'>,
): Promise<void> {
  await db
    .insertInto('agency_keys')
    .values({ agency, number, keys: canonical(keys), good_from: null, log_index: null })
    .execute()
}

/** Takes back keys that were not confirmed, with all that hangs on them. */
export async function dropKeys(db: Db, agency: AgencyId, number: number): Promise<void> {
  for (const table of ['keyring', 'key_confirmations', 'agency_keys'] as const)
    await db.deleteFrom(table).where('agency', '=', agency).where('number', '=', number).execute()
}

/** They are on their way into the log. @throws {Fault} `agency/already-approved` where they were before */
export async function enterKeys(
  db: Db,
  agency: AgencyId,
  { number, from }: { readonly number: number; readonly from: Instant },
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('agency_keys')
    .set({ good_from: from })
    .where('agency', '=', agency)
    .where('number', '=', number)
    .where('good_from', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Fault('agency/already-approved')
}

/** Stewards who confirmed keys that replace others. */
export async function keyConfirmationsOf(
  db: Db,
  agency: AgencyId,
  number: number,
): Promise<readonly MemberId[]> {
  const rows = await db
    .selectFrom('key_confirmations')
    .where('agency', '=', agency)
    .where('number', '=', number)
    .select('steward')
    .execute()
  return rows.map(({ steward }) => MemberId.parse(steward))
}
