import type { Dirent } from 'node:fs'
import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'

import { trueIntervals } from '@porchlight/owner'
import type { ClockReading, ShownTime } from '@porchlight/owner'

import { videoNames } from '../folders.ts'
import { folderOf, readName } from '../names/read-name.ts'
import type { NameReader, ReadName } from '../names/read-name.ts'
import { clockBy } from './folder-clock.ts'
import type { Ended } from './folder-clock.ts'
import { FolderWatch } from './folder-watch.ts'
import type { Unwatched } from './folder-watch.ts'
import { mkvSeconds } from './mkv-length.ts'
import type { MotionFilm, MotionLog } from './motion-log.ts'
import { mp4Seconds } from './mp4-length.ts'
import { SourceFault } from './source.ts'
import { unlessGone } from './unless-gone.ts'
import type {
  Changes,
  FoundClip,
  Hears,
  OpenedOriginal,
  Source,
  SourceCamera,
  Watched,
} from './source.ts'

export interface FolderTools extends NameReader {
  readonly path: string
  /** What motion wrote down of the recordings; null where nobody looks for it. */
  readonly log: MotionLog | null
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** A recorder that writes is never read: its file has changed within this. */
const writingMillis = 30_000
/** An MP4 whose header tells its length was closed: that is written last, and soon nothing more. */
const closingMillis = 3000
const againMillis = { closing: closingMillis, writing: writingMillis } as const

type Read = ReadName & { readonly film: MotionFilm | null }

type Look = FoundClip | keyof typeof againMillis | 'gone' | 'unknown'

/** A film that copies the camera's stream begins with the key frame before: cameras send one every few seconds. */
const filmSlackSeconds = 5

/** What one name teaches may count files as cameras: no house has so many. */
const maxLearnedCameras = 64
/** Below the folder that the owner chose. */
const maxDepth = 12
/** Linux gives 8192 watches to a user where memory is small, and others of the user's need some too. */
const maxFolders = 6000
/** Enough to tell a clock by, of which some may not. */
const maxRecent = 8

/** A folder of recordings: names tell when, nothing in it is ever changed, links are not followed. */
export class FolderSource implements Source, Watched {
  readonly #tools: FolderTools
  #unknown: readonly string[] = []
  #countsFiles = false
  /** Those that were seen as they ended, the newest last. */
  #recent: readonly Ended[] = []
  #watch: FolderWatch | null = null

  constructor(tools: FolderTools) {
    this.#tools = tools
  }

