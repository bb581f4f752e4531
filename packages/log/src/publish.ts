import { bytesOfText } from './bytes.ts'
import type { SignedCheckpoint } from './checkpoint.ts'
import type { Resource } from './edge.ts'
import type { LogStore } from './store.ts'
import { checkpointPath } from './tile.ts'

/** @returns the same checkpoint, its note with more signatures */
export type Cosign = (checkpoint: SignedCheckpoint) => Promise<SignedCheckpoint>

/**
 * Writes the files of a tree; when all are durable has its checkpoint cosigned, and only then writes the checkpoint that promises them.
 * The lock holds this tree already, so doing it again is harmless.
 * @returns the checkpoint as it was published
 */
export async function publish(
  { store, cosign }: { readonly store: LogStore; readonly cosign: Cosign },
  resources: readonly Resource[],
  checkpoint: SignedCheckpoint,
): Promise<SignedCheckpoint> {
  await writeAll(store, resources)
  const cosigned = await cosign(checkpoint)
  await store.write(checkpointPath, bytesOfText(cosigned.note), { immutable: false })
  return cosigned
}

/** @throws what the first write that failed has thrown, after all have ended */
export async function writeAll(store: LogStore, resources: readonly Resource[]): Promise<void> {
  const writes = resources.map(
    async ({ path, bytes }) => await store.write(path, bytes, { immutable: true }),
  )
  // All are awaited even where one fails: no write of a failed attempt is left running.
  const outcomes = await Promise.allSettled(writes)
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
}
