import { equalBytes, textOfBytes } from './bytes.ts'
import { openCheckpoint, type Checkpoint, type SignedCheckpoint } from './checkpoint.ts'
import { createVerifier } from './ed25519.ts'
import { extend, readEdge, type Edge } from './edge.ts'
import { LogError } from './error.ts'
import type { Hasher } from './hash.ts'
import type { Instant } from './instant.ts'
import type { Signer, Verifier } from './note.ts'
import { writeAll } from './publish.ts'
import { createReader } from './read.ts'
import { decodeStage, stagePath, type Stage } from './stage.ts'
import type { CheckpointLock, LogStore } from './store.ts'
import { checkpointPath } from './tile.ts'
import { rootOf } from './tree.ts'

interface Recovery {
  readonly store: LogStore
  readonly lock: CheckpointLock
  readonly signer: Signer
  readonly hasher: Hasher
}

export interface Recovered {
  readonly edge: Edge
  /** the lock's; the tiles of its tree are in the store */
  readonly checkpoint: SignedCheckpoint
  /** the store's: the same tree, perhaps with cosignatures, or the one before */
  readonly published: SignedCheckpoint
  /** paths of the stages known to be in the store, the newest last */
  readonly stages: readonly string[]
  /** the instant of the last batch; null where its stage is gone */
  readonly at: Instant | null
}

/**
 * Brings the store to where the lock is. The last batch is written again even where it was published:
 * the last program may have ended on a failed fsync, after which what can be read need not be on the disk.
 */
export async function recover({ store, lock, signer, hasher }: Recovery): Promise<Recovered> {
  const log = createVerifier(signer.publicKey)
  const published = await readPublished(store, log)
  const held = await lock.read()
  if (held === null) throw new LogError(published === null ? 'log-absent' : 'lock-behind')
  const checkpoint = held === published?.note ? published : openCheckpoint(held, log)
  requireNotBehind(checkpoint, published)
  const stage = await store.read(stagePath(checkpoint))
  if (stage !== null) {
    const state = { checkpoint, published, stage: decodeStage(stage) }
    return await replay({ store, hasher, state })
  }
  if (published !== null && published.size < checkpoint.size)
    throw new LogError('stage-missing', stagePath(checkpoint))
  const edge = await readEdge(createReader({ store, checkpoint, hasher }), checkpoint.size)
  return { edge, checkpoint, published: published ?? checkpoint, stages: [], at: null }
}

/** null before the first publication. */
async function readPublished(store: LogStore, log: Verifier): Promise<SignedCheckpoint | null> {
  const bytes = await store.read(checkpointPath)
  if (bytes === null) return null
  const note = textOfBytes(bytes)
  if (note === null) throw new LogError('note-malformed', checkpointPath)
  return openCheckpoint(note, log)
}

/** The lock moves first, so it can be ahead of the store, by one batch, and never behind. */
function requireNotBehind(locked: Checkpoint, published: Checkpoint | null): void {
  if (published === null) {
    // Only the empty log is in the lock before it was ever published.
    if (locked.size > 0) throw new LogError('checkpoint-missing')
    return
  }
  const sizes = `${locked.size} in the lock, ${published.size} published`
  if (locked.size < published.size) throw new LogError('lock-behind', sizes)
  if (locked.size === published.size && !equalBytes(locked.root, published.root))
    throw new LogError('lock-forked', sizes)
}

async function replay({
  store,
  hasher,
  state: { checkpoint, published, stage },
}: Pick<Recovery, 'store' | 'hasher'> & {
  state: { checkpoint: SignedCheckpoint; published: SignedCheckpoint | null; stage: Stage }
}): Promise<Recovered> {
  const { from, entries, at } = stage
  const behind = published !== null && published.size < checkpoint.size
  if (behind && !sameTree(published, from)) throw new LogError('stage-wrong', 'its beginning')
  const reader = createReader({ store, checkpoint: from, hasher })
  const { edge, resources } = extend(await readEdge(reader, from.size), entries, hasher)
  const reached = { size: edge.tree.size, root: rootOf(edge.tree, hasher) }
  if (!sameTree(reached, checkpoint)) throw new LogError('stage-wrong', 'its end')
  await writeAll(store, resources)
  const stages = [stagePath(from), stagePath(checkpoint)]
  return { edge, checkpoint, published: published ?? checkpoint, stages, at }
}

function sameTree(
  a: Pick<Checkpoint, 'size' | 'root'>,
  b: Pick<Checkpoint, 'size' | 'root'>,
): boolean {
  return a.size === b.size && equalBytes(a.root, b.root)
}
