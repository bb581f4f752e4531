import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { ReadStream } from 'node:fs'
import { mkdir, open, rm, statfs, utimes } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Sealed files on the local disk: `objects/<submission>/<number>`. Whoever can change one can make it
 * unreadable, never readable or different: the sender's digest and the age format both show it.
 * Their times of access and change are put back to 1970, so that no listing and no backup tells when
 * somebody sent. (The file system's own time of the last change of state cannot be set by anybody.)
 */
export interface Objects {
  /** Makes the empty file, durably. Again is fine. */
  readonly create: (submission: string, number: number) => Promise<void>
  /** Opens for writing at an offset; the caller syncs, clears the times and closes. */
  readonly openAt: (submission: string, number: number) => ReturnType<typeof open>
  /** Of a file and of the directories that it is in. */
  readonly clearTimes: (submission: string, number: number) => Promise<void>
  readonly read: (submission: string, number: number, range?: Range) => ReadStream
  /** SHA-256 of the first `bytes` bytes, in hexadecimal. */
  readonly digest: (submission: string, number: number, bytes: number) => Promise<string>
  readonly remove: (submission: string) => Promise<void>
  /** Bytes that may still be written here. */
  readonly free: () => Promise<number>
}

export interface Range {
  /** First byte, and last byte inclusive, as in RFC 9110 section 14. */
  readonly start: number
  readonly end: number
}

/** Large pieces: a submission is read once, from end to end. */
const readBytes = 1024 * 1024

export function openObjects(root: string): Objects {
  function path(submission: string, number: number): string {
    return join(root, submission, String(number))
  }
  async function clearTimes(submission: string, number: number): Promise<void> {
    const paths = [path(submission, number), join(root, submission), root]
    await Promise.all(paths.map(async (one) => await utimes(one, 0, 0)))
  }
  return {
    clearTimes,
    create: async (submission, number) => {
      await mkdir(join(root, submission), { recursive: true })
      const file = await open(path(submission, number), 'a')
      await file.sync()
      await file.close()
      await syncDirectory(join(root, submission))
      await syncDirectory(root)
      await clearTimes(submission, number)
    },
    openAt: async (submission, number) => await open(path(submission, number), 'r+'),
    read: (submission, number, range) =>
      createReadStream(path(submission, number), { ...range, highWaterMark: readBytes }),
    digest: async (submission, number, bytes) => {
      const hash = createHash('sha256')
      const from = path(submission, number)
      const options = { start: 0, end: bytes - 1, highWaterMark: readBytes }
      for await (const piece of createReadStream(from, options)) hash.update(bytesOf(piece))
      await clearTimes(submission, number)
      return hash.digest('hex')
    },
    remove: async (submission) => {
      await rm(join(root, submission), { recursive: true, force: true })
    },
    free: async () => {
      const { bavail, bsize } = await statfs(root)
      return bavail * bsize
    },
  }
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

function bytesOf(piece: unknown): Uint8Array {
  if (piece instanceof Uint8Array) return piece
  throw new TypeError('A stream of bytes gave something else')
}
