import type { Box } from './box.ts'
import { behind } from './samples.ts'
import type { Sample, Series } from './samples.ts'
import type { Edit, Track } from './track.ts'

/** A track with the times that a copy keeps. */
export interface Timed {
  readonly timescale: number
  readonly matrix: readonly number[]
  readonly width: number
  readonly height: number
  /** Its sample entry. */
  readonly box: Box
  readonly samples: Series<Sample>
  readonly priming: number
  readonly delay: number
}

/** The longest run of sound that a decoder needs before it is heard: 2,112 samples of AAC at 22.05 kHz. */
export const maxPrimingSeconds = 0.1

/**
 * Puts the sound in step with the picture, which begins at zero: sound from before the first picture
 * is left out of the file, not hidden behind an edit list.
 */
export function inStep(
  picture: Track,
  sounds: readonly Track[],
  movieUnits: number,
): readonly Timed[] {
  const begin = startOf(picture, movieUnits)
  return [
    { ...picture, box: picture.entry, priming: 0, delay: 0 },
    ...sounds.map((sound) => timedSound(sound, startOf(sound, movieUnits) - begin)),
  ]
}

/** When the first sample of a track would be shown if nothing were passed over, in seconds of the movie. */
function startOf({ edits, timescale, samples }: Track, movieUnits: number): number {
  const wait = edits.filter(isSilence).reduce((sum, { length }) => sum + length, 0)
  const passed = edits.find((edit) => !isSilence(edit))?.mediaTime ?? 0
  const [first] = samples
  return wait / movieUnits - (passed - (first?.shift ?? 0)) / timescale
}

/** "If this field is set to –1, it is an empty edit" (section 8.6.6). */
function isSilence({ mediaTime }: Edit): boolean {
  return mediaTime === -1
}

function timedSound(sound: Track, start: number): Timed {
  const early = Math.max(0, Math.round(-start * sound.timescale))
  const { samples, left } = withoutFirst(sound.samples, early, maxPrimingSeconds * sound.timescale)
  return { ...sound, box: sound.entry, samples, priming: left, delay: Math.max(0, start) }
}

/** Leaves out whole samples from the front until what is passed over is no more than `most`. */
function withoutFirst(
  samples: Series<Sample>,
  units: number,
  most: number,
): { readonly samples: Series<Sample>; readonly left: number } {
  let left = units
  let first = 0
  for (const { duration } of samples) {
    if (left <= most) break
    left -= duration
    first += 1
  }
  return { samples: behind(samples, first), left: Math.max(0, left) }
}
