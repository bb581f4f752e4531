import { canonical, Fault, MemberId, newId, PartnerId, PartnerProfile } from '@porchlight/core'
import type { NewPartner, Recipient } from '@porchlight/core'
import { z } from 'zod'

import type { World } from '../config.ts'
import type { Db } from '../db/open.ts'

const Status = z.enum(['entered', 'announced', 'active', 'ended'])
export type Status = z.infer<typeof Status>

const Row = z.object({
  id: PartnerId,
  profile: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(PartnerProfile),
  handed: Status,
  status: Status,
  notice: z.string().nullable(),
  announced_index: z.number().nullable(),
  activated_index: z.number().nullable(),
  ended_index: z.number().nullable(),
})
export type PartnerRow = z.infer<typeof Row>

/** One of a partner's keys; `good_from` is null until enough stewards said yes to it. */
export interface KeyRow {
  readonly recipient: Recipient
  readonly good_from: string | null
  readonly log_index: number | null
}

/** @throws {Fault} `partner/not-found` */
export async function findPartner(db: Db, id: string): Promise<PartnerRow> {
  const row = await db.selectFrom('partners').where('id', '=', id).selectAll().executeTakeFirst()
  if (row === undefined) throw new Fault('partner/not-found')
  return Row.parse(row)
}

/** The one entered first comes first. */
export async function allPartners(db: Db): Promise<readonly PartnerRow[]> {
  const rows = await db
    .selectFrom('partners')
    .orderBy('created_at')
    .orderBy('id')
    .selectAll()
    .execute()
  return rows.map((row) => Row.parse(row))
}

/** In the order in which they were announced, those that are not announced yet last. */
export async function keysOf(db: Db, partner: string): Promise<readonly KeyRow[]> {
  const rows = await db
    .selectFrom('partner_keys')
    .where('partner', '=', partner)
    .orderBy('entered_at')
    .orderBy('recipient')
    .select(['recipient', 'good_from', 'log_index'])
    .execute()
  return rows.toSorted((a, b) => Number(a.good_from === null) - Number(b.good_from === null))
}

/** Enters a partner that stewards alone know of. @throws {Fault} `partner/key-known` */
export async function insertPartner(
  db: Db,
  { now, random }: World,
  { recipient, ...facts }: NewPartner,
): Promise<PartnerId> {
  const id = newId('p', random)
  await db
    .insertInto('partners')
    .values({
      id,
      profile: canonical(PartnerProfile.parse({ id, ...facts })),
      created_at: now(),
      handed: 'entered',
      status: 'entered',
      notice: null,
      announced_index: null,
      activated_index: null,
      ended_index: null,
    })
    .execute()
  await insertKey(db, { partner: id, recipient, entered_at: now() })
  return id
}

interface NamedKey {
  readonly partner: PartnerId
  readonly recipient: Recipient
  readonly entered_at: string
}

/** @throws {Fault} `partner/key-known` where any partner ever had it */
export async function insertKey(db: Db, key: NamedKey): Promise<void> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('partner_keys')
    .values({ ...key, good_from: null, log_index: null })
    .onConflict((conflict) => conflict.column('recipient').doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) throw new Fault('partner/key-known')
}

/** Deletes a partner that was never handed to the log. @throws {Fault} `partner/wrong-state` */
export async function deletePartner(db: Db, id: PartnerId): Promise<void> {
  await db.deleteFrom('partner_yeses').where('partner', '=', id).execute()
  await db.deleteFrom('partner_keys').where('partner', '=', id).execute()
  const { numDeletedRows } = await db
    .deleteFrom('partners')
    .where('id', '=', id)
    .where('handed', '=', 'entered')
    .executeTakeFirst()
  if (numDeletedRows !== 1n) throw new Fault('partner/wrong-state')
}

/** What is on its way into the log now. @throws {Fault} `partner/wrong-state` where it moved on meanwhile */
export async function handOver(
  db: Db,
  { id, handed: before }: PartnerRow,
  change: { readonly handed: Status; readonly notice?: string },
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('partners')
    .set(change)
    .where('id', '=', id)
    .where('handed', '=', before)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Fault('partner/wrong-state')
}

/** Deletes a key that was never handed to the log, and what was said of it. @throws {Fault} `partner/wrong-state` */
export async function deleteKey(
  db: Db,
  { partner, recipient, step }: Pick<NamedKey, 'partner' | 'recipient'> & { readonly step: string },
): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('partner_keys')
    .where('partner', '=', partner)
    .where('recipient', '=', recipient)
    .where('good_from', 'is', null)
    .executeTakeFirst()
  if (numDeletedRows !== 1n) throw new Fault('partner/wrong-state')
  await db
    .deleteFrom('partner_yeses')
    .where('partner', '=', partner)
    .where('step', '=', step)
    .execute()
}

/** The key is on its way into the log. @throws {Fault} `partner/wrong-state` where it was taken back meanwhile */
export async function dateKey(db: Db, recipient: Recipient, good_from: string): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('partner_keys')
    .set({ good_from })
    .where('recipient', '=', recipient)
    .where('good_from', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Fault('partner/wrong-state')
}

/** Stewards who said yes to a step. */
export async function yesesTo(db: Db, partner: string, step: string): Promise<readonly MemberId[]> {
  const rows = await db
    .selectFrom('partner_yeses')
    .where('partner', '=', partner)
    .where('step', '=', step)
    .select('steward')
    .execute()
  return rows.map(({ steward }) => MemberId.parse(steward))
}
