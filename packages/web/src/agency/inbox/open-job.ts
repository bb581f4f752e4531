import type { Digest, FaultCode } from '@porchlight/core'

/** One clip to be fetched, opened and looked at, all in a worker. */
export interface OpenJob {
  /** Path of the sealed bytes on our own origin. */
  readonly path: string
  /** The request's own identity. */
  readonly identity: string
  /** What the manifest says of the clip. */
  readonly content: { readonly bytes: number; readonly sha256: Digest }
  /** SHA-256 of the sealed file, as the log commits to it. */
  readonly sealed: Digest
  readonly type: string
}

/** A clip in the clear, verified to its last byte. */
export interface OpenedClip {
  readonly clip: Blob
  /** One frame, small; null where this browser cannot decode the video. */
  readonly poster: Blob | null
}

export type OpenMessage =
  | { readonly kind: 'progress'; readonly bytes: number }
  | { readonly kind: 'opened'; readonly opened: OpenedClip }
  | { readonly kind: 'refused'; readonly code: FaultCode | 'offline' }
