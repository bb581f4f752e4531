import { sha256 } from '@noble/hashes/sha2.js'

import { concat, fromBase64Url, fromHex, toHex, utf8 } from './bytes.ts'
import type { Digest, Recipient, RecipientId } from './id.ts'
import type { Salt } from './manifest.ts'

/**
 * The salted commitment to a submission's ciphertexts that stands in the log: manifest first, then
 * the clips in the manifest's order. Without the salt nobody can tell which files it covers.
 */
export function submissionCommitment(salt: Salt, sealedDigests: readonly Digest[]): Digest {
  return commit('porchlight/submission/v1', salt, sealedDigests)
}

/** The salted commitment to one untouched original, made before a trimmed copy goes out. */
export function originalCommitment(salt: Salt, originalDigest: Digest): Digest {
  return commit('porchlight/original/v1', salt, [originalDigest])
}

/** How the log names a recipient: the first 16 bytes of SHA-256 of its text, in hexadecimal. */
export function recipientId(recipient: Recipient): RecipientId {
  return toHex(sha256(utf8(recipient)).subarray(0, 16))
}

function commit(context: string, salt: Salt, digests: readonly Digest[]): Digest {
  const saltBytes = fromBase64Url(salt)
  if (saltBytes?.length !== 32) throw new Error('A salt is 32 bytes')
  return toHex(sha256(concat(utf8(context), Uint8Array.of(0), saltBytes, ...digests.map(fromHex))))
}
