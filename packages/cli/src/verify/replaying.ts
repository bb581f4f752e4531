import { hourSeconds, readEntry, Replay, secondsBetween } from '@porchlight/core'
import type { Counts, Entry, EntryOf, Instant } from '@porchlight/core'
import { checkpointPath, decodeBundle, LogError, parseTilePath } from '@porchlight/log'

import type { LogFiles } from './log-files.ts'
import { missteps, unread } from './missteps.ts'
import { sizeOf } from './witnesses.ts'

/** What a log tells, entry by entry. */
export interface Story {
  readonly replay: Replay
  /** C2SP tlog-policy lines, as the newest entry that has some names the witnesses. */
  readonly witnesses: string
  /** The newest. */
  readonly release: EntryOf<'release.published'> | null
  /** The newest that was accepted. */
  readonly map: EntryOf<'map.built'> | null
  /** By number. */
  readonly feeds: ReadonlyMap<number, EntryOf<'feed.published'>>
  /** @param size of the log; all its entries must have been read */
  end(size: number): { readonly findings: readonly string[]; readonly counts: Counts }
}

export interface ReplayingInput {
  readonly files: LogFiles
  readonly progress: (done: number, all: number) => void
  readonly onEntry?: (entry: Entry, index: number) => void
}

/**
 * Replays the entries out of the very bytes that somebody else verifies while reading them from
 * `store`, each bundle once and in order: a large log is fetched and held once. What the story says
 * is true only where that somebody finds the log sound.
 */
export function replaying(input: ReplayingInput): {
  readonly store: LogFiles
  readonly story: Story
} {
  const story = new BundleStory(input)
  return {
    story,
    store: {
      read: async (path) => {
        const bytes = await input.files.read(path)
        if (bytes !== null) story.take(path, bytes)
        return bytes
      },
    },
  }
}

/** Without an entry that names witnesses there is none to ask. */
const noWitnesses = 'quorum none\n'

/** Clocks are corrected, and times are cut to the minute; an hour is neither. */
const outOfOrderSeconds = hourSeconds
const datedBack = 'is dated more than an hour before one that comes before it.'

class BundleStory implements Story {
  readonly replay = new Replay()
  readonly feeds = new Map<number, EntryOf<'feed.published'>>()
  readonly #input: ReplayingInput
  readonly #findings: string[] = []
  /** As the checkpoint says. */
  #all = 0
  #index = 0
  #bundle = 0
  /** The latest time that an entry has said. */
  #newest: Instant | null = null
  #witnesses = noWitnesses
  #release: EntryOf<'release.published'> | null = null
  #map: EntryOf<'map.built'> | null = null

  constructor(input: ReplayingInput) {
    this.#input = input
  }

  get witnesses(): string {
    return this.#witnesses
  }

  get release(): EntryOf<'release.published'> | null {
    return this.#release
  }

  get map(): EntryOf<'map.built'> | null {
    return this.#map
  }

  take(path: string, bytes: Uint8Array): void {
    if (path === checkpointPath) this.#all = sizeOf(new TextDecoder().decode(bytes)) ?? 0
    const bundle = parseTilePath(path)
    if (bundle?.level !== 'entries' || bundle.index !== this.#bundle) return
    this.#bundle += 1
    for (const entry of entriesOf(bytes, bundle.width)) this.#takeEntry(entry)
    this.#input.progress(this.#index, this.#all)
  }

  end(size: number): { readonly findings: readonly string[]; readonly counts: Counts } {
    if (this.#index !== size) throw new Error('Every bundle is read once, and in order')
    return { findings: this.#findings, counts: this.replay.counts() }
  }

  /** Dated back, a key would be good before anybody could notice it, and a request before its agency was suspended. */
  #takeTime(at: Instant): void {
    if (this.#newest !== null && secondsBetween(at, this.#newest) > outOfOrderSeconds)
      this.#findings.push(`Entry ${String(this.#index - 1)} ${datedBack}`)
    if (this.#newest === null || at > this.#newest) this.#newest = at
  }

  #takeEntry(bytes: Uint8Array): void {
    const index = this.#index
    this.#index += 1
    const verdict = readEntry(bytes)
    if (!verdict.read) {
      this.#findings.push(`Entry ${String(index)} ${unread[verdict.because]}`)
      this.replay.skip()
      return
    }
    const { entry } = verdict
    for (const step of this.replay.take(entry))
      this.#findings.push(`Entry ${String(index)} ${missteps[step]}`)
    if ('at' in entry) this.#takeTime(entry.at)
    if ('witnesses' in entry) this.#witnesses = entry.witnesses
    if (entry.kind === 'release.published') this.#release = entry
    if (entry.kind === 'map.built' && entry.accepted) this.#map = entry
    if (entry.kind === 'feed.published') this.feeds.set(entry.number, entry)
    this.#input.onEntry?.(entry, index)
  }
}

/** None where the bundle is damaged: whoever verifies it will say so. */
function entriesOf(bytes: Uint8Array, count: number): readonly Uint8Array[] {
  try {
    return decodeBundle(bytes, count)
  } catch (error) {
    if (error instanceof LogError) return []
    throw error
  }
}
