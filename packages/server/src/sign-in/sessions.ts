import { AgencyId, later, MemberId } from '@porchlight/core'
import type { Member } from '@porchlight/core'
import { z } from 'zod'

import type { World } from '../config.ts'
import type { Db } from '../db/open.ts'
import { sessionSeconds } from '../http/cookie.ts'
import { hashOf, newSecret } from './secret.ts'

const MemberRow = z.object({
  id: MemberId,
  name: z.string(),
  role: z.enum(['steward', 'agency']),
  agency: AgencyId.nullable(),
})
export type MemberRow = z.infer<typeof MemberRow>
export type AgencyMember = Omit<MemberRow, 'agency'> & { readonly agency: AgencyId }

/** Who holds a session. Tokens are opaque; the table knows their hashes. */
export interface Sessions {
  /** @returns null where the token is none, unknown or over */
  readonly find: (token: string | null) => Promise<MemberRow | null>
  /** @returns the token of a new session */
  readonly begin: (member: MemberId) => Promise<string>
  readonly end: (token: string) => Promise<void>
}

export function createSessions(db: Db, { now, random }: World): Sessions {
  return {
    find: async (token) => {
      if (token === null) return null
      const row = await db
        .selectFrom('sessions')
        .innerJoin('members', 'members.id', 'sessions.member')
        .where('token_hash', '=', hashOf(token))
        .where('expires_at', '>', now())
        .select(['members.id', 'members.name', 'members.role', 'members.agency'])
        .executeTakeFirst()
      return row === undefined ? null : MemberRow.parse(row)
    },
    begin: async (member) => {
      const token = newSecret(random)
      const expires_at = later(now(), sessionSeconds)
      await db.deleteFrom('sessions').where('expires_at', '<=', now()).execute()
      await db
        .insertInto('sessions')
        .values({ token_hash: hashOf(token), member, expires_at })
        .execute()
      return token
    },
    end: async (token) => {
      await db.deleteFrom('sessions').where('token_hash', '=', hashOf(token)).execute()
    },
  }
}

/** @returns null where there is no such member */
export async function findMember(db: Db, id: string): Promise<MemberRow | null> {
  const row = await db.selectFrom('members').where('id', '=', id).selectAll().executeTakeFirst()
  return row === undefined ? null : MemberRow.parse(row)
}

export async function insertMember(db: Db, member: MemberRow): Promise<void> {
  await db.insertInto('members').values(member).execute()
}

/** A member as the screens see it. */
export async function memberView(db: Db, member: MemberRow): Promise<Member> {
  return { ...member, agencyName: await agencyName(db, member.agency) }
}

/** @returns null for no agency */
export async function agencyName(db: Db, agency: AgencyId | null): Promise<string | null> {
  if (agency === null) return null
  const { profile } = await db
    .selectFrom('agencies')
    .where('id', '=', agency)
    .select('profile')
    .executeTakeFirstOrThrow()
  return Named.parse(JSON.parse(profile)).name
}

const Named = z.object({ name: z.string() })
