import { bytesOfText, textOfBytes } from '../bytes.ts'
import { LogError } from '../error.ts'
import { sha256 } from '../hash.ts'
import type { LogStore, WitnessStore } from '../store.ts'

/**
 * A witness's memory as files, one for each log, in a store of its own: durable where that is.
 * One program at a time: compare-and-set is between the callers of this object.
 */
export function createWitnessStore(files: Pick<LogStore, 'read' | 'write'>): WitnessStore {
  return new FileWitnessStore(files)
}

/** `<SHA-256 of the origin, in hex>/checkpoint`: below a monitoring prefix, where monitors look for what a witness last cosigned. */
export function witnessedPath(origin: string): string {
  const hash = Array.from(sha256(bytesOfText(origin)), (byte) => byte.toString(16).padStart(2, '0'))
  return `${hash.join('')}/checkpoint`
}

class FileWitnessStore implements WitnessStore {
  readonly #files: Pick<LogStore, 'read' | 'write'>
  /** For each origin, the end of its replacements so far; never rejects. */
  readonly #running = new Map<string, Promise<unknown>>()

  constructor(files: Pick<LogStore, 'read' | 'write'>) {
    this.#files = files
  }

  async read(origin: string): Promise<string | null> {
    const path = witnessedPath(origin)
    const bytes = await this.#files.read(path)
    if (bytes === null) return null
    const note = textOfBytes(bytes)
    if (note === null) throw new LogError('note-malformed', path)
    return note
  }

  async replace(origin: string, old: string | null, next: string): Promise<boolean> {
    const replaced = this.#replaceAfter(this.#running.get(origin), { origin, old, next })
    this.#running.set(origin, Promise.allSettled([replaced]))
    return await replaced
  }

  async #replaceAfter(
    earlier: Promise<unknown> | undefined,
    { origin, old, next }: { origin: string; old: string | null; next: string },
  ): Promise<boolean> {
    await earlier
    if ((await this.read(origin)) !== old) return false
    await this.#files.write(witnessedPath(origin), bytesOfText(next), { immutable: false })
    return true
  }
}
