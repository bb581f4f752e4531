import { bytesOfText } from './bytes.ts'
import type { Resource } from './edge.ts'
import type { LogStore } from './store.ts'
import { checkpointPath } from './tile.ts'

/**
 * Writes the files of a tree, and only when all are durable the checkpoint that promises them.
 * The lock holds this tree already, so doing it again is harmless.
 */
export async function publish(
  store: LogStore,
  resources: readonly Resource[],
  { note }: { readonly note: string },
): Promise<void> {
  const writes = resources.map(
    async ({ path, bytes }) => await store.write(path, bytes, { immutable: true }),
  )
  // All are awaited even where one fails: no write of a failed attempt is left running.
  const outcomes = await Promise.allSettled(writes)
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
  await store.write(checkpointPath, bytesOfText(note), { immutable: false })
}
