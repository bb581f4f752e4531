import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { Fault, toHex } from '@porchlight/core'
import type { Random } from '@porchlight/core'
import { isSavedName } from '@porchlight/owner'
import type { LocalId, ZipView } from '@porchlight/owner'

import { detect } from '../names/read-name.ts'
import type { State } from '../state/state.ts'
import { unpackVideos } from './unpack.ts'
import type { ZipLimits } from './unpack.ts'

/** Hundreds of doorbell videos; more is downloaded in parts. */
const maxZipBytes = 8 * 1024 ** 3
const limits: ZipLimits = { maxEntries: 5000, maxBytes: 2 * maxZipBytes, maxGrowth: 3 }

export interface ZipTools {
  /** The unpacked videos lie here, one folder a zip: the owner's only, until the source is removed or all is wiped. */
  readonly directory: string
  readonly random: Random
}

/** Zips of recordings that the owner dropped in: unpacked beside the state, and each a source once its zone is known. */
export class Zips {
  readonly #state: State
  readonly #tools: ZipTools
  #waiting: LocalId | null = null

  constructor(state: State, tools: ZipTools) {
    this.#state = state
    this.#tools = tools
  }

  pathOf(zip: LocalId): string {
    return join(this.#tools.directory, zip)
  }

  /**
   * Takes a zip as it comes, and unpacks the videos in it. They wait for what the owner says of them; the ones that
   * waited before are dropped.
   *
   * @throws {Fault} `zip/not-one`, `zip/too-large`, `zip/no-videos`, `disk/full`
   */
  async take(body: Readable, signal: AbortSignal): Promise<ZipView> {
    const zip = toHex(this.#tools.random(8))
    const { directory } = this.#tools
    await mkdir(this.pathOf(zip), { recursive: true, mode: 0o700 })
    const packed = join(directory, `${zip}.zip`)
    try {
      await receive(body, packed, signal)
      const { videos, others } = await unpackVideos(packed, this.pathOf(zip), limits)
      if (videos.length === 0) throw new Fault('zip/no-videos')
      if (this.#waiting !== null) await this.#dropUnused(this.#waiting)
      this.#waiting = zip
      return viewOf(zip, videos, others)
    } catch (error) {
      await this.drop(zip)
      throw error
    } finally {
      await rm(packed, { force: true })
    }
  }

  /** What was left lying: of zips that never became a source. */
  async tidy(): Promise<void> {
    const names = await readdir(this.#tools.directory).catch(() => [])
    for (const name of names) await this.#dropUnused(name)
  }

  async drop(zip: LocalId): Promise<void> {
    await rm(this.pathOf(zip), { recursive: true, force: true })
  }

  async #dropUnused(name: string): Promise<void> {
    const isUsed = this.#state.sources
      .all()
      .some(({ source }) => source.kind === 'ring-zip' && source.zip === name)
    if (!isUsed) await this.drop(name)
  }
}

async function receive(body: Readable, target: string, signal: AbortSignal): Promise<void> {
  let bytes = 0
  try {
    await pipeline(
      body,
      async function* bounded(chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          bytes += chunk.length
          if (bytes > maxZipBytes) throw new Fault('zip/too-large')
          yield chunk
        }
      },
      createWriteStream(target, { flags: 'wx', mode: 0o600 }),
      { signal },
    )
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
      throw new Fault('disk/full', { cause: error })
    throw error
  }
}

function viewOf(zip: LocalId, videos: readonly string[], others: number): ZipView {
  const saved = videos.filter(isSavedName).length
  const grammar = detect(videos)
  return {
    zip,
    videos: videos.length,
    others,
    saved,
    grammar: grammar?.name ?? null,
    asksZone: grammar?.asksZone ?? true,
    example: videos.find((path) => !isSavedName(path)) ?? null,
  }
}
