import type { CopyFacts, CopyFault, DrawnBox } from '@porchlight/owner'

/** What the screen asks of the worker that makes copies. */
export interface CopyJob {
  /** The untouched original; only read. */
  readonly file: File
  /** Seconds of the original; null for all of it. */
  readonly cut: { readonly from: number; readonly to: number } | null
  readonly sound: boolean
  /** What is covered, by the owner's hand. */
  readonly boxes: readonly DrawnBox[]
  /** Where the copy is kept, on this device. */
  readonly folder: string
  readonly name: string
}

/** Why there is no copy. */
export type CopyTrouble =
  /** No video, or one whose codec this browser does not decode. */
  | 'cannot-decode'
  /** Nothing lies between start and end. */
  | 'cut-outside'
  /** This device has no room for it. */
  | 'no-room'
  /** It was made, and the check found something in it that must not leave. */
  | 'not-clean'
  | 'failed'

export type CopyReport =
  | { readonly kind: 'progress'; readonly part: number }
  | { readonly kind: 'made'; readonly facts: CopyFacts }
  | {
      readonly kind: 'trouble'
      readonly trouble: CopyTrouble
      /** What the check found. */
      readonly found: CopyFault | 'too-long' | null
    }
