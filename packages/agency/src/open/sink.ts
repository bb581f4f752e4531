import { concat } from '@porchlight/core'

/**
 * Where plaintext goes. It is provisional until `commit`: only then was the last chunk verified
 * (“the final chunk” is what tells a whole file from a truncated one), so a sink shows nothing before.
 */
export interface Sink {
  /** The bytes are good until the sink is done with them. */
  write(bytes: Uint8Array): void | Promise<void>
  commit(): void | Promise<void>
  /** Forgets all that was written. Comes instead of `commit`, also after a failed `write` or `commit`. */
  discard(): void | Promise<void>
}

/** Keeps a small file in memory. */
export class MemorySink implements Sink {
  #parts: Uint8Array[] = []
  #bytes: Uint8Array | null = null

  write(bytes: Uint8Array): void {
    this.#parts.push(bytes.slice())
  }

  commit(): void {
    this.#bytes = concat(...this.#parts)
  }

  discard(): void {
    this.#parts = []
    this.#bytes = null
  }

  /** The whole file; null unless it was committed. */
  get bytes(): Uint8Array | null {
    return this.#bytes
  }
}
