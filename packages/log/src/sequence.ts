import { maxEntryBytes } from './bundle.ts'
import { bytesOfText } from './bytes.ts'
import { signCheckpoint, type SignedCheckpoint } from './checkpoint.ts'
import { extend, type Edge, type Resource } from './edge.ts'
import { LogError } from './error.ts'
import { defaultHasher, emptyRoot, type Hasher } from './hash.ts'
import { secondsOf, type Instant } from './instant.ts'
import type { Signer } from './note.ts'
import { publish, type Cosign } from './publish.ts'
import { recover } from './recover.ts'
import { encodeStage, stagePath } from './stage.ts'
import type { CheckpointLock, LogStore } from './store.ts'
import { checkpointPath } from './tile.ts'
import { rootOf } from './tree.ts'

/** Entries of one batch: what a stage may take in memory is this times 65,535 bytes. */
export const maxBatchEntries = 16_384

export interface LogParts {
  readonly store: LogStore
  readonly lock: CheckpointLock
  readonly signer: Signer
}

export interface SequencerOptions extends LogParts {
  readonly now: Instant
  readonly hasher?: Hasher
  /**
   * Adds cosignatures to a checkpoint whose tiles are durable, before it is published. Where there are too few it rejects with LogError
   * `quorum-missing`: what waits then waits on, and is published by a later call. Absent: the log's own signature is enough.
   */
  readonly cosign?: Cosign
}

/** The one writer of a log. */
export interface Sequencer {
  /** the last published checkpoint */
  readonly checkpoint: SignedCheckpoint
  /**
   * Adds entries to the log, in their order. When it returns, the entries are durable, and published under `checkpoint`.
   *
   * One call at a time (`append-busy`). Entries are refused, and nothing is done, with `batch-empty`, `batch-too-large`,
   * `entry-too-large`, `time-malformed`, `time-backwards`.
   * Any other rejection leaves open whether the entries are in the log. The next call finds out first,
   * and completes them or drops them; a caller that needs each entry once reads the log's end before it tries again.
   * After `lock-lost` every call rejects with `sequencer-stopped`: another sequencer owns the log.
   */
  append(
    entries: readonly Uint8Array[],
    now: Instant,
  ): Promise<{ readonly firstIndex: number; readonly checkpoint: SignedCheckpoint }>
  /**
   * Finds out what became of an append that failed, and publishes it where the lock has moved. When it returns, `checkpoint` is all there is.
   * One call at a time, `append` included (`append-busy`). Rejects as `append` does.
   */
  settle(): Promise<SignedCheckpoint>
}

/**
 * Signs and publishes the empty log. To be called once in the life of a log, by a person's decision:
 * a log that starts again under the same key is a fork.
 * @throws LogError `log-exists` where the lock or the store knows a checkpoint
 */
export async function createLog({ store, lock, signer }: LogParts): Promise<SignedCheckpoint> {
  const checkpoint = signCheckpoint({ size: 0, root: emptyRoot }, signer)
  if ((await store.read(checkpointPath)) !== null || !(await lock.replace(null, checkpoint.note)))
    throw new LogError('log-exists', checkpoint.origin)
  await store.write(checkpointPath, bytesOfText(checkpoint.note), { immutable: false })
  return checkpoint
}

/**
 * Recovers what the last program left half done, and verifies the tree's right edge.
 * @throws LogError `log-absent`, `lock-behind`, `lock-forked`, `stage-missing`, `stage-wrong`, `stage-malformed`,
 *   `time-backwards`; those of `openCheckpoint` and `LogReader`. After a refusal nothing must be signed: a person decides.
 */
export async function openSequencer(options: SequencerOptions): Promise<Sequencer> {
  const { store, lock, signer, now, hasher = defaultHasher, cosign = unchanged } = options
  const { edge, checkpoint, published, stages, at } = await recover({ store, lock, signer, hasher })
  if (at !== null) requireOrder(at, now)
  const position = { edge, locked: checkpoint, published, stages, at: now }
  const sequencer = new SingleSequencer({ store, lock, signer, hasher, cosign }, position)
  await settleOrWait(sequencer)
  return sequencer
}

async function unchanged(checkpoint: SignedCheckpoint): Promise<SignedCheckpoint> {
  return await Promise.resolve(checkpoint)
}

/** Without its witnesses a log can still be read, as far as it was published. */
async function settleOrWait(sequencer: Sequencer): Promise<void> {
  try {
    await sequencer.settle()
  } catch (error) {
    if (!(error instanceof LogError) || error.code !== 'quorum-missing') throw error
  }
}

/** Where a log stands. */
interface Position {
  readonly edge: Edge
  /** as the lock has it, with the log's own signature alone */
  readonly locked: SignedCheckpoint
  /** as everybody sees it; behind `locked` only until it is settled */
  readonly published: SignedCheckpoint
  /** paths of stages that are still there, the newest last */
  readonly stages: readonly string[]
  readonly at: Instant
}

