import { setTimeout as sleep } from 'node:timers/promises'

import { Fault, secondsBetween, toHex } from '@porchlight/core'
import type { Instant, Random } from '@porchlight/core'
import type { LocalId, NewSource } from '@porchlight/owner'

import { SourceFault } from '../sources/source.ts'
import type { Changes, FoundClip, Source } from '../sources/source.ts'
import type { KeptSource, State } from '../state/state.ts'
import { cameraIdOf } from './cameras.ts'
import { Clocks } from './clocks.ts'
import type { ReadCamera } from './clocks.ts'
import { refusing } from './fault.ts'
import { isAmong } from './same-source.ts'
import { Watches } from './watches.ts'
import type { Watching } from './watches.ts'

/** Where found clips go. */
export interface ClipSink {
  /** Puts what was found in the place of all that was known of the source. */
  replace: (
    source: LocalId,
    clips: AsyncIterable<FoundClip>,
    progress: (seen: number) => void,
  ) => Promise<void>
  /** Puts in and takes out what has changed since; the rest stays. */
  merge: (source: LocalId, changes: Pick<Changes, 'found' | 'gone'>) => void
  forget: (source: LocalId) => void
  /** After a clock was read that stamps clips of the source. */
  retime: (source: LocalId) => void
}

/** Makes a source of what the owner gave; tells the certificate that it learned, once. */
export type OpenSource = (kept: KeptSource, learned: (sha256: string) => void) => Source

export interface RecorderTools {
  readonly open: OpenSource
  readonly readCamera: ReadCamera
  readonly sink: ClipSink
  readonly random: Random
  readonly now: () => Instant
}

/** How a look at a source went, kept in memory only. */
export interface Looked {
  readonly scanning: number | null
  readonly scannedAt: Instant | null
  readonly fault: string | null
}

const never: Looked = { scanning: null, scannedAt: null, fault: null }

/** What there is of a source in memory only. */
interface Tended {
  opened: Source | null
  looked: Looked
  /** The running look at it, or the last one; it never rejects. */
  look: Promise<void>
  /** Ends the look that runs when it is removed. */
  readonly removed: AbortController
}

/** Of a source that tells of changes by itself: what it missed is found then. */
const watchedSeconds = 30 * 60

/** Between two looks at a source that does not tell of changes by itself. */
const rescanMillis = 5 * 60_000

/** The recorders and folders of the owner, looked at one after the other. */
export class Recorders {
  readonly #state: State
  readonly #tools: RecorderTools
  readonly #tended = new Map<LocalId, Tended>()
  readonly #watches: Watches
  readonly clocks: Clocks

