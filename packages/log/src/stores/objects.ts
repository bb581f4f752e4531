import { equalBytes } from '../bytes.ts'
import { LogError } from '../error.ts'
import type { LogStore, WriteOptions } from '../store.ts'

/**
 * The little of an object store that a log needs. An S3 client satisfies it in a few lines: GetObject, PutObject (with
 * `If-None-Match: *` for `ifAbsent`), DeleteObject. What `put` has acknowledged is durable and is read back by everybody.
 */
export interface ObjectClient {
  /** @returns null where nothing is under the key */
  get(key: string): Promise<Uint8Array | null>
  /** Replaces the whole object. @returns false where `ifAbsent` is set and the key holds something: then nothing was changed */
  put(key: string, bytes: Uint8Array, options: { readonly ifAbsent: boolean }): Promise<boolean>
  /** Absent is fine. */
  delete(key: string): Promise<void>
}

/**
 * A log's files in an object store, under keys that begin with `prefix`: `logs/town/` puts the checkpoint at `logs/town/checkpoint`.
 * It can be read by a CDN as it is, but for `staging/`, which holds the batch before it is published.
 */
export function createObjectStore(client: ObjectClient, prefix = ''): LogStore {
  return new ObjectStore(client, prefix)
}

class ObjectStore implements LogStore {
  readonly #client: ObjectClient
  readonly #prefix: string

  constructor(client: ObjectClient, prefix: string) {
    this.#client = client
    this.#prefix = prefix
  }

  async read(path: string): Promise<Uint8Array | null> {
    return await this.#client.get(this.#key(path))
  }

  async write(path: string, bytes: Uint8Array, { immutable }: WriteOptions): Promise<void> {
    const key = this.#key(path)
    if (await this.#client.put(key, bytes, { ifAbsent: immutable })) return
    const held = await this.#client.get(key)
    // Absent again: somebody deletes what must never change.
    if (held === null || !equalBytes(held, bytes)) throw new LogError('immutable-differs', path)
  }

  async discard(path: string): Promise<void> {
    await this.#client.delete(this.#key(path))
  }

  #key(path: string): string {
    return this.#prefix + requirePath(path)
  }
}

/** Paths of a log and nothing else. @throws LogError `path-refused` */
function requirePath(path: string): string {
  if (/^[a-z0-9][a-z0-9.-]*(?:\/[a-z0-9][a-z0-9.-]*)*$/.test(path)) return path
  throw new LogError('path-refused', path)
}
