import { canonicalBytes, fromHex, sha256Hex } from '@porchlight/core'
import type { AgencyKeys } from '@porchlight/core'

/** Eight groups of five digits: 132 bits, which nobody finds a second pair of keys for. */
const groups = 8

/**
 * Both keys of an agency as digits that two people compare over the telephone, in any language:
 * SHA-256 of their RFC 8785 JSON, each four bytes modulo 100,000.
 */
export function fingerprint(keys: AgencyKeys): readonly string[] {
  const digest = fromHex(sha256Hex(canonicalBytes(keys)))
  const view = new DataView(digest.buffer, digest.byteOffset)
  return Array.from({ length: groups }, (_, index) =>
    String(view.getUint32(index * 4) % 100_000).padStart(5, '0'),
  )
}
