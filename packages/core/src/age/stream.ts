import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'

import { utf8 } from '../bytes.ts'

/**
 * The payload of an age file (C2SP age.md, “Payload”): after the header a random nonce of 16 bytes,
 * then the plaintext in chunks, each sealed by itself with ChaCha20-Poly1305.
 */

/** “The payload is split into chunks of 64 KiB”; all but the last are full. */
export const chunkBytes = 64 * 1024

/** Poly1305 tag after each chunk. */
export const tagBytes = 16
export const sealedChunkBytes = chunkBytes + tagBytes

export const payloadNonceBytes = 16

/** What travels between our functions: chunks enough that the cost of a step is lost in the work. */
const chunksPerPiece = 16
export const pieceBytes = chunksPerPiece * chunkBytes
export const sealedPieceBytes = chunksPerPiece * sealedChunkBytes

/**
 * The nonce of chunk `index` (from 0): “the first 11 bytes are a big endian chunk counter starting
 * at zero …; the last byte is 0x01 for the final chunk and 0x00 for all preceding ones”.
 */
export function chunkNonce(index: number, last: boolean): Uint8Array<ArrayBuffer> {
  const nonce = new Uint8Array(12)
  const view = new DataView(nonce.buffer)
  view.setUint32(3, Math.floor(index / 2 ** 32))
  view.setUint32(7, index >>> 0)
  nonce[11] = last ? 1 : 0
  return nonce
}

/** The key of all chunks: HKDF-SHA-256(ikm = file key, salt = payload nonce, info = "payload"). */
export function payloadKey(fileKey: Uint8Array, nonce: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hkdf(sha256, fileKey, nonce, utf8('payload'), 32))
}

/** Bytes of the age file with this header and plaintext. */
export function sealedSize(headerBytes: number, plaintextBytes: number): number {
  // “the final chunk … MUST NOT be empty unless the whole payload is empty”
  const chunks = Math.max(1, Math.ceil(plaintextBytes / chunkBytes))
  return headerBytes + payloadNonceBytes + plaintextBytes + chunks * tagBytes
}

/** Bytes of the plaintext in an age file, or null where no age file has this size. */
export function plaintextSize(headerBytes: number, sealedBytes: number): number | null {
  const payload = sealedBytes - headerBytes - payloadNonceBytes
  const chunks = Math.max(1, Math.ceil(payload / sealedChunkBytes))
  const plaintext = payload - chunks * tagBytes
  return plaintext >= 0 && sealedSize(headerBytes, plaintext) === sealedBytes ? plaintext : null
}
