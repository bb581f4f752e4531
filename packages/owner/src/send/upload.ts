import { codeOf, Fault, jsonOf } from '@porchlight/core'
import type { Line, SubmissionId } from '@porchlight/core'
import { DetailedError, Upload } from 'tus-js-client'
import type { FileReader, UploadOptions } from 'tus-js-client'

import { lineStack } from './http.ts'
import { ConnectionLost } from './patience.ts'
import type { SealedSource } from './sealed-source.ts'

/** One size of piece for everybody: the sizes and pauses of pieces would tell of the uplink. */
export const pieceBytes = 4 * 1024 ** 2

/** Status of an upload that another connection still writes to (tus 1.0, “423 Locked”, as @tus/server answers). */
const locked = 423

export interface UploadInput {
  /** With the submission's secret in its headers; stops with the signal. */
  readonly line: Line
  readonly submission: SubmissionId
  /** Which of its files: 0 is the manifest. */
  readonly number: number
  readonly source: SealedSource
  /** Whether it was begun before: then the server is asked how far it has come. */
  readonly begun: boolean
  /** Told when the server knows of the upload. */
  readonly created: () => void
  /** Told how many bytes are safe at the server. */
  readonly received: (bytes: number) => void
  readonly signal: AbortSignal | undefined
}

/**
 * Uploads one sealed file by tus 1.0, once: after a lost connection call it again with `begun`.
 * Nothing is stored on this device, and no name, type or fingerprint goes out.
 *
 * @throws {ConnectionLost}
 * @throws {Fault} what the server refused with
 * @throws the signal's reason
 */
export async function upload(input: UploadInput): Promise<void> {
  const { signal } = input
  signal?.throwIfAborted()
  const done = Promise.withResolvers<undefined>()
  const tus = new Upload(new Blob(), optionsOf(input, done))
  function stop(): void {
    void tus.abort()
    done.reject(signal?.reason)
  }
  signal?.addEventListener('abort', stop, { once: true })
  try {
    tus.start()
    await done.promise
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}

function optionsOf(input: UploadInput, done: PromiseWithResolvers<undefined>): UploadOptions {
  const { line, submission, number, begun } = input
  const endpoint = new URL('/api/uploads', line.origin).href
  return {
    endpoint,
    // the address is known beforehand, so that nobody has to remember it
    uploadUrl: begun ? `${endpoint}/${submission}.${String(number)}` : null,
    headers: { ...line.headers, 'Porchlight-File': String(number) },
    chunkSize: pieceBytes,
    retryDelays: null,
    storeFingerprintForResuming: false,
    removeFingerprintOnSuccess: true,
    fingerprint: async () => await Promise.resolve(''),
    httpStack: lineStack(line),
    fileReader: readerOf(input.source),
    onUploadUrlAvailable: input.created,
    // as our HTTP tells of nothing under way, this is called with acknowledged bytes only
    onProgress: (received) => {
      input.received(received)
    },
    onSuccess: () => {
      input.received(input.source.size)
      done.resolve(undefined)
    },
    onError: (error) => {
      done.reject(refusalOf(error))
    },
  }
}

function readerOf(source: SealedSource): FileReader {
  return {
    openFile: async () =>
      await Promise.resolve({
        size: source.size,
        slice: async (from: number, to: number) => ({
          value: await source.slice(from, Math.min(to, source.size)),
          // "done" makes the library compare sizes by a field that bytes do not have
          done: false,
        }),
        close: () => undefined,
      }),
  }
}

/** What really happened, out of the library's one error with a message. */
function refusalOf(error: Error): Error {
  if (!(error instanceof DetailedError)) return error
  const { originalResponse, causingError } = error
  if (originalResponse === null) return causingError ?? error
  if (originalResponse.getStatus() === locked) return new ConnectionLost({ cause: error })
  return new Fault(codeOf(jsonOf(originalResponse.getBody())))
}
