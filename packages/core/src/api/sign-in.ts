import { z } from 'zod'

import { AgencyId, MemberId } from '../id.ts'
import { endpoint } from './endpoint.ts'

/** Who is signed in. Names are for colleagues; nothing here is public. */
export const Member = z.object({
  id: MemberId,
  name: z.string(),
  role: z.enum(['steward', 'agency']),
  agency: AgencyId.nullable(),
  agencyName: z.string().nullable(),
})
export type Member = z.infer<typeof Member>

const PersonName = z.string().trim().min(2).max(80)

/** WebAuthn's own JSON forms (W3C WebAuthn level 3), checked by the library that reads them. */
const WebAuthnJson = z.record(z.string(), z.unknown())

const InviteToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

export const signInApi = {
  whoAmI: endpoint({
    method: 'GET',
    path: '/api/session',
    summary: 'Who is signed in here; null where nobody is',
    caller: 'anybody',
    input: z.object({}),
    output: z.object({ member: Member.nullable() }),
    faults: [],
  }),
  lookAtInvite: endpoint({
    method: 'POST',
    path: '/api/invites/look',
    summary: 'What an invitation is for, before using it',
    caller: 'anybody',
    input: z.object({ token: InviteToken }),
    output: z.object({ role: z.enum(['steward', 'agency']), agencyName: z.string().nullable() }),
    faults: ['invite/unknown'],
  }),
  startRegistration: endpoint({
    method: 'POST',
    path: '/api/passkeys/start',
    summary: 'Begin to make a passkey for an invitation (PublicKeyCredentialCreationOptionsJSON)',
    caller: 'anybody',
    input: z.object({ token: InviteToken, name: PersonName }),
    output: z.object({ options: WebAuthnJson }),
    faults: ['invite/unknown'],
  }),
  finishRegistration: endpoint({
    method: 'POST',
    path: '/api/passkeys/finish',
    summary: 'Keep the passkey, use up the invitation, sign in',
    caller: 'anybody',
    input: z.object({ token: InviteToken, name: PersonName, response: WebAuthnJson }),
    output: z.object({ member: Member }),
    faults: ['invite/unknown', 'passkey/refused'],
  }),
  startSignIn: endpoint({
    method: 'POST',
    path: '/api/session/start',
    summary: 'Begin to sign in with a passkey (PublicKeyCredentialRequestOptionsJSON)',
    caller: 'anybody',
    input: z.object({}),
    output: z.object({ options: WebAuthnJson }),
    faults: [],
  }),
  finishSignIn: endpoint({
    method: 'POST',
    path: '/api/session/finish',
    summary: 'Sign in with the passkey’s answer',
    caller: 'anybody',
    input: z.object({ response: WebAuthnJson }),
    output: z.object({ member: Member }),
    faults: ['passkey/refused'],
  }),
  signOut: endpoint({
    method: 'POST',
    path: '/api/session/end',
    summary: 'End this session',
    caller: 'anybody',
    input: z.object({}),
    output: z.object({}),
    faults: [],
  }),
  demoMembers: endpoint({
    method: 'GET',
    path: '/api/demo/members',
    summary: 'The people of the demonstration; refused on a real instance',
    caller: 'anybody',
    input: z.object({}),
    output: z.object({ members: z.array(Member) }),
    faults: ['demo/off'],
  }),
  demoSignIn: endpoint({
    method: 'POST',
    path: '/api/demo/session',
    summary: 'Sign in as one of them without a passkey; refused on a real instance',
    caller: 'anybody',
    input: z.object({ member: MemberId }),
    output: z.object({ member: Member }),
    faults: ['demo/off'],
  }),
  connectCode: endpoint({
    method: 'POST',
    path: '/api/session/code',
    summary: 'A one-time code, good for ten minutes, that signs a command line in as yourself',
    caller: 'member',
    input: z.object({}),
    output: z.object({ code: z.string() }),
    faults: [],
  }),
  useConnectCode: endpoint({
    method: 'POST',
    path: '/api/session/use-code',
    summary: 'Sign in with a one-time code; the answer sets the session cookie',
    caller: 'anybody',
    input: z.object({ code: z.string().max(64) }),
    output: z.object({ member: Member }),
    faults: ['invite/unknown'],
  }),
}
