/**
 * Where a log keeps its files: a directory, an object store.
 *
 * Consistency: whoever wrote a path reads it back; other readers may see it later.
 * Durability: what was written is there after a power cut once `write` has returned.
 * A write that rejects may or may not have been saved; writing the same bytes again is always allowed.
 */
export interface LogStore {
  /** @returns null where nothing is at the path */
  read(path: string): Promise<Uint8Array | null>
  /**
   * Replaces the whole file at once: no reader ever sees a part.
   * @throws LogError `immutable-differs` where `immutable` is set and the path holds other bytes;
   *   `path-refused`; `store-failed` from the first failed durability call on
   */
  write(path: string, bytes: Uint8Array, options: WriteOptions): Promise<void>
  /** Takes a file away that nobody needs any more; it may come back after a power cut. Absent is fine. */
  discard(path: string): Promise<void>
}

export interface WriteOptions {
  /** The path will never hold other bytes. */
  readonly immutable: boolean
}

/**
 * The one text on which all copies of a log's program agree: its last signed checkpoint.
 * It lives apart from the `LogStore`, so that restoring an old backup of one is noticed with the help of the other.
 */
export interface CheckpointLock {
  /** The newest text, never a stale one. @returns null before the first `replace` */
  read(): Promise<string | null>
  /**
   * Atomic: sets `next` only where the text is still `old`, and is durable once it returns true.
   * @returns false where the text was another. A rejection means that nobody knows.
   */
  replace(old: string | null, next: string): Promise<boolean>
}

/** What a witness last cosigned: one signed note for each log's origin. */
export interface WitnessStore {
  /** The newest note, never a stale one. @returns null before the first `replace` */
  read(origin: string): Promise<string | null>
  /**
   * Atomic: sets `next` only where the note is still `old`, and is durable once it returns true.
   * @returns false where the note was another. A rejection means that nobody knows.
   */
  replace(origin: string, old: string | null, next: string): Promise<boolean>
}