interface Attempt {
  readonly next: Position
  readonly resources: readonly Resource[]
}

type Parts = LogParts & { readonly hasher: Hasher; readonly cosign: Cosign }

class SingleSequencer implements Sequencer {
  readonly #parts: Parts
  /** What the lock holds and the store publishes, except while an append runs or after one failed. */
  #position: Position
  /** A failed append: nobody knows whether the lock was moved. */
  #unsettled: Attempt | null = null
  /** Stages of batches that came to nothing. Kept until the lock has moved on: a slow `replace` may still arrive. */
  #abandoned: readonly string[] = []
  #busy = false
  #stopped: LogError | null = null

  /** @param position of a log whose last checkpoint may not have been published, or not cosigned: the first call sees to it */
  constructor(parts: Parts, position: Position) {
    this.#parts = parts
    this.#position = position
    this.#unsettled = { next: position, resources: [] }
  }

  get checkpoint(): SignedCheckpoint {
    return this.#position.published
  }

  async append(
    entries: readonly Uint8Array[],
    now: Instant,
  ): Promise<{ readonly firstIndex: number; readonly checkpoint: SignedCheckpoint }> {
    requireEntries(entries)
    return await this.#alone(async () => {
      await this.#settle()
      requireOrder(this.#position.at, now)
      const firstIndex = this.#position.edge.tree.size
      await this.#sequence(entries, now)
      return { firstIndex, checkpoint: this.#position.published }
    })
  }

  async settle(): Promise<SignedCheckpoint> {
    return await this.#alone(async () => {
      await this.#settle()
      return this.#position.published
    })
  }

  async #alone<T>(run: () => Promise<T>): Promise<T> {
    if (this.#stopped !== null)
      throw new LogError('sequencer-stopped', undefined, { cause: this.#stopped })
    if (this.#busy) throw new LogError('append-busy')
    this.#busy = true
    try {
      return await run()
    } finally {
      this.#busy = false
    }
  }

  /**
   * The order is what makes a crash at any point harmless: before the lock moves, nothing has happened;
   * after it moved, the stage has all that is needed to write the rest.
   */
  async #sequence(entries: readonly Uint8Array[], now: Instant): Promise<void> {
    const { store, lock, signer, hasher } = this.#parts
    const { locked: from, edge: oldEdge, stages } = this.#position
    await this.#discardOldStages()
    const { edge, resources } = extend(oldEdge, entries, hasher)
    const { size } = edge.tree
    const checkpoint = signCheckpoint({ size, root: rootOf(edge.tree, hasher) }, signer)
    const stage = stagePath(checkpoint)
    const kept = [...stages.slice(-1), stage]
    const next = { edge, locked: checkpoint, published: checkpoint, stages: kept, at: now }
    // Not immutable: the same entries may be staged again, at a later time.
    this.#abandoned = [...this.#abandoned, stage]
    await store.write(stage, encodeStage({ from, entries, at: now }), { immutable: false })
    this.#unsettled = { next, resources }
    if (!(await lock.replace(from.note, checkpoint.note))) throw this.#stop()
    await this.#publish(this.#unsettled)
  }

  /** The newest stage stays: the next program starts by writing its batch again. */
  async #discardOldStages(): Promise<void> {
    for (const path of this.#position.stages.slice(0, -1)) await this.#parts.store.discard(path)
    this.#position = { ...this.#position, stages: this.#position.stages.slice(-1) }
  }

  /** What became of the append that failed is what the lock says. */
  async #settle(): Promise<void> {
    if (this.#unsettled === null) return
    const held = await this.#parts.lock.read()
    if (held === this.#unsettled.next.locked.note) await this.#publish(this.#unsettled)
    else if (held === this.#position.locked.note) this.#unsettled = null
    else throw this.#stop()
  }

  async #publish(attempt: Attempt): Promise<void> {
    const { locked, stages } = attempt.next
    // what is published at this size may have cosignatures already
    const base = attempt.next.published.size === locked.size ? attempt.next.published : locked
    const published = await publish(this.#parts, attempt.resources, base)
    const abandoned = this.#abandoned.filter((path) => !stages.includes(path))
    this.#position = { ...attempt.next, published, stages: [...abandoned, ...stages] }
    this.#abandoned = []
    this.#unsettled = null
  }

  #stop(): LogError {
    this.#stopped = new LogError('lock-lost')
    return this.#stopped
  }
}

function requireEntries(entries: readonly Uint8Array[]): void {
  if (entries.length === 0) throw new LogError('batch-empty')
  if (entries.length > maxBatchEntries) throw new LogError('batch-too-large', `${entries.length}`)
  const large = entries.find(({ length }) => length > maxEntryBytes)
  if (large !== undefined) throw new LogError('entry-too-large', `${large.length} bytes`)
}

/** The same second is in order. */
function requireOrder(earlier: Instant, now: Instant): void {
  if (secondsOf(now) < secondsOf(earlier))
    throw new LogError('time-backwards', `${now} after ${earlier}`)
}
