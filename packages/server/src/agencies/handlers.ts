import { api, canonical, Fault } from '@porchlight/core'
import type { AgencyView, KeyringWrap } from '@porchlight/core'

import type { World } from '../config.ts'
import type { Database, Db } from '../db/open.ts'
import type { Mount } from '../http/mount.ts'
import { createInvite } from '../sign-in/invites.ts'
import type { AgencyMember } from '../sign-in/sessions.ts'
import { findAgency } from './store.ts'

export interface AgencyParts extends World {
  readonly db: Database
  readonly origin: string
}

/** What an agency does about itself: keys, keyring, colleagues. */
export function mountAgencies(mount: Mount, parts: AgencyParts): void {
  const { db } = parts
  mount(api.ownAgency, async (_, member) => await view(db, member))
  mount(api.setKeys, async ({ keys, wrap }, member) => {
    await db.transaction().execute(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('agencies')
        .set({ keys: canonical(keys) })
        .where('id', '=', member.agency)
        .where('keys', 'is', null)
        .executeTakeFirst()
      if (numUpdatedRows !== 1n) throw new Fault('agency/has-keys')
      await keepWrap(tx, member, wrap)
    })
    return await view(db, member)
  })
  mount(api.addWrap, async ({ wrap }, member) => {
    const { keys } = await findAgency(db, member.agency)
    if (keys === null) throw new Fault('agency/no-keys')
    await keepWrap(db, member, wrap)
    return await view(db, member)
  })
  mount(api.inviteColleague, async (_, { agency }) => {
    return { link: await createInvite(db, { role: 'agency', agency }, parts) }
  })
}

async function keepWrap(db: Db, { id, agency }: AgencyMember, wrap: KeyringWrap): Promise<void> {
  await db
    .insertInto('keyring')
    .values({ agency, member: id, ...wrap })
    .onConflict((conflict) =>
      conflict.columns(['member', 'way', 'credential']).doUpdateSet({ sealed: wrap.sealed }),
    )
    .execute()
}

/** The caller's own wraps come first: they are the ones to try. */
async function view(db: Db, { id, agency }: AgencyMember): Promise<AgencyView> {
  const { profile, keys, admitted_at } = await findAgency(db, agency)
  const members = await db
    .selectFrom('members')
    .where('agency', '=', agency)
    .orderBy('name')
    .select(['id', 'name'])
    .execute()
  const wraps = await db.selectFrom('keyring').where('agency', '=', agency).selectAll().execute()
  const keyring = wraps
    .toSorted((a, b) => Number(b.member === id) - Number(a.member === id))
    .map(({ way, credential, sealed }) => ({ way: wayOf(way), credential, sealed }))
  return { profile, admitted: admitted_at !== null, keys, members, keyring }
}

function wayOf(text: string): KeyringWrap['way'] {
  if (text === 'passkey' || text === 'passphrase') return text
  throw new Error('The keyring table holds a way that nobody wrote')
}
