import { api, Fault, later } from '@porchlight/core'
import type { FastifyReply } from 'fastify'

import type { World } from '../config.ts'
import type { Database } from '../db/open.ts'
import { clearSessionToken, sessionToken, setSessionToken } from '../http/cookie.ts'
import type { Mount } from '../http/mount.ts'
import { authenticationResponse, registrationResponse } from './forms.ts'
import { findInvite } from './invites.ts'
import { register, registrationOptions, signIn, signInOptions } from './passkeys.ts'
import type { PasskeyParts } from './passkeys.ts'
import { hashOf, newSecret } from './secret.ts'
import { agencyName, findMember, memberView } from './sessions.ts'
import type { MemberRow, Sessions } from './sessions.ts'

/** For typing it over from one window to another. */
const codeSeconds = 600

export interface SignInParts extends PasskeyParts {
  readonly sessions: Sessions
  readonly demo: boolean
}

export function mountSignIn(mount: Mount, parts: SignInParts): void {
  mountPasskeys(mount, parts)
  mountSessions(mount, parts)
  mountCodes(mount, parts)
  mountDemo(mount, parts)
}

function mountPasskeys(mount: Mount, parts: SignInParts): void {
  const { db, now } = parts
  mount(api.lookAtInvite, async ({ token }) => {
    const { role, agency } = await findInvite(db, token, now())
    return { role, agencyName: await agencyName(db, agency) }
  })
  mount(api.startRegistration, async ({ token, name }) => {
    await findInvite(db, token, now())
    return { options: { ...(await registrationOptions(parts, name)) } }
  })
  mount(api.finishRegistration, async ({ token, name, response }, { reply }) => {
    const form = registrationResponse(response)
    return await begin(parts, reply, await register(parts, { token, name, response: form }))
  })
  mount(api.startSignIn, async () => ({ options: { ...(await signInOptions(parts)) } }))
  mount(api.finishSignIn, async ({ response }, { reply }) => {
    return await begin(parts, reply, await signIn(parts, authenticationResponse(response)))
  })
}

function mountSessions(mount: Mount, { db, sessions }: SignInParts): void {
  mount(api.whoAmI, async (_, { request }) => {
    const member = await sessions.find(sessionToken(request))
    return { member: member === null ? null : await memberView(db, member) }
  })
  mount(api.signOut, async (_, { request, reply }) => {
    const token = sessionToken(request)
    if (token !== null) await sessions.end(token)
    clearSessionToken(reply)
    return {}
  })
}

function mountCodes(mount: Mount, parts: SignInParts): void {
  mount(api.connectCode, async (_, member) => ({ code: await newCode(parts, member) }))
  mount(api.useConnectCode, async ({ code }, { reply }) => {
    return await begin(parts, reply, await useCode(parts, code))
  })
}

function mountDemo(mount: Mount, parts: SignInParts): void {
  const { db, demo } = parts
  mount(api.demoMembers, async () => {
    if (!demo) throw new Fault('demo/off')
    const rows = await db
      .selectFrom('members')
      .select('id')
      .orderBy('role')
      .orderBy('name')
      .execute()
    const members = await Promise.all(rows.map(async ({ id }) => await existing(db, id)))
    return { members: await Promise.all(members.map(async (row) => await memberView(db, row))) }
  })
  mount(api.demoSignIn, async ({ member }, { reply }) => {
    if (!demo) throw new Fault('demo/off')
    return await begin(parts, reply, await existing(db, member))
  })
}

async function begin(
  { db, sessions }: SignInParts,
  reply: FastifyReply,
  member: MemberRow,
): Promise<{ readonly member: Awaited<ReturnType<typeof memberView>> }> {
  setSessionToken(reply, await sessions.begin(member.id))
  return { member: await memberView(db, member) }
}

async function existing(db: Database, id: string): Promise<MemberRow> {
  const member = await findMember(db, id)
  if (member === null) throw new Fault('session/not-allowed')
  return member
}

async function newCode(
  { db, now, random }: World & { readonly db: Database },
  member: MemberRow,
): Promise<string> {
  const code = newSecret(random)
  await db
    .insertInto('codes')
    .values({ code_hash: hashOf(code), member: member.id, expires_at: later(now(), codeSeconds) })
    .execute()
  return code
}

/** @throws {Fault} `invite/unknown` where the code is unknown, used or over */
async function useCode(
  { db, now }: World & { readonly db: Database },
  code: string,
): Promise<MemberRow> {
  const row = await db
    .deleteFrom('codes')
    .where('code_hash', '=', hashOf(code))
    .where('expires_at', '>', now())
    .returning('member')
    .executeTakeFirst()
  if (row === undefined) throw new Fault('invite/unknown')
  return await existing(db, row.member)
}
