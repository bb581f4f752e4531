/**
 * A sealed file to be uploaded, read in slices and possibly more than once. A browser's Blob and
 * File are sources as they are; Node's is `openSource` in `@porchlight/owner/node`.
 */
export interface SealedSource {
  /** Bytes. */
  readonly size: number
  readonly slice: (from: number, to: number) => Blob | Promise<Uint8Array<ArrayBuffer>>
}

/** A small file that is in memory: the sealed manifest. */
export function memorySource(bytes: Uint8Array): SealedSource {
  return { size: bytes.length, slice: async (from, to) => bytes.slice(from, to) }
}
