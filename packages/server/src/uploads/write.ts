import type { FileHandle } from 'node:fs/promises'

import { Fault } from '@porchlight/core'

/** Few system calls, little memory: a 4 MiB PATCH is four writes. */
const writeBytes = 1024 * 1024

/**
 * Appends a stream at an offset and returns the new end after it is on disk. What an earlier
 * connection left beyond the offset was never acknowledged, and is cut off first.
 *
 * @throws {Fault} `upload/too-large` past `limit`; what was written up to there is kept
 */
export async function writeDurably(
  file: FileHandle,
  stream: AsyncIterable<unknown>,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<number> {
  await file.truncate(offset)
  let end = offset
  let pending: Uint8Array[] = []
  let pendingBytes = 0
  async function flush(): Promise<void> {
    if (pendingBytes === 0) return
    const { bytesWritten } = await file.writev(pending, end)
    if (bytesWritten !== pendingBytes) throw new Fault('disk/full')
    end += bytesWritten
    pending = []
    pendingBytes = 0
  }
  try {
    for await (const piece of stream) {
      if (!(piece instanceof Uint8Array)) throw new TypeError('Not a stream of bytes')
      if (end + pendingBytes + piece.length > limit) throw new Fault('upload/too-large')
      pending.push(piece)
      pendingBytes += piece.length
      if (pendingBytes >= writeBytes) await flush()
    }
  } catch (error) {
    // a connection that breaks keeps what it brought: resuming starts there
    if (!isBrokenConnection(error)) throw error
  }
  await flush()
  return end
}

function isBrokenConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? error.code : ''
  return (
    code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || error.name === 'AbortError'
  )
}
