import {
  chunkBytes,
  chunkNonce,
  concat,
  pieceBytes,
  piecesAtOnce,
  sealedPieceBytes,
  tagBytes,
} from '@porchlight/core'
import type { Digest, Piece } from '@porchlight/core'

import { AskedThread, programBeside } from '../asked-thread.ts'
import type { Sealer, SealerInput } from './sealer.ts'
import type { Question, ThreadWork } from './sealing-thread.ts'

/**
 * Seals and hashes in a thread of its own, so that reading and hashing the content go on beside it.
 * Plaintext and ciphertext lie in memory that both sides see, one place for each piece under way.
 */
export async function threadSealer(input: SealerInput): Promise<Sealer> {
  return await Promise.resolve(new ThreadSealer(input))
}

/** For the pieces under way, and the one that its reader has in hand. */
const places = piecesAtOnce + 1

interface Place {
  readonly plain: Uint8Array
  readonly sealed: Uint8Array
}

class ThreadSealer implements Sealer {
  readonly #places: readonly Place[] = Array.from({ length: places }, () => ({
    plain: new Uint8Array(new SharedArrayBuffer(pieceBytes)),
    sealed: new Uint8Array(new SharedArrayBuffer(sealedPieceBytes)),
  }))
  readonly #thread: AskedThread<Question>
  #pieces = 0
  #chunks = 0

  constructor({ key, start }: SealerInput) {
    const workerData: ThreadWork = { key, start, places: this.#places, chunkBytes, tagBytes }
    this.#thread = new AskedThread(programBeside('sealing-thread', import.meta.url), workerData)
  }

  async seal(piece: Piece): Promise<Uint8Array> {
    const place = this.#pieces++ % places
    this.#places[place]?.plain.set(piece.bytes)
    const nonces = this.#nonces(piece)
    await this.#thread.ask({ place, bytes: piece.bytes.length, nonces })
    const sealedBytes = piece.bytes.length + (nonces.length / nonceBytes) * tagBytes
    const sealed = this.#places[place]?.sealed.subarray(0, sealedBytes)
    if (sealed === undefined) throw new Error('There is no such place')
    return sealed
  }

  async digest(): Promise<Digest> {
    const digest = await this.#thread.ask('digest')
    if (typeof digest !== 'string') throw new Error('The sealing thread gave no digest')
    return digest
  }

  close(): void {
    this.#thread.close()
  }

  /** The nonces of the piece's chunks, one after the other. */
  #nonces({ bytes, last }: Piece): Uint8Array {
    const chunks = Math.max(1, Math.ceil(bytes.length / chunkBytes))
    const first = this.#chunks
    this.#chunks += chunks
    return concat(
      ...Array.from({ length: chunks }, (_, i) => chunkNonce(first + i, last && i === chunks - 1)),
    )
  }
}

const nonceBytes = 12
