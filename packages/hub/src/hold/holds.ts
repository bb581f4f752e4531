import { copyFile, link, mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { Fault, later, toHex } from '@porchlight/core'
import type { Instant, Random, RequestId } from '@porchlight/core'
import type { LocalId } from '@porchlight/owner'

import type { OpenedOriginal } from '../sources/source.ts'
import type { Held, State } from '../state/state.ts'

/** What all holds together may take: days of one camera, and not the whole disk. */
const maxHeldBytes = 20 * 1024 ** 3

/** A request is live for a week and may be renewed once; so long "later" is possible. */
const holdSeconds = 14 * 86_400

export interface HoldTools {
  readonly directory: string
  readonly random: Random
  readonly now: () => Instant
  readonly open: (clip: LocalId, signal: AbortSignal) => Promise<OpenedOriginal>
}

/**
 * Keeps originals from being overwritten by the recorder before anything is decided: a second name for the
 * file where that is possible, which takes no room, else a copy. Nothing is opened or changed.
 */
export class Holds {
  readonly #state: State
  readonly #tools: HoldTools

  constructor(state: State, tools: HoldTools) {
    this.#state = state
    this.#tools = tools
  }

  of(request: RequestId): readonly Held[] {
    return this.#state.held.all().filter((held) => held.request === request)
  }

  /** Where a clip is kept; null where it is not. */
  pathOf(clip: LocalId): string | null {
    const held = this.#state.held.all().find((one) => one.clip === clip)
    return held === undefined ? null : join(this.#tools.directory, held.file)
  }

  /**
   * Holds the clips that are not held yet; one that is gone already is passed over.
   *
   * @throws {Fault} `disk/full` where all holds together would take more than {@link maxHeldBytes}
   */
  async hold(request: RequestId, clips: readonly LocalId[], signal: AbortSignal): Promise<void> {
    const already = new Set(this.of(request).map(({ clip }) => clip))
    for (const clip of clips) if (!already.has(clip)) await this.#holdOne(request, clip, signal)
  }

  async release(request: RequestId): Promise<void> {
    for (const held of this.of(request)) await this.#remove(held)
  }

  /** Lets go of what nobody decided about in time. */
  async expire(): Promise<void> {
    const now = this.#tools.now()
    for (const held of this.#state.held.all()) if (held.until <= now) await this.#remove(held)
  }

  async #holdOne(request: RequestId, clip: LocalId, signal: AbortSignal): Promise<void> {
    const { directory, random, now, open } = this.#tools
    await using original = await open(clip, signal)
    const { size } = await stat(original.path)
    const sum = this.#state.held.all().reduce((bytes, held) => bytes + held.bytes, size)
    if (sum > maxHeldBytes) throw new Fault('disk/full')
    const id = toHex(random(8))
    await mkdir(directory, { recursive: true, mode: 0o700 })
    await keep(original.path, join(directory, id))
    const until = later(now(), holdSeconds)
    this.#state.held.put(id, { request, clip, file: id, bytes: size, until })
  }

  async #remove({ file }: Held): Promise<void> {
    await rm(join(this.#tools.directory, file), { force: true })
    this.#state.held.delete(file)
  }
}

/** The recorder may be on another disk, or in a place where links are not allowed. */
const noLink: ReadonlySet<unknown> = new Set(['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP', 'EACCES'])

async function keep(original: string, kept: string): Promise<void> {
  try {
    await link(original, kept)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && noLink.has(error.code))) throw error
    await copyFile(original, kept)
  }
}
