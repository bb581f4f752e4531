import { ed25519 } from '@noble/curves/ed25519.js'

import { LogError } from './error.ts'
import { publicKeyOf, signatureType, type PublicKey, type SecretKey } from './key.ts'
import type { Signer, Verifier } from './note.ts'

/** Bytes of an Ed25519 signature. */
export const signatureBytes = 64

/** A log's own signatures (type 0x01): Ed25519 over the note's text. @throws LogError `key-malformed` for a key of another type */
export function createSigner(secret: SecretKey): Signer {
  const publicKey = publicKeyOf(secret)
  requireEd25519(publicKey)
  return { publicKey, sign: (message) => ed25519.sign(message, secret.seed) }
}

/** @throws LogError `key-malformed` for a key of another type */
export function createVerifier(publicKey: PublicKey): Verifier {
  requireEd25519(publicKey)
  return {
    publicKey,
    verify: (message, signature) => verifyEd25519({ message, signature, key: publicKey.key }),
  }
}

/** The strict form (RFC 8032, canonical points only), so that all implementations agree on what is signed. */
export function verifyEd25519({
  message,
  signature,
  key,
}: {
  readonly message: Uint8Array
  readonly signature: Uint8Array
  readonly key: Uint8Array
}): boolean {
  if (signature.length !== signatureBytes) return false
  return ed25519.verify(signature, message, key, { zip215: false })
}

/** @throws LogError `key-malformed` */
export function requireEd25519({ type, name }: PublicKey): void {
  if (type !== signatureType.ed25519) throw new LogError('key-malformed', name)
}
