import {
  chunkBytes,
  chunkNonce,
  chunksPerPiece,
  oneAhead,
  payloadKey,
  payloadNonceBytes,
  pieces,
  sealedChunkBytes,
  sealedSize,
  tagBytes,
} from '@porchlight/core'
import type { Digest, FileHasher, NewFileHasher, Piece, Random, Recipient } from '@porchlight/core'

import type { SealChunk, SealingCipher } from './cipher.ts'
import { sealHeader } from './header.ts'

/** What a machine brings to sealing: see `webTools` and, in `@porchlight/owner/node`, `nodeTools`. */
export interface SealingTools {
  readonly cipher: SealingCipher
  readonly hasher: NewFileHasher
  readonly random: Random
}

export interface SealingInput {
  /** The content; what it gives must not change afterwards. */
  readonly source: AsyncIterable<Uint8Array>
  /** Length of the content. */
  readonly bytes: number
  /** Length of content and zero bytes after it; not less than `bytes`. */
  readonly paddedTo: number
  readonly recipients: readonly Recipient[]
  readonly tools: SealingTools
  /** Called now and then with the number of bytes of content sealed so far. */
  readonly progress?: ((bytes: number) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

export interface Sealing {
  /** Length of the sealed file, exactly. */
  readonly sealedBytes: number
  /**
   * The sealed file, once, in pieces of about 1 MiB that are the reader's to keep.
   *
   * @throws the signal's reason; Error where the source gives other than `bytes`. What came before is then worthless.
   */
  readonly pieces: AsyncIterable<Uint8Array>
  /** @throws {Error} before the last piece was taken. */
  digests(): SealedDigests
}

export interface SealedDigests {
  /** Of the content without its padding. */
  readonly content: Digest
  readonly sealed: Digest
}

/** Begins an age file of the content to the recipients. Nothing is read before its pieces are asked for. */
export async function seal(input: SealingInput): Promise<Sealing> {
  const { header, fileKey } = await sealHeader(input.recipients)
  const nonce = input.tools.random(payloadNonceBytes)
  const hashers = { content: input.tools.hasher(), sealed: input.tools.hasher() }
  let digests: SealedDigests | null = null

  async function* sealedFile(): AsyncGenerator<Uint8Array, void, undefined> {
    const sealChunk = await input.tools.cipher(payloadKey(fileKey, nonce))
    yield header
    yield nonce
    yield* sealedPieces(padded(input, hashers.content), sealChunk)
  }
  async function* hashed(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const bytes of sealedFile()) {
      hashers.sealed.update(bytes)
      yield bytes
    }
    digests = { content: await hashers.content.digest(), sealed: await hashers.sealed.digest() }
  }
  return {
    sealedBytes: sealedSize(header.length, input.paddedTo),
    pieces: oneAhead(hashed()),
    digests(): SealedDigests {
      if (digests === null) throw new Error('Not all pieces were taken')
      return digests
    },
  }
}

/** @yields the content, counted and hashed, then the zero bytes. */
async function* padded(
  { source, bytes, paddedTo, progress, signal }: SealingInput,
  hasher: FileHasher,
): AsyncGenerator<Uint8Array, void, undefined> {
  let done = 0
  for await (const given of source) {
    signal?.throwIfAborted()
    done += given.length
    if (done > bytes) break
    hasher.update(given)
    yield given
    progress?.(done)
  }
  if (done !== bytes) throw new Error('The source gave more or fewer bytes than announced')
  for (let left = paddedTo - bytes; left > 0; left -= zeros.length) {
    signal?.throwIfAborted()
    yield zeros.subarray(0, left)
  }
}

const zeros = new Uint8Array(chunkBytes)

async function* sealedPieces(
  plaintext: AsyncIterable<Uint8Array>,
  sealChunk: SealChunk,
): AsyncGenerator<Uint8Array, void, undefined> {
  let first = 0
  for await (const piece of pieces(plaintext, chunksPerPiece * chunkBytes)) {
    yield await sealPiece(piece, first, sealChunk)
    first += chunksPerPiece
  }
}

/** Seals a piece whose first chunk has the number `first` in the file. */
async function sealPiece(piece: Piece, first: number, sealChunk: SealChunk): Promise<Uint8Array> {
  const chunks = Math.max(1, Math.ceil(piece.bytes.length / chunkBytes))
  const sealed = new Uint8Array(piece.bytes.length + chunks * tagBytes)
  const underWay = Array.from({ length: chunks }, (_, i) =>
    sealChunk(
      piece.bytes.subarray(i * chunkBytes, (i + 1) * chunkBytes),
      chunkNonce(first + i, piece.last && i === chunks - 1),
      sealed.subarray(i * sealedChunkBytes, (i + 1) * sealedChunkBytes),
    ),
  )
  await Promise.all(underWay)
  return sealed
}