  constructor(state: State, tools: RecorderTools) {
    this.#state = state
    this.#tools = tools
    this.clocks = new Clocks(state, {
      readCamera: tools.readCamera,
      retime: (source) => {
        tools.sink.retime(source)
      },
    })
    this.#watches = new Watches({
      changed: async (id, changes) => {
        await this.#tended.get(id)?.look
        if (this.#state.sources.get(id) === null) return
        this.#tools.sink.merge(id, changes)
        this.clocks.hear({ kind: 'source', id }, changes.clock)
      },
    })
  }

  /** How changes of a source are seen; null where it is looked at now and then only. */
  watching(id: LocalId): Watching | null {
    return this.#watches.of(id)
  }

  looked(id: LocalId): Looked {
    return this.#tended.get(id)?.looked ?? never
  }

  /** @throws {Fault} `source/gone` where there is none of that name */
  source(id: LocalId): Source {
    const tended = this.#tend(id)
    if (tended.opened !== null) return tended.opened
    const kept = this.#state.sources.get(id)
    if (kept === null) throw new Fault('source/gone')
    tended.opened = this.#tools.open(kept, (certificate) => {
      this.#pin(id, certificate)
    })
    return tended.opened
  }

  /**
   * Adds a source once its cameras could be listed.
   *
   * @throws {Fault} `source/*`; `source/unknown-names` where nothing in a folder can be read, `source/added-already`
   */
  async add(source: NewSource, signal: AbortSignal): Promise<LocalId> {
    if (await isAmong(this.#state.sources.all(), source)) throw new Fault('source/added-already')
    const id = toHex(this.#tools.random(8))
    const kept: KeptSource = { id, source, certificate: null, readings: [] }
    let certificate: string | null = null
    const opened = this.#tools.open(kept, (learned) => {
      certificate = learned
      this.#pin(id, learned)
    })
    const cameras = await refusing(async () => await opened.cameras(signal))
    if (cameras.length === 0 && (opened.unknown?.count ?? 0) > 0)
      throw new Fault('source/unknown-names')
    this.#state.sources.put(id, { ...kept, certificate })
    this.#tend(id).opened = opened
    return id
  }

  /**
   * At once, and whatever is being read of it: a share that hangs can be removed too. The look that runs is ended, and
   * nothing of what it finds until then is taken any more.
   *
   * @throws {Fault} `source/gone`
   */
  remove(id: LocalId): void {
    if (this.#state.sources.get(id) === null) throw new Fault('source/gone')
    this.#tended.get(id)?.removed.abort()
    this.#watches.stop(id)
    this.#forget(id)
    this.#state.sources.delete(id)
    this.#tended.delete(id)
  }

  #forget(id: LocalId): void {
    this.#tools.sink.forget(id)
    for (const camera of this.#state.cameras.all().filter(({ source }) => source === id)) {
      this.#state.cameras.delete(camera.id)
      this.#state.cameraReadings.delete(camera.id)
    }
  }

  /** Looks at every source, for ever; what goes wrong with one is shown beside it. */
  async run(changed: () => void, signal: AbortSignal): Promise<void> {
    this.#forgetStrays()
    await Promise.race([this.#lookAround(changed, signal), this.#watches.broken])
  }

  /** Earlier hubs kept what a look found after its source was removed, and nothing else removes it. */
  #forgetStrays(): void {
    for (const source of new Set(this.#state.cameras.all().map((camera) => camera.source)))
      if (this.#state.sources.get(source) === null) this.#forget(source)
  }

  async #lookAround(changed: () => void, signal: AbortSignal): Promise<void> {
    for (;;) {
      for (const { id } of this.#state.sources.all()) {
        if (!this.#isDue(id)) continue
        await this.scan(id, signal)
        changed()
      }
      await sleep(rescanMillis, undefined, { signal })
    }
  }

  #isDue(id: LocalId): boolean {
    const { scannedAt, fault } = this.looked(id)
    if (scannedAt === null || fault !== null || this.#watches.of(id) !== 'live') return true
    const age = secondsBetween(scannedAt, this.#tools.now())
    return this.#watches.takeLost(id) || age >= watchedSeconds
  }

  /** Begins a look that nobody waits for. */
  begin(id: LocalId, signal: AbortSignal): void {
    this.scan(id, signal).catch((error: unknown) => {
      if (!signal.aborted) this.#watches.fail(error)
    })
  }

  /** Nothing for a source that is being looked at, or was removed since it was listed. */
  async scan(id: LocalId, signal: AbortSignal): Promise<void> {
    if (this.#state.sources.get(id) === null) return
    const tended = this.#tend(id)
    if (tended.looked.scanning !== null) return
    const look = this.#scan(id, tended, signal)
    // who waits for it only wants it over
    tended.look = look.catch(() => undefined)
    await look
  }

  async #scan(id: LocalId, tended: Tended, signal: AbortSignal): Promise<void> {
    const { removed, looked } = tended
    const { scannedAt } = looked
    const either = AbortSignal.any([signal, removed.signal])
    tended.looked = { scanning: 0, scannedAt, fault: null }
    try {
      const source = this.source(id)
      await this.#watches.start(id, source, signal)
      for (const { name } of await source.cameras(either))
        cameraIdOf(this.#state, { source: id, name }, this.#tools.random)
      await this.clocks.look(id, source, either)
      await this.#tools.sink.replace(id, source.clips(null, either), (scanning) => {
        tended.looked = { scanning, scannedAt, fault: null }
      })
      tended.looked = { scanning: null, scannedAt: this.#tools.now(), fault: null }
    } catch (error) {
      tended.looked = { scanning: null, scannedAt, fault: null }
      signal.throwIfAborted()
      // it was ended, or refused: there is nothing beside which to show it
      if (removed.signal.aborted) return
      if (!(error instanceof SourceFault)) throw error
      tended.looked = { scanning: null, scannedAt, fault: error.code }
    }
  }

  #tend(id: LocalId): Tended {
    const known = this.#tended.get(id)
    if (known !== undefined) return known
    if (this.#state.sources.get(id) === null) throw new Fault('source/gone')
    const look = Promise.resolve()
    const tended = { opened: null, looked: never, look, removed: new AbortController() }
    this.#tended.set(id, tended)
    return tended
  }

  /** What a recorder showed first is what it has to show from then on. */
  #pin(id: LocalId, certificate: string): void {
    const kept = this.#state.sources.get(id)
    if (kept !== null) this.#state.sources.put(id, { ...kept, certificate })
  }
}
