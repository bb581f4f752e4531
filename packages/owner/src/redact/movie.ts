import { concat, utf8 } from '@porchlight/core'

import { box, fullBox, longBoxHead, table, u16, u32, u64 } from './box-write.ts'
import { entryBytes, isVisual } from './sample-entry.ts'
import type { Described } from './sample-entry.ts'
import type { Series } from './samples.ts'

/** A track as a copy has it. */
export interface CleanTrack {
  readonly timescale: number
  readonly matrix: readonly number[]
  readonly width: number
  readonly height: number
  readonly entry: Described
  readonly samples: Series<CleanSample>
  /** Runs of samples that lie together. */
  readonly chunks: readonly Chunk[]
  /** Units at the beginning that decoders of sound need and nobody hears. */
  readonly priming: number
  /** Seconds of silence before the sound. */
  readonly delay: number
}

export interface CleanSample {
  readonly size: number
  readonly duration: number
  readonly shift: number
  readonly sync: boolean
}

export interface Chunk {
  readonly samples: number
  /** From the start of the media. */
  readonly offset: number
}

/** Everything before the media: the same for everybody but for what players need. */
export function movieHead(given: readonly CleanTrack[], mediaBytes: number): Uint8Array {
  const tracks = given.map((track) => ({ ...track, ...columnsOf(track.samples) }))
  const start = concat(fileType, longBoxHead('mdat', mediaBytes))
  // the place of the media does not change the length of what says it
  const before = start.length + movie(tracks, 0, mediaBytes).length
  return concat(fileType, movie(tracks, before, mediaBytes), longBoxHead('mdat', mediaBytes))
}

/** Units of track time in its samples. */
export function lengthOf(samples: Iterable<CleanSample>): number {
  let sum = 0
  for (const { duration } of samples) sum += duration
  return sum
}

/** What tables say of samples. */
interface Columns {
  /** Of all, in units of the track. */
  readonly units: number
  /** How many, how long, and so on. */
  readonly durations: readonly number[]
  /** From decoding to showing, in the same way, so that the first picture is shown at zero. */
  readonly shifts: readonly number[]
  /** Numbers of those with which playing can begin, from 1. */
  readonly syncs: readonly number[]
  readonly sizes: Uint32Array
}

interface Columned extends CleanTrack, Columns {}

function columnsOf(samples: Series<CleanSample>): Columns {
  const [durations, shifts, syncs]: [number[], number[], number[]] = [[], [], []]
  const sizes = new Uint32Array(samples.length)
  let [at, units, first] = [0, 0, Infinity]
  for (const { size, duration, shift, sync } of samples) {
    sizes[at] = size
    at += 1
    if (sync) syncs.push(at)
    addTo(durations, duration)
    addTo(shifts, shift)
    first = Math.min(first, units + shift)
    units += duration
  }
  const fromFirst = shifts.map((word, column) => (column % 2 === 0 ? word : word - first))
  return { units, durations, shifts: fromFirst, syncs, sizes }
}

/** One more value, to equal ones one after another: how many, which, and so on. */
function addTo(runs: number[], value: number): void {
  const count = runs[runs.length - 2]
  if (count === undefined || runs.at(-1) !== value) runs.push(1, value)
  else runs[runs.length - 2] = count + 1
}

const fileType = box('ftyp', utf8('isom'), 0x200, utf8('isomiso2mp41'))

/** Milliseconds would round; this divides by every usual frame rate. */
const movieUnits = 90_000

const plainMatrix = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000] as const

function movie(tracks: readonly Columned[], mediaAt: number, mediaBytes: number): Uint8Array {
  const length = Math.max(...tracks.map(movieLength))
  const wide = mediaAt + mediaBytes >= 2 ** 32
  return box(
    'moov',
    // version 1 for 64-bit lengths; created and changed at no time
    fullBox(
      'mvhd',
      versionOne,
      u64(0),
      u64(0),
      movieUnits,
      u64(length),
      ...movieRest,
      tracks.length + 1,
    ),
    ...tracks.map((track, at) => trackBox(track, at + 1, { mediaAt, wide })),
  )
}

const versionOne = 0x0100_0000

/** Normal speed and volume, reserved fields, no rotation, "pre_defined". */
const movieRest = [0x1_0000, u16(0x100), new Uint8Array(10), words(plainMatrix), new Uint8Array(24)]

interface Place {
  readonly mediaAt: number
  readonly wide: boolean
}

function trackBox(track: Columned, id: number, place: Place): Uint8Array {
  const visual = isVisual(track.entry.codec)
  return box(
    'trak',
    fullBox(
      'tkhd',
      versionOne | 3,
      u64(0),
      u64(0),
      id,
      0,
      u64(movieLength(track)),
      new Uint8Array(12),
      u16(visual ? 0 : 0x100),
      u16(0),
      words(track.matrix),
      track.width,
      track.height,
    ),
    ...editBox(track),
    box(
      'mdia',
      fullBox('mdhd', versionOne, u64(0), u64(0), track.timescale, u64(track.units), undetermined),
      fullBox('hdlr', 0, 0, utf8(visual ? 'vide' : 'soun'), 0, 0, 0, Uint8Array.of(0)),
      box(
        'minf',
        visual ? fullBox('vmhd', 1, 0, 0) : fullBox('smhd', 0, 0),
        box('dinf', fullBox('dref', 0, 1, fullBox('url ', 1))),
        box('stbl', ...tablesOf(track, place)),
      ),
    ),
  )
}

/** The language `und`, in three times five bits. */
const undetermined = 0x55c4_0000

function tablesOf(
  { entry, chunks, durations, shifts, syncs, sizes }: Columned,
  { mediaAt, wide }: Place,
): readonly Uint8Array[] {
  const offsets = chunks.map(({ offset }) => mediaAt + offset)
  return [
    fullBox('stsd', 0, 1, entryBytes(entry)),
    fullBox('stts', 0, table(durations, 2)),
    ...(shifts.some((shift, column) => column % 2 === 1 && shift !== 0)
      ? [fullBox('ctts', versionOne, table(shifts, 2))]
      : []),
    ...(syncs.length === sizes.length ? [] : [fullBox('stss', 0, table(syncs))]),
    fullBox(
      'stsc',
      0,
      table(
        chunks.flatMap((chunk, at) => [at + 1, chunk.samples, 1]),
        3,
      ),
    ),
    fullBox('stsz', 0, 0, table(sizes)),
    wide
      ? fullBox('co64', 0, table(offsets.flatMap(twoWords), 2))
      : fullBox('stco', 0, table(offsets)),
  ]
}

/** Silence before, and decoder priming passed over: of sound only, and never a cut. */
function editBox({ priming, delay, units, timescale }: Columned): readonly Uint8Array[] {
  const silence = Math.round(delay * movieUnits)
  if (priming === 0 && silence === 0) return []
  const heard = Math.round(((units - priming) / timescale) * movieUnits)
  const normalSpeed = 0x1_0000
  const rows = [...(silence === 0 ? [] : [silence, -1, normalSpeed]), heard, priming, normalSpeed]
  return [box('edts', fullBox('elst', 0, table(rows, 3)))]
}

/** What a track lasts in the movie's units, its edits counted in. */
function movieLength({ units, timescale, priming, delay }: Columned): number {
  const heard = Math.round(((units - priming) / timescale) * movieUnits)
  return Math.round(delay * movieUnits) + heard
}

function twoWords(value: number): readonly number[] {
  return [Math.floor(value / 2 ** 32), value % 2 ** 32]
}

function words(values: readonly number[]): Uint8Array {
  return concat(...values.map(u32))
}
