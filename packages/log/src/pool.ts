import { maxEntryBytes } from './bundle.ts'
import type { SignedCheckpoint } from './checkpoint.ts'
import { LogError } from './error.ts'
import type { Instant } from './instant.ts'
import type { Sequencer } from './sequence.ts'

/** Entries that may wait, those being sequenced included: 20,000 a second at a batch of 256 every 200 ms would not fill it. */
export const maxEntriesWaiting = 4096

export interface PoolOptions {
  /** From now on only the pool calls it. */
  readonly sequencer: Sequencer
  /** A batch goes as soon as it has so many entries … */
  readonly maxEntries: number
  /** … or when its first entry has waited so long, in milliseconds. */
  readonly maxWaitMs: number
  readonly now: () => Instant
  /** Calls `run` once after `ms`; what it returns calls that off. */
  readonly schedule: (ms: number, run: () => void) => () => void
}

export interface Pooled {
  readonly index: number
  /** the published checkpoint of the batch, which has the entry */
  readonly checkpoint: SignedCheckpoint
}

/** Collects single entries into batches, so that many share the few durable writes of one. */
export interface Pool {
  /**
   * Answers after the entry's checkpoint is published.
   * @throws LogError `entry-too-large`, `pool-full`, `pool-closed`; a rejection of `Sequencer.append` goes to each of its batch
   */
  add(entry: Uint8Array): Promise<Pooled>
  /** Takes no more entries, and returns when those that wait are answered. */
  close(): Promise<void>
}

export function createPool(options: PoolOptions): Pool {
  return new BatchingPool(options)
}

interface Waiting {
  readonly entry: Uint8Array
  readonly resolve: (pooled: Pooled) => void
  readonly reject: (error: unknown) => void
}

class BatchingPool implements Pool {
  readonly #options: PoolOptions
  #waiting: Waiting[] = []
  #callOff: (() => void) | null = null
  /** The batches, one after the other; never rejects. */
  #running: Promise<void> = Promise.resolve()
  #entriesRunning = 0
  #closed = false

  constructor(options: PoolOptions) {
    this.#options = options
  }

  async add(entry: Uint8Array): Promise<Pooled> {
    if (this.#closed) throw new LogError('pool-closed')
    // Here and not in the sequencer: one bad entry must not fail its neighbours.
    if (entry.length > maxEntryBytes) throw new LogError('entry-too-large', `${entry.length} bytes`)
    if (this.#waiting.length + this.#entriesRunning >= maxEntriesWaiting)
      throw new LogError('pool-full')
    return await new Promise<Pooled>((resolve, reject) => {
      this.#waiting.push({ entry, resolve, reject })
      this.#wake()
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#flush()
    await this.#running
  }

  #wake(): void {
    const { maxEntries, maxWaitMs, schedule } = this.#options
    if (this.#waiting.length >= maxEntries) this.#flush()
    else
      this.#callOff ??= schedule(maxWaitMs, () => {
        this.#flush()
      })
  }

  #flush(): void {
    this.#callOff?.()
    this.#callOff = null
    const batch = this.#waiting
    if (batch.length === 0) return
    this.#waiting = []
    this.#entriesRunning += batch.length
    this.#running = this.#sequence(batch, this.#running)
  }

  async #sequence(batch: readonly Waiting[], earlier: Promise<void>): Promise<void> {
    const { sequencer, now } = this.#options
    await earlier
    try {
      const entries = batch.map(({ entry }) => entry)
      const { firstIndex, checkpoint } = await sequencer.append(entries, now())
      for (const [i, { resolve }] of batch.entries()) resolve({ index: firstIndex + i, checkpoint })
    } catch (error) {
      for (const { reject } of batch) reject(error)
    } finally {
      this.#entriesRunning -= batch.length
    }
  }
}
