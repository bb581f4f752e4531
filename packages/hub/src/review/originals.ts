import { access, rm } from 'node:fs/promises'

import { Fault } from '@porchlight/core'
import type { LocalId } from '@porchlight/owner'
import { probe } from '@porchlight/owner/node'
import type { Probe } from '@porchlight/owner/node'

import type { OpenedOriginal } from '../sources/source.ts'

/** An original that is being looked at. */
export interface Reviewed {
  readonly original: OpenedOriginal
  readonly probe: Probe
}

/** Of a clip that browsers do not play as it is. */
interface Film {
  readonly path: Promise<string>
  readonly stop: AbortController
}

/** More at once nobody looks at; the one not looked at for longest is closed. */
const maxOpen = 4

/**
 * Originals that are open while the owner looks at them. Fetched ones are files of the hub's until they are closed, and
 * so are films that browsers can play in their stead.
 */
export class Originals implements AsyncDisposable {
  readonly #open: (clip: LocalId, signal: AbortSignal) => Promise<OpenedOriginal>
  readonly #reviewed = new Map<LocalId, Promise<Reviewed>>()
  readonly #films = new Map<LocalId, Film>()

  constructor(open: (clip: LocalId, signal: AbortSignal) => Promise<OpenedOriginal>) {
    this.#open = open
  }

  /** @throws {Fault} `clip/not-a-video`, `source/*` */
  async open(clip: LocalId, signal: AbortSignal): Promise<Reviewed> {
    await this.#closeLost(clip)
    const reviewed = this.#reviewed.get(clip) ?? this.#read(clip, signal)
    // the newest last
    this.#reviewed.delete(clip)
    this.#reviewed.set(clip, reviewed)
    try {
      const result = await reviewed
      await this.#closeOldest()
      return result
    } catch (error) {
      this.#reviewed.delete(clip)
      throw error
    }
  }

  /** @throws {Fault} `source/gone` where it is not open */
  async opened(clip: LocalId): Promise<Reviewed> {
    const known = this.#reviewed.get(clip)
    if (known === undefined) throw new Fault('source/gone')
    return await known
  }

  /** The film of an open clip, made once. One that could not be made is tried again when it is asked for again. */
  async film(clip: LocalId, make: (stop: AbortSignal) => Promise<string>): Promise<string> {
    const film = this.#films.get(clip) ?? begun(make)
    this.#films.set(clip, film)
    try {
      return await film.path
    } catch (error) {
      if (this.#films.get(clip) === film) this.#films.delete(clip)
      throw error
    }
  }

  /** Nothing of the clip is on the disk any more that was not there before it was opened. */
  async close(clip: LocalId): Promise<void> {
    const known = this.#reviewed.get(clip)
    const film = this.#films.get(clip)
    this.#reviewed.delete(clip)
    this.#films.delete(clip)
    // nobody waits until it is made
    film?.stop.abort(new Fault('source/gone'))
    await film?.path.then(remove, () => undefined)
    const reviewed = await known?.catch(() => null)
    await reviewed?.original[Symbol.asyncDispose]()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const clip of this.#reviewed.keys()) await this.close(clip)
  }

  /** A file that was let go of, or that its recorder deleted, is opened anew: from elsewhere, or refused. */
  async #closeLost(clip: LocalId): Promise<void> {
    const known = await this.#reviewed.get(clip)?.catch(() => null)
    if (known === undefined || known === null) return
    const isThere = await access(known.original.path).then(
      () => true,
      () => false,
    )
    if (!isThere) await this.close(clip)
  }

  async #read(clip: LocalId, signal: AbortSignal): Promise<Reviewed> {
    const original = await this.#open(clip, signal)
    try {
      return { original, probe: await probe(original.path, signal) }
    } catch (error) {
      await original[Symbol.asyncDispose]()
      throw error
    }
  }

  async #closeOldest(): Promise<void> {
    const [oldest] = this.#reviewed.keys()
    if (this.#reviewed.size > maxOpen && oldest !== undefined) await this.close(oldest)
  }
}

function begun(make: (stop: AbortSignal) => Promise<string>): Film {
  const stop = new AbortController()
  return { stop, path: make(stop.signal) }
}

async function remove(path: string): Promise<void> {
  await rm(path, { force: true })
}