  /** Files whose names nobody understands, by the last look; one as an example. */
  get unknown(): { readonly count: number; readonly example: string | null } {
    return { count: this.#unknown.length, example: this.#unknown[0] ?? null }
  }

  get films(): number | null {
    return this.#tools.log?.count ?? null
  }

  async cameras(signal: AbortSignal): Promise<readonly SourceCamera[]> {
    await this.#tools.log?.refresh()
    const names = new Set<string>()
    const unknown: string[] = []
    for await (const path of this.#files(signal)) {
      const read = this.#read(path)
      if (read === null) unknown.push(path)
      else names.add(read.camera)
    }
    this.#unknown = unknown
    this.#countsFiles = this.#tools.learned !== null && names.size > maxLearnedCameras
    const cameras = new Set([...names].map((name) => this.#cameraOf(name)))
    return [...cameras].toSorted().map((name) => ({ name }))
  }

  async *clips(_interval: unknown, signal: AbortSignal): AsyncGenerator<FoundClip> {
    for await (const path of this.#files(signal)) {
      const found = await this.#look(path)
      if (typeof found === 'object') yield found
      // nothing may happen to it any more of which the watch would tell
      else if (found === 'closing' || found === 'writing')
        this.#watch?.again(path, againMillis[found])
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
    return this.#recentClock() ?? (await this.#walkedClock(signal))
  }

  /** By the recordings that were seen as they ended. */
  #recentClock(): ClockReading | null {
    const written = Math.max(...this.#recent.map(({ changed }) => changed))
    const age = this.#ageOf(written)
    return age === null ? null : clockBy(this.#recent, age)
  }

  async #walkedClock(signal: AbortSignal): Promise<ClockReading | null> {
    const age = this.#ageOf((await this.#newestChange(signal)) ?? 0)
    if (age === null) return null
    const ended: Ended[] = []
    for await (const clip of this.clips(null, signal)) {
      const one = await this.#endOf(clip)
      if (one !== null) ended.push(one)
    }
    return clockBy(ended, age)
  }

  /** In seconds; null for what was written too long ago to tell of a clock, or later than now. */
  #ageOf(changed: number): number | null {
    const age = this.#tools.now() - changed
    return age < 0 || age > writingMillis ? null : age / 1000
  }

  async #endOf({ key, time }: FoundClip): Promise<Ended | null> {
    if (time.seconds === null) return null
    const stats = await unlessGone(async () => await stat(join(this.#tools.path, key)))
    const stamp = onlyInstant(time)
    if (stats === null || stamp === null) return null
    const begins = time.stamps === 'start' ? stamp : stamp - time.seconds * 1000
    const closed = this.#read(key)?.film?.closed ?? null
    const ends =
      closed === null ? begins + time.seconds * 1000 : onlyInstant({ ...time, shown: closed })
    if (ends === null) return null
    const isSure = closed !== null || readName(key, this.#tools)?.grammar !== 'motion'
    return { begins, ends, changed: stats.mtimeMs, isSure }
  }

  async watch({ ready, changed }: Hears, signal: AbortSignal): Promise<Unwatched> {
    const watch = new FolderWatch({
      root: this.#tools.path,
      maxDepth,
      maxFolders,
      ready,
      quietMillis: closingMillis,
      quiet: async (paths) => {
        const { writing, ...changes } = await this.#changed(paths)
        for (const [path, millis] of writing) watch.again(path, millis)
        changed({ ...changes, lost: false })
      },
      lost: () => {
        changed({ found: [], gone: [], clock: null, lost: true })
      },
    })
    this.#watch = watch
    try {
      return await watch.run(signal)
    } finally {
      this.#watch = null
    }
  }

  async #changed(paths: readonly string[]) {
    const found: FoundClip[] = []
    const gone: Changes['gone'][number][] = []
    const writing = new Map<string, number>()
    await this.#tools.log?.refresh()
    for (const path of paths) {
      const clip = await this.#look(path)
      const read = this.#read(path)
      if (typeof clip === 'object') {
        found.push(clip)
        const ended = await this.#endOf(clip)
        if (ended !== null) this.#recent = [...this.#recent, ended].slice(-maxRecent)
      } else if (clip === 'closing' || clip === 'writing') writing.set(path, againMillis[clip])
      else if (clip === 'gone' && read !== null)
        gone.push({ camera: this.#cameraOf(read.camera), key: path })
    }
    return { found, gone, writing, clock: found.length === 0 ? null : this.#recentClock() }
  }

  /** What is to be known of one recording, once it is finished. */
  async #look(path: string): Promise<Look> {
    const read = this.#read(path)
    if (read === null) return 'unknown'
    const file = join(this.#tools.path, path)
    const stats = await unlessGone(async () => await lstat(file))
    if (stats?.isFile() !== true) return 'gone'
    const age = this.#tools.now() - stats.mtimeMs
    if (age < closingMillis) return 'closing'
    const isFresh = age < writingMillis
    const length = read.time.seconds === null || isFresh ? await lengthOf(file) : null
    if (isFresh && length === null) return 'writing'
    return this.#clipOf(path, read, { length, bytes: stats.size })
  }

  #clipOf(
    key: string,
    { camera: name, time: told, film }: Read,
    { length, bytes }: { readonly length: number | null; readonly bytes: number },
  ): FoundClip {
    const atMost = film === null ? null : secondsOf(film)
    const time = { ...told, seconds: told.seconds ?? length ?? atMost }
    const labels = film?.isEvent === true ? ['motion'] : []
    return { camera: this.#cameraOf(name), key, time, bytes, labels, plates: [] }
  }

  /** By its name, and by what motion wrote down of it; null where neither tells when it was taken. */
  #read(path: string): Read | null {
    const film = this.#tools.log?.of(path) ?? null
    const read = readName(path, this.#tools)
    // a name may have been given to a film again, of which nothing was written down
    if (read !== null)
      return { ...read, film: film !== null && tellsAlike(read, film) ? film : null }
    if (film === null) return null
    const { zone } = this.#tools
    const time = { shown: film.starts, zone, stamps: 'start', seconds: null } as const
    return {
      grammar: 'motion',
      camera: folderOf(path),
      time: { ...time, slackSeconds: filmSlackSeconds },
      film,
    }
  }

  /** Of a name that was learned, where its numbers turned out to count files: without them. */
  #cameraOf(name: string): string {
    if (!this.#countsFiles) return name
    const rest = name.replaceAll(/(?<![\p{L}\p{M}\d])\d+(?![\p{L}\p{M}\d])/gu, '').trim()
    return rest === '' ? 'camera' : rest
  }

  async #newestChange(signal: AbortSignal): Promise<number | null> {
    let newest: number | null = null
    for await (const path of this.#files(signal)) {
      const stats = await unlessGone(async () => await stat(join(this.#tools.path, path)))
      if (stats !== null && stats.mtimeMs > (newest ?? 0)) newest = stats.mtimeMs
    }
    return newest
  }

  async *#files(signal: AbortSignal): AsyncGenerator<string> {
    yield* walk(this.#tools.path, [], signal)
  }
}

/**
 * @yields each recording below a folder, by name
 * @throws {SourceFault} `no-folder` where the first folder cannot be read; one below it may have gone
 */
async function* walk(
  root: string,
  below: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<string> {
  const entries = await unlessGone(
    async () => await readdir(join(root, ...below), { withFileTypes: true }),
  )
  if (entries === null) {
    if (below.length === 0) throw new SourceFault('no-folder')
    return
  }
  for (const entry of entries.toSorted(byName)) {
    signal.throwIfAborted()
    if (entry.name.startsWith('.')) continue
    const name = [...below, entry.name]
    if (entry.isFile() && videoNames.test(entry.name)) yield name.join('/')
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

async function lengthOf(path: string): Promise<number | null> {
  if (/\.(?:mkv|webm)$/i.test(path)) return await unlessGone(async () => await mkvSeconds(path))
  if (!/\.(?:mp4|m4v|mov|3gp)$/i.test(path)) return null
  return await unlessGone(async () => await mp4Seconds(path))
}

/** Of the same clock, to the second; a name may have no seconds. */
function tellsAlike({ time }: ReadName, { starts }: MotionFilm): boolean {
  const apart = Math.abs(Date.parse(`${time.shown}Z`) - Date.parse(`${starts}Z`)) / 1000
  return apart <= time.slackSeconds + 1
}

function secondsOf({ starts, closed }: MotionFilm): number | null {
  if (closed === null) return null
  const seconds = (Date.parse(`${closed}Z`) - Date.parse(`${starts}Z`)) / 1000
  // the clock went back while it was filmed
  return seconds >= 0 ? seconds : null
}

/** Of what is shown; null in a doubled hour: nobody knows which one it was. */
function onlyInstant(time: ShownTime): number | null {
  const [interval, second] = trueIntervals(
    { ...time, stamps: 'start', seconds: 0, slackSeconds: 0 },
    [],
  )
  return interval === undefined || second !== undefined ? null : Date.parse(interval.from)
}
