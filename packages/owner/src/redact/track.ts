import { boxesIn, BoxError, nameAt, onlyBox, viewOf } from './box.ts'
import type { Box } from './box.ts'
import { checkRoom, readSamples } from './samples.ts'
import type { Sample, Series } from './samples.ts'
import { long, tableOf } from './table.ts'

/** What the boxes of a track say of it, nothing checked beyond their form. Its tables are not read. */
export interface TrackHead {
  readonly handler: string
  /** Units of time in a second. */
  readonly timescale: number
  /** Rotation and mirroring, nine words. */
  readonly matrix: readonly number[]
  /** As 16.16 fixed point. */
  readonly width: number
  readonly height: number
  readonly entry: Box
  readonly tables: readonly Box[]
}

/** One track of an MP4 file. */
export interface Track extends TrackHead {
  readonly edits: readonly Edit[]
  readonly samples: Series<Sample>
}

/** One line of an edit list: how long (in the movie's units), from where in the media (-1: nothing is shown). */
export interface Edit {
  readonly length: number
  readonly mediaTime: number
}

/** Cameras write up to a dozen, studios one for each microphone. */
const maxTracks = 100

/**
 * What the tracks of a movie box are.
 *
 * @throws {BoxError | RangeError} where it is malformed
 */
export function readTrackHeads(moov: Uint8Array): readonly TrackHead[] {
  return traksIn(moov).map(readHead)
}

/**
 * The tracks of a movie box, with their samples.
 *
 * @param fileBytes of the whole file, in which the samples lie
 * @throws {BoxError | RangeError} where it is malformed, or claims more than the file can hold
 */
export function readTracks(moov: Uint8Array, fileBytes: number): readonly Track[] {
  const tracks = traksIn(moov).map((trak) => ({ ...readHead(trak), edits: editsOf(trak) }))
  checkRoom(
    tracks.map(({ tables }) => tables),
    fileBytes,
  )
  return tracks.map((track) => ({ ...track, samples: readSamples(track.tables) }))
}

/** Units of time in a second of the whole movie. */
export function movieTimescale(moov: Uint8Array): number {
  const view = viewOf(onlyBox(boxesIn(moov), 'mvhd').body)
  return view.getUint32(view.getUint8(0) === 1 ? 20 : 12)
}

function traksIn(moov: Uint8Array): readonly (readonly Box[])[] {
  const traks = boxesIn(moov).filter(({ type }) => type === 'trak')
  if (traks.length > maxTracks) throw new BoxError('More tracks than any file has')
  return traks.map(({ body }) => boxesIn(body))
}

function readHead(trak: readonly Box[]): TrackHead {
  const mdia = boxesIn(onlyBox(trak, 'mdia').body)
  const stbl = boxesIn(onlyBox(boxesIn(onlyBox(mdia, 'minf').body), 'stbl').body)
  const mdhd = viewOf(onlyBox(mdia, 'mdhd').body)
  return {
    handler: nameAt(onlyBox(mdia, 'hdlr').body, 8),
    timescale: mdhd.getUint32(mdhd.getUint8(0) === 1 ? 20 : 12),
    ...shapeOf(onlyBox(trak, 'tkhd').body),
    entry: sampleEntry(onlyBox(stbl, 'stsd').body),
    tables: stbl,
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

function editsOf(trak: readonly Box[]): readonly Edit[] {
  return trak.filter(({ type }) => type === 'edts').flatMap(({ body }) => editsIn(body))
}

function editsIn(edts: Uint8Array): readonly Edit[] {
  const { body } = onlyBox(boxesIn(edts), 'elst')
  const wide = viewOf(body).getUint8(0) === 1
  const { count, word } = tableOf(body, wide ? 5 : 3)
  return Array.from({ length: count }, (_, line) =>
    wide
      ? {
          length: long(word(line, 0), word(line, 1)),
          mediaTime: long(word(line, 2) | 0, word(line, 3)),
        }
      : { length: word(line, 0), mediaTime: word(line, 1) | 0 },
  )
}
