import { arrange } from './arrange.ts'
import type { Kept } from './arrange.ts'
import { readAvcConfig, repeats } from './avc-config.ts'
import { BoxError, topBoxes } from './box.ts'
import { readAhead } from './byte-file.ts'
import type { ByteFile } from './byte-file.ts'
import { inStep } from './in-step.ts'
import type { Timed } from './in-step.ts'
import { movieHead } from './movie.ts'
import { isParameterSet, isSlice, unitsIn } from './nal.ts'
import type { Unit } from './nal.ts'
import { avcConfigOf, readEntry } from './sample-entry.ts'
import type { Described } from './sample-entry.ts'
import type { Sample } from './samples.ts'
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
  for (const { track, first, end } of order) {
    for (const sample of track.samples.slice(first, end)) yield* keptOf(sample, track, media)
  }
}

async function tracksOf(source: ByteFile): Promise<readonly Timed[]> {
  const [moov, ...others] = (await topBoxes(source)).filter(({ type }) => type === 'moov')
  if (moov === undefined || others.length > 0) throw new BoxError('Not one movie')
  const body = await source.read(moov.body, moov.to)
  const tracks = readTracks(body)
  const [picture, ...pictures] = tracks.filter(({ handler }) => handler === 'vide')
  const sounds = tracks.filter(({ handler }) => handler === 'soun')
  if (picture === undefined || pictures.length > 0 || sounds.length > 1 || tracks.length > 2)
    throw new BoxError('Not one picture and its sound')
  return inStep(picture, sounds, movieTimescale(body))
}

interface CleanedTrack extends Timed {
  readonly entry: Described
  readonly samples: readonly Kept[]
  /** The units of a sample that are kept; null for codecs that have none, of which all is kept. */
  readonly unitsOf: ((sample: Uint8Array) => readonly Unit[]) | null
}

async function cleaned(track: Timed, source: ByteFile): Promise<CleanedTrack> {
  const entry = readEntry(track.box)
  const unitsOf = unitsFor(entry)
  const media = readAhead(source)
  const samples: Kept[] = []
  for (const sample of track.samples) {
    const size = unitsOf === null ? sample.size : await keptBytes(sample, unitsOf, media)
    samples.push({ ...sample, size, stored: sample.size })
  }
  return { ...track, entry, samples, unitsOf }
}

/** Slices; and parameter sets that the description does not have, which the proof then refuses. */
function unitsFor(entry: Described): CleanedTrack['unitsOf'] {
  const config = avcConfigOf(entry)
  if (config === null) return null
  const { lengthBytes } = readAvcConfig(config)
  return (sample) =>
    unitsIn(sample, lengthBytes).filter(
      (unit) => isSlice(unit) || (isParameterSet(unit) && !repeats(config, unit.body)),
    )
}

async function keptBytes(
  { offset, size }: Sample,
  unitsOf: NonNullable<CleanedTrack['unitsOf']>,
  media: ByteFile,
): Promise<number> {
  const whole = await media.read(offset, offset + size)
  return unitsOf(whole).reduce((sum, { bytes }) => sum + bytes.length, 0)
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
