import type { ClockReading, ShownTime } from '@porchlight/owner'

import type { Unwatched } from './folder-watch.ts'

/** A camera as its recorder names it. */
export interface SourceCamera {
  /** Unique within the source; what the recorder calls it. */
  readonly name: string
}

/** One recorded file, or one stretch that the recorder gives as a file. Its pictures are not read to find it. */
export interface FoundClip {
  /** Of the camera, as in {@link SourceCamera}. */
  readonly camera: string
  /** Unique within the source, and the same each time it is found: a path below the folder, `camera/start`, an event's number. */
  readonly key: string
  readonly time: ShownTime
  readonly bytes: number | null
  /** What the recorder itself saw in it: `person`, `car`, `motion`; plates that it read. */
  readonly labels: readonly string[]
  readonly plates: readonly string[]
}

/** An original as a file of this machine, only to be read. Disposed of when done: a fetched one is then deleted. */
export interface OpenedOriginal extends AsyncDisposable {
  readonly path: string
  /** What the owner would call it: kept in the receipt, never sent. */
  readonly fileName: string
  /** When its first picture was taken, where opening told better than the listing; else as listed. */
  readonly time: ShownTime
}

/** UTC instants in milliseconds since 1970. */
interface Interval {
  readonly from: number
  readonly to: number
}

/** A clock as it was just read; the offset is worked out from it. Null where this source has none to read. */
type ReadClock = (signal: AbortSignal) => Promise<ClockReading | null>

/** A recorder or a folder. It is only ever read; nothing of the request is told to it. */
export interface Source extends Partial<Watched> {
  cameras: (signal: AbortSignal) => Promise<readonly SourceCamera[]>
  /** Every clip that may overlap the interval by the recorder's own clock, generously; null for all there is. */
  clips: (interval: Interval | null, signal: AbortSignal) => AsyncIterable<FoundClip>
  /** @throws {SourceFault} `gone`, `unreachable`, `refused` */
  open: (
    clip: Pick<FoundClip, 'camera' | 'key' | 'time'>,
    signal: AbortSignal,
  ) => Promise<OpenedOriginal>
  readonly readClock: ReadClock
  /** Files whose names nobody understands, by the last look; one as an example. */
  readonly unknown?: { readonly count: number; readonly example: string | null }
  /** How many of its recordings a database of the recorder tells of; null where there is none. */
  readonly films?: number | null
}

/** What has changed at a source since it was looked at. */
export interface Changes {
  /** New, or otherwise than before; finished. */
  readonly found: readonly FoundClip[]
  readonly gone: readonly Pick<FoundClip, 'camera' | 'key'>[]
  /** What they tell of the recorder's clock. */
  readonly clock: ClockReading | null
  /** More than can be told has changed: the next look is due at once. */
  readonly lost: boolean
}

/** Who is told of changes. */
export interface Hears {
  /** From now on nothing is missed. */
  readonly ready: () => void
  readonly changed: (changes: Changes) => void
}

/** Tells of changes within seconds, where a source can. */
export interface Watched {
  /** @returns why it cannot; while it can it does not return, and when it is stopped it rejects */
  watch: (hears: Hears, signal: AbortSignal) => Promise<Unwatched>
}

/** What goes wrong between hub and recorder; shown to the owner with what to do. */
export const sourceFaults = {
  unreachable: 'The recorder does not answer',
  refused: 'The recorder does not accept this name and password',
  'too-mighty': 'This user may change the recorder; give the hub one that may only look',
  'no-api': 'This user may not use the interface of the recorder; allow it there',
  'other-zone': 'The recorder names a time zone in which its times cannot be',
  certificate: 'The recorder shows another certificate than before',
  'not-one': 'This does not answer as such a recorder does',
  gone: 'The recording is no longer there',
  'no-folder': 'There is no such folder, or it may not be read',
  'tool-missing': 'A program that this needs is not installed',
} as const

export class SourceFault extends Error {
  override readonly name = 'SourceFault'
  readonly code: keyof typeof sourceFaults

  constructor(code: keyof typeof sourceFaults, options?: ErrorOptions) {
    super(sourceFaults[code], options)
    this.code = code
  }
}
