import { api, canonical, Fault } from '@porchlight/core'
import type { DeskAgency } from '@porchlight/core'

import type { World } from '../config.ts'
import type { Database, Db } from '../db/open.ts'
import type { Mount } from '../http/mount.ts'
import { createInvite } from '../sign-in/invites.ts'
import { allAgencies, confirmationsOf, findAgency, insertAgency } from './store.ts'
import type { AgencyRow } from './store.ts'

export interface AdmissionParts extends World {
  readonly db: Database
  readonly origin: string
  readonly admissionStewards: number
}

/** How stewards enter and admit agencies, and invite each other. */
export function mountAdmission(mount: Mount, parts: AdmissionParts): void {
  const { db } = parts
  mount(api.agencies, async (_, { id }) => {
    const rows = await allAgencies(db)
    return { agencies: await Promise.all(rows.map(async (row) => await view(parts, row, id))) }
  })
  mount(api.addAgency, async ({ agency }, { id }) => {
    const row = await insertAgency(db, parts, agency)
    const link = await createInvite(db, { role: 'agency', agency: row.id }, parts)
    return { agency: await view(parts, row, id), link }
  })
  mount(api.renewAgencyLink, async ({ id }) => {
    const { keys } = await findAgency(db, id)
    // from then on its own people ask each other in
    if (keys !== null) throw new Fault('agency/has-keys')
    await db.deleteFrom('invites').where('agency', '=', id).execute()
    return { link: await createInvite(db, { role: 'agency', agency: id }, parts) }
  })
  mount(api.admitAgency, async (input, { id }) => {
    await db.transaction().execute(async (tx) => {
      await confirm(tx, parts, { ...input, steward: id })
    })
    return await view(parts, await findAgency(db, input.id), id)
  })
  mount(api.inviteSteward, async () => {
    return { link: await createInvite(db, { role: 'steward', agency: null }, parts) }
  })
}

/**
 * One steward's word that the agency is who it says and that these are its keys: the steward gives
 * the keys that were read out, so that keys swapped in the database are not confirmed by accident.
 */
async function confirm(
  tx: Db,
  { now, admissionStewards }: AdmissionParts,
  { id, keys, steward }: { id: string; keys: unknown; steward: string },
): Promise<void> {
  const agency = await findAgency(tx, id)
  if (agency.keys === null) throw new Fault('agency/no-keys')
  if (canonical(agency.keys) !== canonical(keys)) throw new Fault('agency/no-keys')
  const confirmed = await confirmationsOf(tx, id)
  if (confirmed.includes(steward)) throw new Fault('agency/already-approved')
  await tx.insertInto('confirmations').values({ agency: id, steward, at: now() }).execute()
  if (agency.admitted_at !== null || confirmed.length + 1 < admissionStewards) return
  await tx.updateTable('agencies').set({ admitted_at: now() }).where('id', '=', id).execute()
}

async function view(
  { db, admissionStewards }: AdmissionParts,
  { id, profile, keys, verified_by, admitted_at }: AgencyRow,
  steward: string,
): Promise<DeskAgency> {
  const confirmed = await confirmationsOf(db, id)
  return {
    profile,
    keys,
    verifiedBy: verified_by,
    confirmations: confirmed.length,
    confirmationsNeeded: admissionStewards,
    admittedAt: admitted_at,
    confirmedByYou: confirmed.includes(steward),
  }
}
