import {
  api,
  canonical,
  canonicalBytes,
  Fault,
  minuteOf,
  recipientId,
  sha256Hex,
  utf8,
} from '@porchlight/core'
import type { AgencyId, AgencyKeys, DeskAgency, Instant, MemberId } from '@porchlight/core'

import type { World } from '../config.ts'
import type { Database } from '../db/open.ts'
import type { Mount } from '../http/mount.ts'
import type { Intent, Outbox } from '../log/outbox.ts'
import { createInvite } from '../sign-in/invites.ts'
import { allAgencies, confirmationsOf, enterAgency, findAgency, insertAgency } from './store.ts'
import type { AgencyRow } from './store.ts'

export interface AdmissionParts extends World {
  readonly db: Database
  readonly origin: string
  readonly outbox: Outbox
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
    await confirm(parts, { ...input, steward: id })
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
  parts: AdmissionParts,
  { id, keys, steward }: { id: AgencyId; keys: unknown; steward: MemberId },
): Promise<void> {
  const { db, now, outbox, admissionStewards } = parts
  const at = now()
  const agency = await findAgency(db, id)
  if (agency.keys === null) throw new Fault('agency/no-keys')
  if (canonical(agency.keys) !== canonical(keys)) throw new Fault('agency/no-keys')
  const confirmed = [...new Set([...(await confirmationsOf(db, id)), steward])]
  const enough = confirmed.length >= admissionStewards && agency.entered_at === null
  const intents = enough ? admission({ ...agency, keys: agency.keys }, confirmed, at) : []
  await outbox.enter(intents, async (tx) => {
    const before = await confirmationsOf(tx, id)
    if (before.includes(steward)) throw new Fault('agency/already-approved')
    // somebody else confirmed meanwhile, whose word belongs into the entry
    if (before.length + 1 !== confirmed.length) throw new Fault('agency/confirmed-meanwhile')
    await tx.insertInto('confirmations').values({ agency: id, steward, at }).execute()
    if (enough) await enterAgency(tx, id, at)
  })
}

/** Who may ask, who confirmed it, and the keys that it asks with. */
function admission(
  { id: agency, profile, keys }: AgencyRow & { readonly keys: AgencyKeys },
  stewards: readonly MemberId[],
  now: Instant,
): readonly Intent[] {
  const at = minuteOf(now)
  return [
    {
      entry: {
        kind: 'agency.admitted',
        agency,
        profile: sha256Hex(canonicalBytes(profile)),
        type: profile.kind,
        federal: [...profile.federal],
        stewards: stewards.map((steward) => sha256Hex(utf8(steward)).slice(0, 32)),
        at,
      },
      effect: { kind: 'admit', agency, at: now },
    },
    {
      entry: {
        kind: 'agency.key',
        agency,
        signing: keys.signing,
        vault: recipientId(keys.vault),
        from: at,
        at,
      },
      effect: { kind: 'key', agency },
    },
  ]
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
