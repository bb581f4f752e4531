import type { Sink } from '@porchlight/agency'

/** So much is kept in memory before the browser is given it, which may put it on disk. */
const partBytes = 8 * 1024 ** 2

/** Plaintext as a Blob; it exists only once all of it was verified. */
export class BlobSink implements Sink {
  readonly #type: string
  #parts: Blob[] = []
  #waiting: Uint8Array<ArrayBuffer>[] = []
  #waitingBytes = 0
  #whole: Blob | null = null

  constructor(type: string) {
    this.#type = type
  }

  write(bytes: Uint8Array): void {
    this.#waiting.push(new Uint8Array(bytes))
    this.#waitingBytes += bytes.length
    if (this.#waitingBytes >= partBytes) this.#handOver()
  }

  commit(): void {
    this.#handOver()
    this.#whole = new Blob(this.#parts, { type: this.#type })
  }

  discard(): void {
    this.#parts = []
    this.#waiting = []
    this.#whole = null
  }

  take(): Blob {
    if (this.#whole === null) throw new Error('A clip was taken before it was verified')
    return this.#whole
  }

  #handOver(): void {
    this.#parts.push(new Blob(this.#waiting))
    this.#waiting = []
    this.#waitingBytes = 0
  }
}
