import { createWriteStream } from 'node:fs'
import { mkdir, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'

import { Fault } from '@porchlight/core'
import { openPromise } from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'

import { videoNames } from '../folders.ts'

/** What a zip may hold. */
export interface ZipLimits {
  readonly maxEntries: number
  /** All that it unpacks to. */
  readonly maxBytes: number
  /** Video is packed already: what grows by more is no video, and is meant to fill a disk. */
  readonly maxGrowth: number
}

export interface Unpacked {
  /** Paths below the target, joined by `/`. */
  readonly videos: readonly string[]
  /** Everything else that was in it stays in it. */
  readonly others: number
}

/**
 * Unpacks the videos of a zip, each below the target. Names that lead out of it are refused, links are not made, and
 * what an entry says of its size is held against what comes out.
 *
 * @throws {Fault} `zip/not-one`, `zip/too-large`
 */
export async function unpackVideos(
  zip: string,
  target: string,
  limits: ZipLimits,
): Promise<Unpacked> {
  const { size } = await stat(zip)
  const file = await reading(
    async () => await openPromise(zip, { lazyEntries: true, autoClose: false }),
  )
  try {
    return await unpack(file, target, { ...limits, zipBytes: size })
  } finally {
    file.close()
  }
}

interface Bounds extends ZipLimits {
  readonly zipBytes: number
}

async function unpack(file: ZipFile, target: string, bounds: Bounds): Promise<Unpacked> {
  const { maxEntries, maxBytes, maxGrowth, zipBytes } = bounds
  if (file.entryCount > maxEntries) throw new Fault('zip/too-large')
  const videos: string[] = []
  let [others, packed, bytes] = [0, 0, 0]
  const entries = file.eachEntry()
  for (;;) {
    const next = await reading(async () => await entries.next())
    if (next.done === true) return { videos, others }
    const entry = next.value
    const path = pathOf(entry)
    if (path === null) {
      if (!entry.fileName.endsWith('/')) others += 1
      continue
    }
    packed += entry.compressedSize
    bytes += entry.uncompressedSize
    // parts that are used more than once are more than there is
    if (packed > zipBytes) throw new Fault('zip/not-one')
    if (bytes > maxBytes || bytes > zipBytes * maxGrowth) throw new Fault('zip/too-large')
    await write(file, entry, join(target, ...path.split('/')))
    videos.push(path)
  }
}

/** Longer names are not of this world, and some file systems know none. */
const maxPart = 200
const maxParts = 12

/** Null for what is no video, or is hidden. What leads out of the folder the library has refused already. */
function pathOf({ fileName }: Entry): string | null {
  const parts = fileName.split('/')
  const name = parts.at(-1) ?? ''
  if (!videoNames.test(name) || parts.length > maxParts) return null
  const isPlain = parts.every(
    (part) => part !== '' && part.length <= maxPart && !part.startsWith('.') && !hasControl(part),
  )
  return isPlain && parts[0] !== '__MACOSX' ? fileName : null
}

function hasControl(text: string): boolean {
  return /\p{Cc}/u.test(text)
}

async function write(file: ZipFile, entry: Entry, target: string): Promise<void> {
  if (entry.isEncrypted() || !entry.canDecodeFileData()) throw new Fault('zip/not-one')
  await mkdir(dirname(target), { recursive: true, mode: 0o700 })
  let sum = 0
  await reading(async () => {
    const stream = await file.openReadStreamPromise(entry)
    await pipeline(
      stream,
      async function* counted(chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          sum = crc32(chunk, sum)
          yield chunk
        }
      },
      // never over another: two of one name are one too many
      createWriteStream(target, { flags: 'wx', mode: 0o600 }),
    )
  })
  if (sum !== entry.crc32) throw new Fault('zip/not-one')
  // no recorder writes it: it was finished long ago, and tells nothing of a clock
  await utimes(target, 0, 0)
}

/** What the library says of a zip that is none, was cut short or lies, is its message alone. */
async function reading<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Fault || !(error instanceof Error)) throw error
    if ('code' in error && error.code === 'ENOSPC') throw new Fault('disk/full', { cause: error })
    throw new Fault('zip/not-one', { cause: error })
  }
}
