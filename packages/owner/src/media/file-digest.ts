import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'

import type { Digest } from '@porchlight/core'

/** Large steps: files are read once, from end to end. */
const stepBytes = 1024 * 1024

/** SHA-256 of a file. */
export async function fileDigest(path: string, signal?: AbortSignal): Promise<Digest> {
  const hash = createHash('sha256')
  for await (const bytes of readBytes(path, signal)) hash.update(bytes)
  return hash.digest('hex')
}

/** @yields the bytes of a file */
export async function* readBytes(
  path: string,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const stream = createReadStream(path, { highWaterMark: stepBytes, signal })
  for await (const bytes of stream) {
    if (!(bytes instanceof Uint8Array)) throw new TypeError('A stream of bytes gave something else')
    yield bytes
  }
}
