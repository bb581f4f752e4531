import { watch as watchFiles } from 'node:fs'
import type { Dirent, Stats } from 'node:fs'
import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'

import { instantOf } from '@porchlight/core'
import { trueIntervals } from '@porchlight/owner'
import type { ClockReading } from '@porchlight/owner'

import { videoNames } from '../folders.ts'
import { readName } from '../names/read-name.ts'
import type { NameReader } from '../names/read-name.ts'
import { mp4Seconds } from './mp4-length.ts'
import { SourceFault } from './source.ts'
import type { FoundClip, OpenedOriginal, Source, SourceCamera, Watched } from './source.ts'

export interface FolderTools extends NameReader {
  readonly path: string
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** A recorder that writes is never read: its file has changed within this. */
const writingMillis = 30_000
/** Below the folder that the owner chose. */
const maxDepth = 12
/** Of the newest recordings, so many must tell the same of the recorder's clock. */
const clockFiles = 3
const clockAgreementSeconds = 3

/** A folder of recordings: names tell when, nothing in it is ever changed, links are not followed. */
export class FolderSource implements Source, Watched {
  readonly #tools: FolderTools
  #unknown: readonly string[] = []

  constructor(tools: FolderTools) {
    this.#tools = tools
  }

  /** Files whose names nobody understands, by the last look; one as an example. */
  get unknown(): { readonly count: number; readonly example: string | null } {
    return { count: this.#unknown.length, example: this.#unknown[0] ?? null }
  }

  async cameras(signal: AbortSignal): Promise<readonly SourceCamera[]> {
    const names = new Set<string>()
    const unknown: string[] = []
    for await (const { path } of this.#files(signal)) {
      const read = readName(path, this.#tools)
      if (read === null) unknown.push(path)
      else names.add(read.camera)
    }
    this.#unknown = unknown
    return [...names].toSorted().map((name) => ({ name }))
  }

  async *clips(_interval: unknown, signal: AbortSignal): AsyncGenerator<FoundClip> {
    for await (const { path, name } of this.#files(signal)) {
      const read = readName(path, this.#tools)
      if (read === null) continue
      const file = join(this.#tools.path, ...name)
      const stats = await unlessGone(async () => await stat(file))
      if (stats === null || this.#isWriting(stats)) continue
      const seconds = read.time.seconds ?? (await lengthOf(file))
      const time = { ...read.time, seconds }
      yield { camera: read.camera, key: path, time, bytes: stats.size, labels: [], plates: [] }
    }
  }

  async open({ key, time }: Pick<FoundClip, 'key' | 'time'>): Promise<OpenedOriginal> {
    const root = resolve(this.#tools.path)
    const path = resolve(root, ...key.split('/'))
    if (!path.startsWith(root + sep)) throw new SourceFault('gone')
    const stats = await unlessGone(async () => await lstat(path))
    if (stats?.isFile() !== true || !(await isInside(root, path))) throw new SourceFault('gone')
    const fileName = key.split('/').at(-1) ?? key
    return { path, fileName, time, [Symbol.asyncDispose]: async () => await Promise.resolve() }
  }

  /**
   * The recorder's clock against this machine's: where it writes here, a file was changed last when it ended.
   * Null where the newest files do not agree, and where none is written just now: they were copied, or are on
   * a card whose recorder stamped the changes with the very clock that is asked for.
   */
  async readClock(signal: AbortSignal): Promise<ClockReading | null> {
    const written = await this.#newestChange(signal)
    const age = (this.#tools.now() - (written ?? 0)) / 1000
    if (age < 0 || age > writingMillis / 1000) return null
    const newest = await this.#newest(signal)
    const offsets = newest.map(({ ends, changed }) => (ends - changed) / 1000)
    const [last] = newest
    if (last === undefined || offsets.length < clockFiles) return null
    const spread = Math.max(...offsets) - Math.min(...offsets)
    if (spread > clockAgreementSeconds) return null
    const offsetSeconds = Math.round(offsets.reduce((sum, each) => sum + each, 0) / offsets.length)
    return {
      displayed: instantOf(last.ends),
      true: instantOf(last.changed),
      offsetSeconds,
      // a name is cut to the second, the last bytes are written when the file is closed, and what stamps the
      // changes is known to agree with this machine only to the age of the newest
      errorSeconds: clockAgreementSeconds + Math.ceil(spread / 2 + age),
      method: 'host-clock',
      checkedAt: instantOf(last.changed),
    }
  }

  async watch(changed: () => void, signal: AbortSignal): Promise<void> {
    const watcher = watchFiles(this.#tools.path, { recursive: true, signal }, () => {
      changed()
    })
    await new Promise<void>((end) => {
      watcher.once('close', end)
      // a folder that cannot be watched is looked at now and then
      watcher.once('error', () => {
        end()
      })
    })
  }

  #isWriting({ mtimeMs }: Stats): boolean {
    return this.#tools.now() - mtimeMs < writingMillis
  }

  async #newest(
    signal: AbortSignal,
  ): Promise<readonly { readonly ends: number; readonly changed: number }[]> {
    const found: { readonly ends: number; readonly changed: number }[] = []
    for await (const { key, time } of this.clips(null, signal)) {
      if (time.seconds === null) continue
      const stats = await unlessGone(async () => await stat(join(this.#tools.path, key)))
      // of a doubled hour nobody knows which one it was
      const [interval, second] = trueIntervals({ ...time, slackSeconds: 0 }, [])
      if (stats === null || interval === undefined || second !== undefined) continue
      found.push({ ends: Date.parse(interval.to), changed: stats.mtimeMs })
    }
    return found.toSorted((a, b) => b.changed - a.changed).slice(0, clockFiles)
  }

  async #newestChange(signal: AbortSignal): Promise<number | null> {
    let newest: number | null = null
    for await (const { path } of this.#files(signal)) {
      const stats = await unlessGone(async () => await stat(join(this.#tools.path, path)))
      if (stats !== null && stats.mtimeMs > (newest ?? 0)) newest = stats.mtimeMs
    }
    return newest
  }

  async *#files(signal: AbortSignal): AsyncGenerator<Found> {
    yield* walk(this.#tools.path, [], signal)
  }
}

interface Found {
  /** Joined by `/`. */
  readonly path: string
  readonly name: readonly string[]
}

/**
 * @yields each recording below a folder, by name
 * @throws {SourceFault} `no-folder` where the first folder cannot be read; one below it may have gone
 */
async function* walk(
  root: string,
  below: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<Found> {
  signal.throwIfAborted()
  const entries = await unlessGone(
    async () => await readdir(join(root, ...below), { withFileTypes: true }),
  )
  if (entries === null) {
    if (below.length === 0) throw new SourceFault('no-folder')
    return
  }
  for (const entry of entries.toSorted(byName)) {
    if (entry.name.startsWith('.')) continue
    const name = [...below, entry.name]
    if (entry.isFile() && videoNames.test(entry.name)) yield { path: name.join('/'), name }
    else if (entry.isDirectory() && below.length < maxDepth) yield* walk(root, name, signal)
  }
}

/** A folder on the way may have become a link since it was listed. */
async function isInside(root: string, path: string): Promise<boolean> {
  const [realRoot, real] = await Promise.all(
    [root, path].map(async (each) => await unlessGone(async () => await realpath(each))),
  )
  if (typeof realRoot !== 'string' || typeof real !== 'string') return false
  return real.startsWith(realRoot + sep)
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1
}

/** Recorders delete the oldest while it is looked at. */
async function unlessGone<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}

async function lengthOf(path: string): Promise<number | null> {
  if (!/\.(?:mp4|m4v|mov|3gp)$/i.test(path)) return null
  return await unlessGone(async () => await mp4Seconds(path))
}
