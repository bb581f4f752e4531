import { AgencyId, AgencyProfile, canonical, Fault, MemberId, newId } from '@porchlight/core'
import type { Instant, NewAgency } from '@porchlight/core'
import { z } from 'zod'

import type { World } from '../config.ts'
import type { Db } from '../db/open.ts'

function fromJson(text: string): unknown {
  return JSON.parse(text)
}

const Row = z.object({
  id: AgencyId,
  profile: z.string().transform(fromJson).pipe(AgencyProfile),
  verified_by: z.string(),
  admitted_at: z.string().nullable(),
  entered_at: z.string().nullable(),
  admission_index: z.number().nullable(),
  /** From here on it can do nothing new; the log says so from `suspension_index` on. */
  suspended_at: z.string().nullable(),
  suspension_index: z.number().nullable(),
})
export type AgencyRow = z.infer<typeof Row>

const columns = [
  'id',
  'profile',
  'verified_by',
  'admitted_at',
  'entered_at',
  'admission_index',
  'suspended_at',
  'suspension_index',
] as const

/** @throws {Fault} `agency/not-found` */
export async function findAgency(db: Db, id: string): Promise<AgencyRow> {
  const row = await db
    .selectFrom('agencies')
    .where('id', '=', id)
    .select(columns)
    .executeTakeFirst()
  if (row === undefined) throw new Fault('agency/not-found')
  return Row.parse(row)
}

export async function allAgencies(db: Db): Promise<readonly AgencyRow[]> {
  const rows = await db.selectFrom('agencies').orderBy('created_at').select(columns).execute()
  return rows.map((row) => Row.parse(row))
}

/** Enters an agency, neither with keys nor admitted. */
export async function insertAgency(
  db: Db,
  { now, random }: World,
  { verifiedBy, ...profile }: NewAgency,
): Promise<AgencyRow> {
  const id = newId('a', random)
  await db
    .insertInto('agencies')
    .values({
      id,
      profile: canonical(AgencyProfile.parse({ id, ...profile })),
      verified_by: verifiedBy,
      created_at: now(),
      admitted_at: null,
      entered_at: null,
      admission_index: null,
      suspended_at: null,
      suspension_index: null,
    })
    .execute()
  return await findAgency(db, id)
}

/** Stewards who confirmed an agency, since it was suspended last. */
export async function confirmationsOf(db: Db, agency: string): Promise<readonly MemberId[]> {
  const rows = await db
    .selectFrom('confirmations')
    .where('agency', '=', agency)
    .select('steward')
    .execute()
  return rows.map(({ steward }) => MemberId.parse(steward))
}

/** Its admission is on its way into the log. @throws {Fault} `agency/already-approved` where it was before */
export async function enterAgency(db: Db, id: string, entered_at: Instant): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('agencies')
    .set({ entered_at })
    .where('id', '=', id)
    .where('entered_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Fault('agency/already-approved')
}

/** From here on the agency is stopped, and to be admitted again takes every confirmation anew. @throws {Fault} `agency/suspended` where it is */
export async function beginSuspension(db: Db, id: AgencyId, suspended_at: Instant): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('agencies')
    .set({ suspended_at, entered_at: null })
    .where('id', '=', id)
    .where('suspended_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Fault('agency/suspended')
  await db.deleteFrom('confirmations').where('agency', '=', id).execute()
}
