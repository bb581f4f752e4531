import {
  chunkBytes,
  concat,
  mapAhead,
  payloadKey,
  payloadNonceBytes,
  pieceBytes,
  pieces,
  piecesAtOnce,
  sealedSize,
} from '@porchlight/core'
import type { Digest, FileHasher, NewFileHasher, Random, Recipient } from '@porchlight/core'

import { sealHeader } from './header.ts'
import type { NewSealer, SealerInput } from './sealer.ts'

/** What a machine brings to sealing: see `webTools` and, in `@porchlight/owner/node`, `nodeTools`. */
export interface SealingTools {
  readonly sealer: NewSealer
  readonly hasher: NewFileHasher
  readonly random: Random
}

export interface SealingInput {
  /** The content. What it gave may change after two more were asked for. */
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
   * The sealed file, once, in pieces of about 1 MiB. Each is good until two more were asked for: write
   * it somewhere, or copy it.
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
  const key = payloadKey(fileKey, nonce)
  const sealing = sealedFile(input, { key, start: concat(header, nonce), bytes: input.paddedTo })
  let digests: SealedDigests | null = null
  return {
    sealedBytes: sealedSize(header.length, input.paddedTo),
    pieces: kept(sealing, (found) => {
      digests = found
    }),
    digests(): SealedDigests {
      if (digests === null) throw new Error('Not all pieces were taken')
      return digests
    },
  }
}

/** @yields the sealed file; returns its digests */
async function* sealedFile(
  input: SealingInput,
  sealerInput: SealerInput,
): AsyncGenerator<Uint8Array, SealedDigests, undefined> {
  const hasher = input.tools.hasher()
  const sealer = await input.tools.sealer(sealerInput)
  try {
    yield sealerInput.start
    const plaintext = pieces(padded(input, hasher), pieceBytes)
    yield* mapAhead(plaintext, piecesAtOnce, async (piece) => await sealer.seal(piece))
    return { content: await hasher.digest(), sealed: await sealer.digest() }
  } finally {
    sealer.close()
  }
}

/** @yields what the source gives; what it returns goes to `keep` */
async function* kept<T, Result>(
  source: AsyncGenerator<T, Result, undefined>,
  keep: (result: Result) => void,
): AsyncGenerator<T, void, undefined> {
  keep(yield* source)
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
