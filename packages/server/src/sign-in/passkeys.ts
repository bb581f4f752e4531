import { Fault, fromBase64Url, later, newId, toBase64Url } from '@porchlight/core'
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'

import type { World } from '../config.ts'
import type { Database, Db } from '../db/open.ts'
import { findInvite, useInvite } from './invites.ts'
import { findMember, insertMember } from './sessions.ts'
import type { MemberRow } from './sessions.ts'

/** Time to find the key or read the phone's question. */
const challengeSeconds = 300

export interface PasskeyParts extends World {
  readonly db: Database
  readonly origin: string
  readonly name: string
}

/** Passkeys by @simplewebauthn, user verification always required. No password exists anywhere. */
export async function registrationOptions(parts: PasskeyParts, person: string): Promise<object> {
  const options = await generateRegistrationOptions({
    rpName: parts.name,
    rpID: new URL(parts.origin).hostname,
    userName: person,
    userID: new Uint8Array(parts.random(16)),
    challenge: new Uint8Array(parts.random(32)),
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  await keepChallenge(parts, options.challenge)
  // asks for the PRF extension (W3C WebAuthn level 3, 10.1.4), by which the keyring is wrapped
  return { ...options, extensions: { ...options.extensions, prf: {} } }
}

export interface Registration {
  readonly token: string
  readonly name: string
  readonly response: RegistrationResponseJSON
}

/**
 * Keeps the passkey, makes the member and uses up the invitation, all or nothing.
 *
 * @throws {Fault} `invite/unknown`, `passkey/refused`
 */
export async function register(
  parts: PasskeyParts,
  registration: Registration,
): Promise<MemberRow> {
  const { token, name, response } = registration
  const invite = await findInvite(parts.db, token, parts.now())
  const { verified, registrationInfo } = await refusing(
    verifyRegistrationResponse({
      response,
      expectedChallenge: async (challenge) => await useChallenge(parts, challenge),
      expectedOrigin: parts.origin,
      expectedRPID: new URL(parts.origin).hostname,
      requireUserVerification: true,
    }),
  )
  if (!verified) throw new Fault('passkey/refused')
  const { credential } = registrationInfo
  const member: MemberRow = { id: newId('m', parts.random), name, ...invite }
  await parts.db.transaction().execute(async (tx) => {
    await useInvite(tx, token)
    await insertMember(tx, member)
    await tx
      .insertInto('passkeys')
      .values({
        credential: credential.id,
        member: member.id,
        public_key: toBase64Url(credential.publicKey),
        counter: credential.counter,
      })
      .execute()
  })
  return member
}

export async function signInOptions(parts: PasskeyParts): Promise<object> {
  const options = await generateAuthenticationOptions({
    rpID: new URL(parts.origin).hostname,
    challenge: new Uint8Array(parts.random(32)),
    userVerification: 'required',
  })
  await keepChallenge(parts, options.challenge)
  return { ...options }
}

/** @throws {Fault} `passkey/refused` */
export async function signIn(
  parts: PasskeyParts,
  response: AuthenticationResponseJSON,
): Promise<MemberRow> {
  const { db, origin } = parts
  const passkey = await db
    .selectFrom('passkeys')
    .where('credential', '=', response.id)
    .selectAll()
    .executeTakeFirst()
  const publicKey = fromBase64Url(passkey?.public_key ?? '')
  if (passkey === undefined || publicKey === null) throw new Fault('passkey/refused')
  const { verified, authenticationInfo } = await refusing(
    verifyAuthenticationResponse({
      response,
      expectedChallenge: async (challenge) => await useChallenge(parts, challenge),
      expectedOrigin: origin,
      expectedRPID: new URL(origin).hostname,
      credential: {
        id: passkey.credential,
        publicKey: new Uint8Array(publicKey),
        counter: passkey.counter,
      },
      requireUserVerification: true,
    }),
  )
  if (!verified) throw new Fault('passkey/refused')
  await db
    .updateTable('passkeys')
    .set({ counter: authenticationInfo.newCounter })
    .where('credential', '=', passkey.credential)
    .execute()
  const member = await findMember(db, passkey.member)
  if (member === null) throw new Fault('passkey/refused')
  return member
}

/** The library throws a plain error for whatever does not hold; to the caller it is one refusal. */
async function refusing<T>(verification: Promise<T>): Promise<T> {
  try {
    return await verification
  } catch (cause) {
    throw new Fault('passkey/refused', { cause })
  }
}

async function keepChallenge({ db, now }: PasskeyParts, challenge: string): Promise<void> {
  await db.deleteFrom('challenges').where('expires_at', '<=', now()).execute()
  const expires_at = later(now(), challengeSeconds)
  await db.insertInto('challenges').values({ challenge, expires_at }).execute()
}

/** Whether the challenge is one of ours; a second use finds it gone. */
async function useChallenge({ db, now }: PasskeyParts, challenge: string): Promise<boolean> {
  return await taken(db, challenge, now())
}

async function taken(db: Db, challenge: string, now: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('challenges')
    .where('challenge', '=', challenge)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return numDeletedRows === 1n
}
