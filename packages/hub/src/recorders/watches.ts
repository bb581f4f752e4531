import type { LocalId } from '@porchlight/owner'

import type { Unwatched } from '../sources/folder-watch.ts'
import type { Changes, Hears, Source } from '../sources/source.ts'

/** `live` while changes are seen within seconds, else why they are not. */
export type Watching = Exclude<Unwatched, 'gone'> | 'live'

interface Watch {
  readonly stop: AbortController
  /** Null until nothing is missed any more. */
  how: Watching | null
  lost: boolean
}

export interface WatchesTools {
  readonly changed: (id: LocalId, changes: Changes) => Promise<void>
}

/** Which sources tell of changes by themselves, and what they told. */
export class Watches {
  readonly #tools: WatchesTools
  readonly #watches = new Map<LocalId, Watch>()
  readonly #broken = Promise.withResolvers<never>()

  constructor(tools: WatchesTools) {
    this.#tools = tools
    // raced with later on; until then nobody waits for it
    this.#broken.promise.catch(() => undefined)
  }

  /** Rejects with a bug that nobody waits for. */
  get broken(): Promise<never> {
    return this.#broken.promise
  }

  fail(bug: unknown): void {
    this.#broken.reject(bug)
  }

  of(id: LocalId): Watching | null {
    return this.#watches.get(id)?.how ?? null
  }

  /** Whether more has changed than was told, since this was asked last. */
  takeLost(id: LocalId): boolean {
    const watch = this.#watches.get(id)
    if (watch?.lost !== true) return false
    watch.lost = false
    return true
  }

  /** Nothing for a source that is watched already, or tells nothing. */
  async start(id: LocalId, source: Source, signal: AbortSignal): Promise<void> {
    if (source.watch === undefined || this.#watches.has(id)) return
    const watch: Watch = { stop: new AbortController(), how: null, lost: false }
    this.#watches.set(id, watch)
    const stopped = AbortSignal.any([signal, watch.stop.signal])
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const hears: Hears = {
      ready: () => {
        watch.how = 'live'
        resolve(undefined)
      },
      changed: (changes) => {
        this.#heard(id, watch, changes)
      },
    }
    const ended = source.watch(hears, stopped)
    void this.#untilEnded(ended, { id, watch, stopped })
    await Promise.race([promise, ended.catch(() => undefined)])
  }

  async #untilEnded(
    ended: ReturnType<NonNullable<Source['watch']>>,
    about: { readonly id: LocalId; readonly watch: Watch; readonly stopped: AbortSignal },
  ): Promise<void> {
    const { id, watch, stopped } = about
    try {
      const how = await ended
      // a folder that is not there now is tried again with the next look
      if (how === 'gone') this.#watches.delete(id)
      else watch.how = how
    } catch (error) {
      if (!stopped.aborted) this.#broken.reject(error)
    }
  }

  stop(id: LocalId): void {
    this.#watches.get(id)?.stop.abort()
    this.#watches.delete(id)
  }

  #heard(id: LocalId, watch: Watch, changes: Changes): void {
    if (changes.lost) watch.lost = true
    if (changes.found.length + changes.gone.length === 0) return
    this.#tools.changed(id, changes).catch((error: unknown) => {
      this.#broken.reject(error)
    })
  }
}
