import { arrange } from './arrange.ts'
import type { Kept } from './arrange.ts'
import { readAvcConfig, repeats } from './avc-config.ts'
import { BoxError, maxHeadBytes, topBoxes } from './box.ts'
import type { Extent } from './box.ts'
import { readAhead } from './byte-file.ts'
import type { ByteFile } from './byte-file.ts'
import { inStep } from './in-step.ts'
import type { Timed } from './in-step.ts'
import { movieHead } from './movie.ts'
import { isParameterSet, isSlice, unitsIn } from './nal.ts'
import type { Unit } from './nal.ts'
import { avcConfigOf, readEntry } from './sample-entry.ts'
import type { Described } from './sample-entry.ts'
import type { Sample, Series } from './samples.ts'
import { movieTimescale, readTracks } from './track.ts'

/**
 * Rebuilds an MP4 file from its samples: picture, sound, their times, and nothing else that the file
 * said. What an encoder or a muxer left between the pictures is left out too. The file must be one
 * that this machine has just encoded: foreign tracks are refused, not cleaned.
 *
 * @yields the new file in order, in pieces that stay as they are
 * @throws {BoxError | RangeError} where it is no MP4 file with one track of picture and at most one of sound
 */
export async function* stripMp4(source: ByteFile): AsyncGenerator<Uint8Array, void, undefined> {
  const tracks: CleanedTrack[] = []
  for (const track of await tracksOf(source)) tracks.push(await cleaned(track, source))
  const { order, chunks, bytes } = arrange(tracks)
  yield movieHead(
    tracks.map((track, at) => ({ ...track, chunks: chunks[at] ?? [] })),
    bytes,
  )
  const media = readAhead(source)
  const rest = new Map(tracks.map((track) => [track, track.samples[Symbol.iterator]()]))
  for (const { track, samples } of order) {
    for (let left = samples; left > 0; left -= 1) {
      const sample = rest.get(track)?.next()
      if (sample?.done === false) yield* keptOf(sample.value, track, media)
    }
  }
}

async function tracksOf(source: ByteFile): Promise<readonly Timed[]> {
  const moov = await movieOf(source)
  const body = await source.read(moov.body, moov.to)
  const tracks = readTracks(body, source.size)
  const [picture, ...pictures] = tracks.filter(({ handler }) => handler === 'vide')
  const sounds = tracks.filter(({ handler }) => handler === 'soun')
  if (picture === undefined || pictures.length > 0 || sounds.length > 1 || tracks.length > 2)
    throw new BoxError('Not one picture and its sound')
  return inStep(picture, sounds, movieTimescale(body))
}

async function movieOf(source: ByteFile): Promise<Extent> {
  let found: Extent | null = null
  for await (const extent of topBoxes(source)) {
    if (extent.type !== 'moov') continue
    if (found !== null) throw new BoxError('Not one movie')
    found = extent
  }
  if (found === null || found.to - found.body > maxHeadBytes) throw new BoxError('Not one movie')
  return found
}

interface CleanedTrack extends Timed {
  readonly entry: Described
  readonly samples: Series<Kept>
  /** The units of a sample that are kept; null for codecs that have none, of which all is kept. */
  readonly unitsOf: ((sample: Uint8Array) => Iterable<Unit>) | null
}

async function cleaned(track: Timed, source: ByteFile): Promise<CleanedTrack> {
  const entry = readEntry(track.box)
  const unitsOf = unitsFor(entry)
  const media = readAhead(source)
  const sizes = new Uint32Array(track.samples.length)
  let [at, end] = [0, 0]
  for (const sample of track.samples) {
    // as encoders write: out of order, each of them would read a window of the file
    if (sample.offset < end) throw new BoxError('Samples out of order')
    end = sample.offset + sample.size
    if (end > source.size) throw new BoxError('A sample outside the file')
    sizes[at] = unitsOf === null ? sample.size : await keptBytes(sample, unitsOf, media)
    at += 1
  }
  return { ...track, entry, samples: resized(track.samples, sizes), unitsOf }
}

function resized(samples: Series<Sample>, sizes: Uint32Array): Series<Kept> {
  return {
    length: samples.length,
    *[Symbol.iterator]() {
      let at = 0
      for (const { offset, size: stored, duration, shift, sync } of samples) {
        yield { offset, size: sizes[at] ?? 0, stored, duration, shift, sync }
        at += 1
      }
    },
  }
}

/** Slices; and parameter sets that the description does not have, which the proof then refuses. */
function unitsFor(entry: Described): CleanedTrack['unitsOf'] {
  const body = avcConfigOf(entry)
  if (body === null) return null
  const config = readAvcConfig(body)
  return function* keptIn(sample) {
    for (const unit of unitsIn(sample, config.lengthBytes))
      if (isSlice(unit) || (isParameterSet(unit) && !repeats(config, unit.body))) yield unit
  }
}

async function keptBytes(
  { offset, size }: Sample,
  unitsOf: NonNullable<CleanedTrack['unitsOf']>,
  media: ByteFile,
): Promise<number> {
  let kept = 0
  for (const { bytes } of unitsOf(await media.read(offset, offset + size))) kept += bytes.length
  return kept
}

async function* keptOf(
  { offset, size, stored }: Kept,
  { unitsOf }: CleanedTrack,
  media: ByteFile,
): AsyncGenerator<Uint8Array, void, undefined> {
  const whole = await media.read(offset, offset + stored)
  if (unitsOf === null || size === stored) yield whole
  else for (const unit of unitsOf(whole)) yield unit.bytes
}
