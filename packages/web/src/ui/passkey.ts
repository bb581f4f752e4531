import { api, call, Fault } from '@porchlight/core'
import type { Fields, Member } from '@porchlight/core'
import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser'

import { line } from './line.ts'
import { PasskeyStopped } from './passkey-stopped.ts'

/** A passkey that was touched, and the secret that it keeps for us where it can. */
export interface Touched {
  readonly credential: string
  /** What its PRF gave for our salt (W3C WebAuthn level 3, 10.1.4); null where it has none. Never leaves this page. */
  readonly secret: Uint8Array | null
}

export interface SignedIn {
  readonly member: Member
  readonly passkey: Touched
}

/** Salt for the PRF; absent where the app keeps nothing sealed. */
type Salt = Uint8Array<ArrayBuffer> | null

/**
 * @throws {Fault} `passkey/refused`
 * @throws {PasskeyStopped} where the person or the browser stopped it
 */
export async function signInWithPasskey(salt: Salt): Promise<SignedIn> {
  const { options } = await call(line, api.startSignIn, {})
  const { response, touched } = await touch(options, { salt, credentials: [] })
  const { member } = await call(line, api.finishSignIn, { response })
  return { member, passkey: touched }
}

/** Asks one of these passkeys for its secret, without signing in anew. */
export async function touchPasskey(
  salt: Uint8Array<ArrayBuffer>,
  credentials: readonly string[],
): Promise<Touched> {
  const { options } = await call(line, api.startSignIn, {})
  const { touched } = await touch(options, { salt, credentials })
  return touched
}

export interface Invitation {
  readonly token: string
  readonly name: string
  readonly salt: Salt
}

/**
 * Makes a passkey for an invitation and signs in with it.
 *
 * @throws as `signInWithPasskey`, and `invite/unknown`
 */
export async function joinWithPasskey({ token, name, salt }: Invitation): Promise<SignedIn> {
  const { options } = await call(line, api.startRegistration, { token, name })
  const answer = await stopping(
    startRegistration({
      optionsJSON: {
        challenge: textAt(options, 'challenge'),
        rp: { id: location.hostname, name: textAt(options['rp'], 'name') },
        user: { id: textAt(options['user'], 'id'), name, displayName: name },
        pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
        attestation: 'none',
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        ...extensionsFor(salt),
      },
    }),
  )
  const response = { ...answer, clientExtensionResults: {} }
  const { member } = await call(line, api.finishRegistration, { token, name, response })
  return { member, passkey: { credential: answer.id, secret: secretOf(answer) } }
}

/** EdDSA, ES256, RS256 (RFC 9053): what the server checks. */
const algorithms = [-8, -7, -257]

async function touch(
  options: Fields,
  { salt, credentials }: { readonly salt: Salt; readonly credentials: readonly string[] },
): Promise<{ readonly response: Fields; readonly touched: Touched }> {
  const answer = await stopping(
    startAuthentication({
      optionsJSON: {
        challenge: textAt(options, 'challenge'),
        rpId: location.hostname,
        userVerification: 'required',
        allowCredentials: credentials.map((id) => ({ type: 'public-key', id })),
        ...extensionsFor(salt),
      },
    }),
  )
  return {
    // the secret stays here: what goes to the server says nothing of extensions
    response: { ...answer, clientExtensionResults: {} },
    touched: { credential: answer.id, secret: secretOf(answer) },
  }
}

function extensionsFor(salt: Salt): object {
  return salt === null ? {} : { extensions: { prf: { eval: { first: salt } } } }
}

function secretOf({
  clientExtensionResults,
}: {
  readonly clientExtensionResults: object
}): Uint8Array | null {
  const first = field(field(field(clientExtensionResults, 'prf'), 'results'), 'first')
  return first instanceof ArrayBuffer ? new Uint8Array(first) : null
}

async function stopping<T>(ceremony: Promise<T>): Promise<T> {
  if (!browserSupportsWebAuthn()) throw new PasskeyStopped(true)
  try {
    return await ceremony
  } catch (cause) {
    if (cause instanceof WebAuthnError || cause instanceof DOMException)
      throw new PasskeyStopped(false, { cause })
    throw cause
  }
}

function textAt(value: unknown, name: string): string {
  const text = field(value, name)
  if (typeof text !== 'string') throw new Fault('passkey/refused')
  return text
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
