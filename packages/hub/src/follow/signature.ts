import { createPublicKey, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

import { isStrongKey } from '@porchlight/core'
import type { Signature, SigningKey } from '@porchlight/core'

/**
 * As `requestSignatureHolds`, by Node's own Ed25519 and on its other threads: a feed may bring ten thousand. The
 * key is looked at as strictly as there; without the cofactor, so that no signature is good here and not there.
 *
 * @param signed what it is over, of `requestBytes`
 */
export async function nodeSignatureHolds(
  signed: Uint8Array,
  signature: Signature,
): Promise<boolean> {
  const key = keyOf(signature.key)
  const value = Buffer.from(signature.value, 'base64url')
  // as `fromBase64Url`: another text for the same bytes is none
  if (key === null || value.length !== 64 || value.toString('base64url') !== signature.value)
    return false
  return await new Promise((resolve, reject) => {
    verify(null, signed, key, value, (error, holds) => {
      if (error === null) resolve(holds)
      else reject(error)
    })
  })
}

/** Agencies are few, and each signs with one key. Null for what is no key. */
const keys = new Map<SigningKey, KeyObject | null>()
const maxKeys = 10_000

function keyOf(key: SigningKey): KeyObject | null {
  const known = keys.get(key)
  if (known !== undefined) return known
  const made = isStrongKey(key)
    ? createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' })
    : null
  if (keys.size < maxKeys) keys.set(key, made)
  return made
}
