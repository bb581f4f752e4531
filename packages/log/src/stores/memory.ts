import { equalBytes } from '../bytes.ts'
import { LogError } from '../error.ts'
import type { CheckpointLock, LogStore } from '../store.ts'

/** A store that lasts as long as the program; for tests and for logs received whole. */
export interface MemoryStore extends LogStore {
  /** The files; whoever holds this map may change them. */
  readonly files: Map<string, Uint8Array>
}

export function createMemoryStore(): MemoryStore {
  const files = new Map<string, Uint8Array>()
  return {
    files,
    read: async (path) => await Promise.resolve(files.get(path)?.slice() ?? null),
    async write(path, bytes, { immutable }): Promise<void> {
      const held = files.get(path)
      if (immutable && held !== undefined && !equalBytes(held, bytes))
        throw new LogError('immutable-differs', path)
      files.set(path, bytes.slice())
      await Promise.resolve()
    },
    async discard(path): Promise<void> {
      files.delete(path)
      await Promise.resolve()
    },
  }
}

export function createMemoryLock(text: string | null = null): CheckpointLock {
  let held = text
  return {
    read: async () => await Promise.resolve(held),
    async replace(old, next): Promise<boolean> {
      const moved = held === old
      if (moved) held = next
      return await Promise.resolve(moved)
    },
  }
}
