/** A file that can be read anywhere: a browser's Blob through {@link blobFile}, or bytes in memory. */
export interface ByteFile {
  /** Bytes. */
  readonly size: number
  /** The bytes from `from` up to `to`, which both lie inside; not to be changed. */
  readonly read: (from: number, to: number) => Promise<Uint8Array>
}

export function blobFile(blob: Blob): ByteFile {
  return {
    size: blob.size,
    read: async (from, to) => new Uint8Array(await blob.slice(from, to).arrayBuffer()),
  }
}

export function memoryFile(bytes: Uint8Array): ByteFile {
  return {
    size: bytes.length,
    read: async (from, to) => await Promise.resolve(bytes.subarray(from, to)),
  }
}

/** Large enough that a read costs little beside its bytes, small enough for a phone. */
const windowBytes = 4 * 1024 ** 2

/** The same file, read in windows: for many small reads that go forward. */
export function readAhead(file: ByteFile, window = windowBytes): ByteFile {
  let start = 0
  let held: Uint8Array = new Uint8Array()
  return {
    size: file.size,
    async read(from, to) {
      if (from < start || to > start + held.length) {
        held = await file.read(from, Math.min(file.size, Math.max(to, from + window)))
        start = from
      }
      return held.subarray(from - start, to - start)
    },
  }
}

/**
 * The same file, for a reader whom the file itself tells where to read: nothing outside it, and in all no more than
 * it has. Beyond that there is a RangeError.
 */
export function readOnce(file: ByteFile): ByteFile {
  let left = file.size
  return {
    size: file.size,
    async read(from, to) {
      left -= to - from
      if (to > file.size || left < 0) throw new RangeError('More to read than the file has')
      return await file.read(from, to)
    },
  }
}
