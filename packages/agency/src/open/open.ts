import {
  chunkBytes,
  chunkNonce,
  Fault,
  mapAhead,
  pieceBytes,
  pieces,
  piecesAtOnce,
  sealedChunkBytes,
  sealedPieceBytes,
  tagBytes,
} from '@porchlight/core'
import type { Digest, FileHasher, NewFileHasher, Piece } from '@porchlight/core'

import type { OpenChunk, OpeningCipher } from './cipher.ts'
import type { Sink } from './sink.ts'
import { readStart, unwrapPayloadKey } from './unwrap.ts'
import type { OpeningKey } from './unwrap.ts'

/** What a machine brings to opening: see `webTools` and, in `@porchlight/agency/node`, `nodeTools`. */
export interface OpeningTools {
  readonly cipher: OpeningCipher
  readonly hasher: NewFileHasher
}

/** What the manifest says of the content. */
export interface Content {
  readonly bytes: number
  readonly sha256: Digest
}

export interface OpeningInput {
  /** The sealed file; what it gives must not change afterwards. */
  readonly source: AsyncIterable<Uint8Array>
  readonly keys: readonly OpeningKey[]
  /** Null where nothing is known beforehand: then everything is content. */
  readonly content: Content | null
  /** SHA-256 that the sealed file must have; null where that was checked, or is not known. */
  readonly sealed: Digest | null
  readonly sink: Sink
  readonly tools: OpeningTools
  /** Called now and then with the number of bytes of plaintext verified so far. */
  readonly progress?: ((bytes: number) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Opens an age file into a sink, which is committed when the last chunk, the length, the zero bytes
 * after the content and the digests were found right, and discarded otherwise.
 *
 * @throws {Fault} `seal/not-sealed`, `seal/wrong-key`, `seal/damaged`
 * @throws the signal's reason, and what the source or the sink throws
 */
export async function open(input: OpeningInput): Promise<Content> {
  try {
    const content = await openProvisionally(input)
    await input.sink.commit()
    return content
  } catch (error) {
    await input.sink.discard()
    throw error
  }
}

async function openProvisionally(input: OpeningInput): Promise<Content> {
  const sealedHasher = input.sealed === null ? null : input.tools.hasher()
  const source = watched(input, sealedHasher)
  try {
    const start = await readStart(source)
    const openChunk = await input.tools.cipher(await unwrapPayloadKey(start, input.keys))
    await using content = new ContentWriter(input)
    for await (const bytes of openedPieces(resumed(start.rest, source), openChunk)) {
      await content.take(bytes)
      input.signal?.throwIfAborted()
    }
    const digest = await sealedHasher?.digest()
    if (digest !== undefined && digest !== input.sealed) throw new Fault('seal/damaged')
    return await content.end()
  } finally {
    await source.return()
  }
}

/** @yields the source, hashed where a digest is to be compared. */
async function* watched(
  { source, signal }: OpeningInput,
  hasher: FileHasher | null,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const bytes of source) {
    signal?.throwIfAborted()
    hasher?.update(bytes)
    yield bytes
  }
}

/** @yields what was read too far, then the rest. */
async function* resumed(
  first: Uint8Array,
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield first
  yield* rest
}

/** Plaintext, each piece of it verified. */
function openedPieces(
  payload: AsyncIterable<Uint8Array>,
  openChunk: OpenChunk,
): AsyncIterable<Uint8Array> {
  // for the pieces under way, and the one that the sink has in hand
  const memory = Array.from({ length: piecesAtOnce + 1 }, () => new Uint8Array(pieceBytes))
  let chunks = 0
  let turn = 0
  return mapAhead(pieces(payload, sealedPieceBytes), piecesAtOnce, async (piece) => {
    const first = chunks
    chunks += Math.ceil(piece.bytes.length / sealedChunkBytes)
    const plain = memory[turn++ % memory.length]
    if (plain === undefined) throw new Error('There is no such memory')
    return await openPiece({ piece, first, plain }, openChunk)
  })
}

interface PieceWork {
  readonly piece: Piece
  /** The number of its first chunk in the file. */
  readonly first: number
  /** Where the plaintext goes. */
  readonly plain: Uint8Array
}

async function openPiece(
  { piece, first, plain }: PieceWork,
  openChunk: OpenChunk,
): Promise<Uint8Array> {
  const chunks = Math.max(1, Math.ceil(piece.bytes.length / sealedChunkBytes))
  const plainBytes = piece.bytes.length - chunks * tagBytes
  // “The final chunk … MUST NOT be empty unless the whole payload is empty”
  const lastChunkBytes = plainBytes - (chunks - 1) * chunkBytes
  if (lastChunkBytes < 0 || (lastChunkBytes === 0 && first + chunks > 1))
    throw new Fault('seal/damaged')
  const underWay = Array.from(
    { length: chunks },
    async (_, i) =>
      await openChunk(
        piece.bytes.subarray(i * sealedChunkBytes, (i + 1) * sealedChunkBytes),
        chunkNonce(first + i, piece.last && i === chunks - 1),
        plain.subarray(i * chunkBytes, Math.min((i + 1) * chunkBytes, plainBytes)),
      ),
  )
  const held = await Promise.all(underWay)
  if (held.includes(false)) throw new Fault('seal/damaged')
  return plain.subarray(0, plainBytes)
}

/**
 * Passes the content on to the sink and checks that nothing but zero bytes follows it. A piece is
 * written while the next is opened.
 */
class ContentWriter {
  readonly #input: OpeningInput
  readonly #hasher: FileHasher
  /** Of plaintext seen so far. */
  #seen = 0
  #writing: Promise<void> | void = undefined

  constructor(input: OpeningInput) {
    this.#input = input
    this.#hasher = input.tools.hasher()
  }

  /** What it takes must stay as it is until the next was taken. */
  async take(plain: Uint8Array): Promise<void> {
    const { content, sink, progress } = this.#input
    const left = content === null ? plain.length : Math.max(0, content.bytes - this.#seen)
    const bytes = plain.subarray(0, left)
    if (!isZero(plain.subarray(left))) throw new Fault('seal/damaged')
    this.#seen += plain.length
    if (bytes.length > 0) {
      this.#hasher.update(bytes)
      await this.#writing
      this.#writing = sink.write(bytes)
      // a failure waits for the next piece, or for the end
      void Promise.allSettled([this.#writing])
    }
    progress?.(this.#seen)
  }

  /** The content as it was; refused where the manifest says otherwise. */
  async end(): Promise<Content> {
    const { content } = this.#input
    await this.#writing
    const sha256 = await this.#hasher.digest()
    if (content === null) return { bytes: this.#seen, sha256 }
    if (this.#seen < content.bytes || sha256 !== content.sha256) throw new Fault('seal/damaged')
    return { bytes: content.bytes, sha256 }
  }

  /** Nothing is under way any more, whatever went wrong: the sink may be discarded. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled([this.#writing])
  }
}

function isZero(bytes: Uint8Array): boolean {
  let seen = 0
  for (const byte of bytes) seen |= byte
  return seen === 0
}
