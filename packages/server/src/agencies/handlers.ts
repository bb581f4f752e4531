import { api, Fault } from '@porchlight/core'
import type { AgencyView, KeyringWrap } from '@porchlight/core'

import type { World } from '../config.ts'
import type { Database, Db } from '../db/open.ts'
import type { Mount } from '../http/mount.ts'
import { createInvite } from '../sign-in/invites.ts'
import type { AgencyMember } from '../sign-in/sessions.ts'
import { keepNextKeys } from './key-change.ts'
import { allKeys, insertKeys, isLogged, keyConfirmationsOf, nextKeys, presentKeys } from './keys.ts'
import type { KeysRow } from './keys.ts'
import { findAgency } from './store.ts'

export interface AgencyParts extends World {
  readonly db: Database
  readonly origin: string
  readonly admissionStewards: number
}

/** What an agency does about itself: keys, keyring, colleagues. */
export function mountAgencies(mount: Mount, parts: AgencyParts): void {
  const { db, now } = parts
  mount(api.ownAgency, async (_, member) => await view(parts, member))
  mount(api.setKeys, async ({ keys, wrap }, member) => {
    await db.transaction().execute(async (tx) => {
      const { length } = await allKeys(tx, member.agency)
      if (length > 0) throw new Fault('agency/has-keys')
      await insertKeys(tx, member.agency, { number: 0, keys })
      await keepWrap(tx, member, { number: 0, wrap })
    })
    return await view(parts, member)
  })
  mount(api.setNextKeys, async ({ keys, wrap }, member) => {
    await db.transaction().execute(async (tx) => {
      const number = await keepNextKeys(tx, member.agency, { keys, now })
      await keepWrap(tx, member, { number, wrap })
    })
    return await view(parts, member)
  })
  mount(api.addWrap, async ({ wrap, signing }, member) => {
    const rows = await allKeys(db, member.agency)
    const of = rows.find(({ keys }) => keys.signing === signing)
    if (of === undefined) throw new Fault('agency/no-keys')
    await keepWrap(db, member, { number: of.number, wrap })
    return await view(parts, member)
  })
  mount(api.inviteColleague, async (_, { agency }) => {
    return { link: await createInvite(db, { role: 'agency', agency }, parts) }
  })
}

async function keepWrap(
  db: Db,
  { id, agency }: AgencyMember,
  { number, wrap }: { readonly number: number; readonly wrap: KeyringWrap },
): Promise<void> {
  await db
    .insertInto('keyring')
    .values({ agency, number, member: id, ...wrap })
    .onConflict((conflict) =>
      conflict
        .columns(['agency', 'number', 'member', 'way', 'credential'])
        .doUpdateSet({ sealed: wrap.sealed }),
    )
    .execute()
}

async function view(parts: AgencyParts, { id, agency }: AgencyMember): Promise<AgencyView> {
  const { db, now } = parts
  const at = now()
  const { profile, admitted_at, suspended_at } = await findAgency(db, agency)
  const rows = await allKeys(db, agency)
  const present = presentKeys(rows, at)
  const next = nextKeys(rows, at)
  const members = await db
    .selectFrom('members')
    .where('agency', '=', agency)
    .orderBy('name')
    .select(['id', 'name'])
    .execute()
  return {
    profile,
    admitted: admitted_at !== null,
    suspended: suspended_at !== null,
    keys: present?.keys ?? null,
    keysFrom: present?.good_from ?? null,
    earlier: rows
      .filter((row) => isLogged(row) && row.number < (present?.number ?? 0))
      .map(({ keys }) => keys),
    next: next === null ? null : await nextView(parts, agency, next),
    members,
    keyring: present === null ? [] : await wrapsOf(db, { id, agency }, present.number),
  }
}

async function nextView(
  { db, admissionStewards }: AgencyParts,
  agency: AgencyMember['agency'],
  next: KeysRow,
): Promise<AgencyView['next']> {
  return {
    keys: next.keys,
    from: next.good_from,
    confirmations: (await keyConfirmationsOf(db, agency, next.number)).length,
    confirmationsNeeded: admissionStewards,
  }
}

/** The caller's own come first: they are the ones to try. */
async function wrapsOf(
  db: Db,
  { id, agency }: Pick<AgencyMember, 'id' | 'agency'>,
  number: number,
): Promise<KeyringWrap[]> {
  const wraps = await db
    .selectFrom('keyring')
    .where('agency', '=', agency)
    .where('number', '=', number)
    .selectAll()
    .execute()
  return wraps
    .toSorted((a, b) => Number(b.member === id) - Number(a.member === id))
    .map(({ way, credential, sealed }) => ({ way: wayOf(way), credential, sealed }))
}

function wayOf(text: string): KeyringWrap['way'] {
  if (text === 'passkey' || text === 'passphrase') return text
  throw new Error('The keyring table holds a way that nobody wrote')
}
