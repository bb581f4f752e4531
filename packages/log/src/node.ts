// oxlint-disable-next-line no-restricted-imports -- a file that needs Node; it has an entry point of its own
import { createPrivateKey, hash, sign } from 'node:crypto'

import { requireEd25519 } from './ed25519.ts'
import { createHasher, type Hasher } from './hash.ts'
import { publicKeyOf, type SecretKey } from './key.ts'
import type { Signer } from './note.ts'

/** SHA-256 of Node: the same hashes as `defaultHasher`, sooner. */
export const nodeHasher: Hasher = createHasher((bytes) => hash('sha256', bytes, 'buffer'))

/** Signs as `createSigner` does, byte for byte, with Node's Ed25519. @throws LogError `key-malformed` for a key of another type */
export function createNodeSigner(secret: SecretKey): Signer {
  const publicKey = publicKeyOf(secret)
  requireEd25519(publicKey)
  const key = createPrivateKey({
    format: 'jwk',
    key: { kty: 'OKP', crv: 'Ed25519', d: base64url(secret.seed), x: base64url(publicKey.key) },
  })
  // Ed25519 has its hash built in
  return { publicKey, sign: (message) => new Uint8Array(sign(null, message, key)) }
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
