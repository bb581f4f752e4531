import type { Instant, Window } from '@porchlight/core'
import type { LocalId, ShownTime } from '@porchlight/owner'

import type { ClipSink } from '../recorders/recorders.ts'

/** A clip as the index knows it: nothing of its pictures. */
export interface IndexedClip {
  readonly id: LocalId
  readonly source: LocalId
  readonly camera: LocalId
  /** As its source calls camera and clip. */
  readonly cameraName: string
  readonly key: string
  readonly time: ShownTime
  /** True interval; widened by nothing. */
  readonly from: Instant
  readonly to: Instant
  readonly errorSeconds: number
  /** False where the clock was never measured and the error is assumed. */
  readonly measured: boolean
  readonly offsetSeconds: number | null
  readonly labels: readonly string[]
  readonly plates: readonly string[]
  readonly bytes: number | null
}

export interface Gap {
  readonly camera: LocalId
  readonly from: Instant
  readonly to: Instant
}

/** Which clips there are, by camera and true time. */
export interface Clips extends ClipSink {
  readonly get: (id: LocalId) => IndexedClip | null
  /** Those that may show something of a window, each once, the earliest first. */
  readonly overlapping: (
    cameras: readonly LocalId[],
    windows: readonly Window[],
  ) => readonly IndexedClip[]
  readonly gaps: (cameras: readonly LocalId[], windows: readonly Window[]) => readonly Gap[]
  /** Where two clips of one camera tell of the same time. */
  readonly overlaps: (cameras: readonly LocalId[], windows: readonly Window[]) => readonly Gap[]
  readonly newest: (camera: LocalId) => LocalId | null
  readonly countOf: (camera: LocalId) => { readonly clips: number; readonly newest: Instant | null }
}
