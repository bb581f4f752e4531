import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'

/** Bytes of a SHA-256 hash. */
export const hashBytes = 32

/** @returns a hash that stays as it is when the input changes */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

/** The two hashes of an RFC 6962 tree (section 2.1). Their different first byte keeps leaves and nodes apart. */
export interface Hasher {
  /** SHA-256(0x00 ‖ entry) */
  leaf(entry: Uint8Array): Uint8Array
  /** SHA-256(0x01 ‖ left ‖ right) */
  node(left: Uint8Array, right: Uint8Array): Uint8Array
}

/** A program with a faster SHA-256 at hand builds a hasher of its own. The input is the hash's only while it runs. */
export function createHasher(hash: Sha256): Hasher {
  const pair = new Uint8Array(1 + 2 * hashBytes)
  pair[0] = 1
  // Memory for each leaf anew would cost as much as hashing it.
  let room = new Uint8Array(smallLeafBytes)
  return {
    leaf(entry: Uint8Array): Uint8Array {
      if (entry.length >= room.length) room = new Uint8Array(1 + entry.length)
      room.set(entry, 1)
      return hash(room.subarray(0, 1 + entry.length))
    },
    node(left: Uint8Array, right: Uint8Array): Uint8Array {
      pair.set(left, 1)
      pair.set(right, 1 + hashBytes)
      return hash(pair)
    },
  }
}

/** Most entries are smaller. */
const smallLeafBytes = 1024

export function sha256(bytes: Uint8Array): Uint8Array {
  return nobleSha256(bytes)
}

/** SHA-256 in plain JavaScript: runs everywhere. */
export const defaultHasher: Hasher = createHasher(sha256)

/** The root of the tree without entries: "The hash of an empty list is the hash of an empty string" (RFC 6962). */
export const emptyRoot: Uint8Array = sha256(new Uint8Array(0))
