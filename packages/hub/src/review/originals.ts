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

/** More at once nobody looks at; the one not looked at for longest is closed. */
const maxOpen = 4

/** Originals that are open while the owner looks at them. Fetched ones are files of the hub's until they are closed. */
export class Originals implements AsyncDisposable {
  readonly #open: (clip: LocalId, signal: AbortSignal) => Promise<OpenedOriginal>
  readonly #reviewed = new Map<LocalId, Promise<Reviewed>>()

  constructor(open: (clip: LocalId, signal: AbortSignal) => Promise<OpenedOriginal>) {
    this.#open = open
  }

  /** @throws {Fault} `clip/not-a-video`, `source/*` */
  async open(clip: LocalId, signal: AbortSignal): Promise<Reviewed> {
    const known = this.#reviewed.get(clip)
    const reviewed = known ?? this.#read(clip, signal)
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

  async close(clip: LocalId): Promise<void> {
    const known = this.#reviewed.get(clip)
    this.#reviewed.delete(clip)
    if (known !== undefined) await (await known).original[Symbol.asyncDispose]()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const clip of this.#reviewed.keys()) await this.close(clip)
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
