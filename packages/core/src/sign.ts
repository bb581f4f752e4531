import { ed25519 } from '@noble/curves/ed25519.js'
import { z } from 'zod'

import { concat, fromBase64Url, toBase64Url, utf8 } from './bytes.ts'
import { canonicalBytes } from './canonical.ts'
import { SigningKey } from './id.ts'
import type { Random } from './id.ts'

/** What is signed differs by context, so that a signature over one kind of thing never passes for another. */
export type SigningContext =
  | 'porchlight/request/v1'
  | 'porchlight/custody/v1'
  | 'porchlight/question/v1'

/** An Ed25519 signature (RFC 8032): base64url, 64 bytes. */
export const Signature = z.strictObject({
  key: SigningKey,
  value: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
})
export type Signature = z.infer<typeof Signature>

/** The 32-byte Ed25519 secret, as `newSigningSecret` makes it. */
export type SigningSecret = Uint8Array

export function newSigningSecret(random: Random): SigningSecret {
  return random(32)
}

export function signingKeyOf(secret: SigningSecret): SigningKey {
  return toBase64Url(ed25519.getPublicKey(secret))
}

/** Signs `context ‖ 0x00 ‖ RFC 8785 JSON` of the body. */
export function sign(context: SigningContext, body: unknown, secret: SigningSecret): Signature {
  const value = toBase64Url(ed25519.sign(signedBytes(context, body), secret))
  return { key: signingKeyOf(secret), value }
}

/**
 * Whether the signature is good for this body under the key that the signature itself names.
 * Whose key that is, the caller must know. Strict: refuses keys of small order and non-canonical
 * encodings (RFC 8032 section 5.1.7, without the cofactor).
 */
export function signatureHolds(
  context: SigningContext,
  body: unknown,
  signature: Signature,
): boolean {
  const key = fromBase64Url(signature.key)
  const value = fromBase64Url(signature.value)
  if (key?.length !== 32 || value?.length !== 64) return false
  return ed25519.verify(value, signedBytes(context, body), key, { zip215: false })
}

/** Whether a key is one that `signatureHolds` takes: canonical, on the curve, and not of small order. */
export function isStrongKey(key: SigningKey): boolean {
  const bytes = fromBase64Url(key)
  if (bytes?.length !== 32) return false
  try {
    return !ed25519.Point.fromBytes(bytes).isSmallOrder()
  } catch {
    // it throws plain errors for what is no point
    return false
  }
}

/** What a signature is over: `context ‖ 0x00 ‖ RFC 8785 JSON` of the body. */
function signedBytes(context: SigningContext, body: unknown): Uint8Array {
  return concat(utf8(context), Uint8Array.of(0), canonicalBytes(body))
}
