import { chunkBytes, chunkNonce, sealedChunkBytes, tagBytes } from '@porchlight/core'
import type { Digest, NewFileHasher, Piece } from '@porchlight/core'

import type { SealChunk, SealingCipher } from './cipher.ts'

/** Seals and hashes the payload of one file. */
export interface Sealer {
  /**
   * Seals whole chunks, of which only the last of the last piece may be short. Called in the order
   * of the file, also before the answer to the last call has come.
   */
  seal(piece: Piece): Promise<Uint8Array>
  /** SHA-256 of the whole sealed file, once every piece has come back. */
  digest(): Promise<Digest>
  /** Frees what it holds; also after a failure. */
  close(): void
}

export interface SealerInput {
  readonly key: Uint8Array<ArrayBuffer>
  /** Header and nonce: the bytes of the file before the payload. */
  readonly start: Uint8Array
  /** Length of the plaintext, padding included. */
  readonly bytes: number
}

export type NewSealer = (input: SealerInput) => Promise<Sealer>

/** A sealer that works where it is called. */
export function localSealer(cipher: SealingCipher, newHasher: NewFileHasher): NewSealer {
  return async ({ key, start }) => {
    const sealChunk = await cipher(key)
    const hasher = newHasher()
    hasher.update(start)
    let chunks = 0
    // pieces are hashed in the order of the file, whichever is sealed first
    let hashed = Promise.resolve()
    return {
      async seal(piece: Piece): Promise<Uint8Array> {
        const before = hashed
        const sealing = sealPiece(piece, chunks, sealChunk)
        chunks += Math.ceil(piece.bytes.length / chunkBytes)
        const turn = Promise.all([sealing, before])
        hashed = turn.then(([sealed]) => hasher.update(sealed))
        await hashed
        return await sealing
      },
      digest: async () => await hasher.digest(),
      close: () => undefined,
    }
  }
}

/** Seals a piece whose first chunk has the number `first` in the file. */
async function sealPiece(piece: Piece, first: number, sealChunk: SealChunk): Promise<Uint8Array> {
  const chunks = Math.max(1, Math.ceil(piece.bytes.length / chunkBytes))
  const sealed = new Uint8Array(piece.bytes.length + chunks * tagBytes)
  const underWay = Array.from({ length: chunks }, async (_, i) => {
    await sealChunk(
      piece.bytes.subarray(i * chunkBytes, (i + 1) * chunkBytes),
      chunkNonce(first + i, piece.last && i === chunks - 1),
      sealed.subarray(i * sealedChunkBytes, (i + 1) * sealedChunkBytes),
    )
  })
  await Promise.all(underWay)
  return sealed
}
