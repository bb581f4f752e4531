import { boxesIn, BoxError, nameAt, onlyBox, viewOf } from './box.ts'
import type { Box } from './box.ts'
import { readSamples } from './samples.ts'
import type { Sample } from './samples.ts'

/** One track of an MP4 file: what its boxes say, nothing checked beyond their form. */
export interface Track {
  readonly handler: string
  /** Units of time in a second. */
  readonly timescale: number
  /** Rotation and mirroring, nine words. */
  readonly matrix: readonly number[]
  /** As 16.16 fixed point. */
  readonly width: number
  readonly height: number
  readonly entry: Box
  readonly edits: readonly Edit[]
  readonly samples: readonly Sample[]
}

/** One line of an edit list: how long (in the movie's units), from where in the media (-1: nothing is shown). */
export interface Edit {
  readonly length: number
  readonly mediaTime: number
}

/**
 * The tracks of a movie box.
 *
 * @throws {BoxError | RangeError} where it is malformed
 */
export function readTracks(moov: Uint8Array): readonly Track[] {
  return boxesIn(moov)
    .filter(({ type }) => type === 'trak')
    .map(({ body }) => readTrack(boxesIn(body)))
}

/** Units of time in a second of the whole movie. */
export function movieTimescale(moov: Uint8Array): number {
  const view = viewOf(onlyBox(boxesIn(moov), 'mvhd').body)
  return view.getUint32(view.getUint8(0) === 1 ? 20 : 12)
}

function readTrack(trak: readonly Box[]): Track {
  const mdia = boxesIn(onlyBox(trak, 'mdia').body)
  const stbl = boxesIn(onlyBox(boxesIn(onlyBox(mdia, 'minf').body), 'stbl').body)
  const mdhd = viewOf(onlyBox(mdia, 'mdhd').body)
  return {
    handler: nameAt(onlyBox(mdia, 'hdlr').body, 8),
    timescale: mdhd.getUint32(mdhd.getUint8(0) === 1 ? 20 : 12),
    ...shapeOf(onlyBox(trak, 'tkhd').body),
    entry: sampleEntry(onlyBox(stbl, 'stsd').body),
    edits: trak.filter(({ type }) => type === 'edts').flatMap(({ body }) => editsIn(body)),
    samples: readSamples(stbl),
  }
}

function shapeOf(tkhd: Uint8Array): Pick<Track, 'matrix' | 'width' | 'height'> {
  const view = viewOf(tkhd)
  const at = view.getUint8(0) === 1 ? 52 : 40
  return {
    matrix: Array.from({ length: 9 }, (_, i) => view.getInt32(at + i * 4)),
    width: view.getUint32(at + 36),
    height: view.getUint32(at + 40),
  }
}

/** One kind of sample in a track; a track that changes its kind is none of ours. */
function sampleEntry(stsd: Uint8Array): Box {
  const [entry, ...others] = boxesIn(stsd.subarray(8))
  if (entry === undefined || others.length > 0) throw new BoxError('Not one sample entry')
  return entry
}

function editsIn(edts: Uint8Array): readonly Edit[] {
  const view = viewOf(onlyBox(boxesIn(edts), 'elst').body)
  const long = view.getUint8(0) === 1
  return Array.from({ length: view.getUint32(4) }, (_, i) => {
    const at = 8 + i * (long ? 20 : 12)
    return long
      ? { length: Number(view.getBigUint64(at)), mediaTime: Number(view.getBigInt64(at + 8)) }
      : { length: view.getUint32(at), mediaTime: view.getInt32(at + 4) }
  })
}
