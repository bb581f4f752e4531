import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { Fault, later, toHex } from '@porchlight/core'
import type { Instant, Random, RequestId } from '@porchlight/core'
import type { LocalId } from '@porchlight/owner'

import type { IndexedClip } from '../clips/clips.ts'
import type { OpenedOriginal } from '../sources/source.ts'
import type { Held, State } from '../state/state.ts'
import { keepFile } from './keep-file.ts'

/** What all holds together may take: days of one camera, and not the whole disk. */
const maxHeldBytes = 20 * 1024 ** 3

/** A request is live for a week and may be renewed once; so long "later" is possible. */
const holdSeconds = 14 * 86_400

export interface HoldTools {
  readonly directory: string
  readonly random: Random
  readonly now: () => Instant
  readonly open: (clip: LocalId, signal: AbortSignal) => Promise<OpenedOriginal>
  /** What the index knows of a clip; null where it is not in there. */
  readonly clip: (id: LocalId) => IndexedClip | null
}

/** A request's clips being held. */
interface Task {
  readonly stop: AbortController
  readonly done: Promise<boolean>
}

/**
 * Keeps originals from being overwritten by the recorder before anything is decided: a second name for the
 * file where that is possible, which takes no room, else a copy. Nothing is opened or changed.
 */
export class Holds {
  readonly #state: State
  readonly #tools: HoldTools
  readonly #tasks = new Map<RequestId, Task>()
  /** As in the state, which only this changes: hundreds are asked for hundreds of times with each feed. */
  #all: readonly Held[]

  constructor(state: State, tools: HoldTools) {
    this.#state = state
    this.#tools = tools
    this.#all = state.held.all()
  }

  all(): readonly Held[] {
    return this.#all
  }

  of(request: RequestId): readonly Held[] {
    return this.all().filter((held) => held.request === request)
  }

  /** Where a clip is kept as it is now; null where it is not. */
  pathOf(clip: LocalId): string | null {
    const held = this.all().find((one) => one.clip === clip && this.#isWhole(one))
    return held === undefined ? null : join(this.#tools.directory, held.file)
  }

  /** What the index knew of a clip that is kept: the recorder may have overwritten it since, and the index forgotten it. */
  known(clip: LocalId): IndexedClip | null {
    return this.all().find((held) => held.clip === clip)?.known ?? null
  }

  /** Deletes what an end without warning left behind, and what nobody decided about in time. */
  async tidy(): Promise<void> {
    const { directory } = this.#tools
    await this.expire()
    await mkdir(directory, { recursive: true, mode: 0o700 })
    const files = new Set(this.all().map(({ file }) => file))
    for (const name of await readdir(directory))
      if (!files.has(name)) await rm(join(directory, name), { force: true })
  }

  /**
   * Holds the clips that are not held yet; one that is gone or out of reach is passed over. Ends early where the
   * request is let go of meanwhile, or held again.
   *
   * @returns whether all of them are held
   * @throws {Fault} `disk/full` where there is no room, or all holds together would take more than {@link maxHeldBytes}
   */
  async hold(request: RequestId, clips: readonly LocalId[], signal: AbortSignal): Promise<boolean> {
    const earlier = this.#tasks.get(request)
    const stop = new AbortController()
    const work = this.#holdAll(request, clips, {
      signal: AbortSignal.any([signal, stop.signal]),
      earlier,
    })
    const done = work.catch((error: unknown) => {
      if (stop.signal.aborted) return false
      throw error
    })
    const task = { stop, done }
    this.#tasks.set(request, task)
    try {
      return await done
    } finally {
      if (this.#tasks.get(request) === task) this.#tasks.delete(request)
    }
  }

  /** Nothing of a request is held when this returns, or will be by what was under way. */
  async release(request: RequestId): Promise<void> {
    await ended(this.#tasks.get(request))
    for (const held of this.of(request)) await this.#remove(held)
  }

  /** Lets go of what nobody decided about in time. */
  async expire(): Promise<void> {
    const now = this.#tools.now()
    for (const held of this.all()) if (held.until <= now) await this.#remove(held)
  }

  async #holdAll(
    request: RequestId,
    clips: readonly LocalId[],
    { signal, earlier }: { readonly signal: AbortSignal; readonly earlier: Task | undefined },
  ): Promise<boolean> {
    await ended(earlier)
    const held = new Map(this.of(request).map((one) => [one.clip, one]))
    let missing = 0
    for (const clip of clips) {
      signal.throwIfAborted()
      const earlierPart = held.get(clip)
      if (earlierPart !== undefined && this.#isWhole(earlierPart)) continue
      try {
        await this.#holdOne(request, clip, signal)
        if (earlierPart !== undefined) await this.#remove(earlierPart)
      } catch (error) {
        if (!(error instanceof Fault) || error.code === 'disk/full') throw error
        missing += 1
      }
    }
    return missing === 0
  }

  async #holdOne(request: RequestId, clip: LocalId, signal: AbortSignal): Promise<void> {
    const { directory, random, now, open } = this.#tools
    const known = this.#tools.clip(clip)
    if (known === null) throw new Fault('source/gone')
    await using original = await open(clip, signal)
    const { size } = await stat(original.path).catch(orGone)
    const sum = this.all().reduce((bytes, held) => bytes + held.bytes, size)
    if (sum > maxHeldBytes) throw new Fault('disk/full')
    const id = toHex(random(8))
    await mkdir(directory, { recursive: true, mode: 0o700 })
    await keepFile(original.path, join(directory, id))
    if (signal.aborted) await rm(join(directory, id), { force: true })
    signal.throwIfAborted()
    const until = later(now(), holdSeconds)
    const { labels, plates, ...facts } = known
    this.#put({
      request,
      clip,
      file: id,
      bytes: size,
      until,
      known: { ...facts, labels: [...labels], plates: [...plates] },
    })
  }

  #put(held: Held): void {
    this.#state.held.put(held.file, held)
    this.#all = [...this.#all, held]
  }

  /** A clip that was still being recorded when it was held may have grown since. */
  #isWhole({ clip, known }: Held): boolean {
    const seconds = this.#tools.clip(clip)?.time.seconds ?? 0
    return known === null || (known.time.seconds ?? seconds) >= seconds
  }

  async #remove({ file }: Held): Promise<void> {
    await rm(join(this.#tools.directory, file), { force: true })
    this.#state.held.delete(file)
    this.#all = this.#all.filter((held) => held.file !== file)
  }
}

/** Stopped, whatever came of it. */
async function ended(task: Task | undefined): Promise<void> {
  task?.stop.abort()
  await task?.done.catch(() => undefined)
}

function orGone(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
    throw new Fault('source/gone', { cause: error })
  throw error
}
