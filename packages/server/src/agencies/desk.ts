import { api, Fault } from '@porchlight/core'
import type { DeskAgency } from '@porchlight/core'

import type { Mount } from '../http/mount.ts'
import { createInvite } from '../sign-in/invites.ts'
import { confirmAgency, newestKeys } from './admit.ts'
import { confirmNextKeys } from './key-change.ts'
import type { ConfirmParts } from './key-change.ts'
import { allKeys, keyConfirmationsOf, nextKeys, presentKeys } from './keys.ts'
import { allAgencies, confirmationsOf, findAgency, insertAgency } from './store.ts'
import type { AgencyRow } from './store.ts'
import { suspend } from './suspend.ts'

export interface AdmissionParts extends ConfirmParts {
  readonly origin: string
}

/** How stewards enter, admit and stop agencies, and invite each other. */
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
    await findAgency(db, id)
    const { length } = await allKeys(db, id)
    // from then on its own people ask each other in
    if (length > 0) throw new Fault('agency/has-keys')
    await db.deleteFrom('invites').where('agency', '=', id).execute()
    return { link: await createInvite(db, { role: 'agency', agency: id }, parts) }
  })
  mount(api.admitAgency, async (input, { id }) => {
    await confirmAgency(parts, { ...input, steward: id })
    return await view(parts, await findAgency(db, input.id), id)
  })
  mount(api.confirmKeys, async (input, { id }) => {
    await confirmNextKeys(parts, { ...input, steward: id })
    return await view(parts, await findAgency(db, input.id), id)
  })
  mount(api.suspendAgency, async (input, { id }) => {
    await suspend(parts, input.id)
    return await view(parts, await findAgency(db, input.id), id)
  })
  mount(api.inviteSteward, async () => {
    return { link: await createInvite(db, { role: 'steward', agency: null }, parts) }
  })
}

async function view(
  { db, now, admissionStewards }: AdmissionParts,
  { id, profile, verified_by, admitted_at, suspended_at }: AgencyRow,
  steward: string,
): Promise<DeskAgency> {
  const confirmed = await confirmationsOf(db, id)
  const rows = await allKeys(db, id)
  const next = nextKeys(rows, now())
  const yes = next === null ? [] : await keyConfirmationsOf(db, id, next.number)
  const shown = suspended_at === null ? presentKeys(rows, now()) : newestKeys(rows)
  return {
    profile,
    keys: shown?.keys ?? null,
    keysFrom: shown?.good_from ?? null,
    verifiedBy: verified_by,
    confirmations: confirmed.length,
    confirmationsNeeded: admissionStewards,
    admittedAt: suspended_at === null ? admitted_at : null,
    confirmedByYou: confirmed.some((each) => each === steward),
    suspendedAt: suspended_at,
    next:
      next === null
        ? null
        : {
            keys: next.keys,
            from: next.good_from,
            confirmations: yes.length,
            confirmationsNeeded: admissionStewards,
            confirmedByYou: yes.some((each) => each === steward),
          },
  }
}
