import { boxesIn, onlyBox, viewOf } from './box.ts'
import type { Box } from './box.ts'
import { maxPrimingSeconds } from './in-step.ts'
import { lengthOf } from './movie.ts'
import { movieTimescale } from './track.ts'
import type { Track } from './track.ts'

/** Whether something in a copy would be passed over when it is played. */
export function hidesFootage(moov: Uint8Array, tracks: readonly Track[]): boolean {
  const units = movieTimescale(moov)
  const boxes = boxesIn(moov).filter(({ type }) => type === 'trak')
  return tracks.some((track, at) => {
    const box = boxes[at]
    return box === undefined || hides(track, boxesIn(box.body), units)
  })
}

function hides(track: Track, trak: readonly Box[], units: number): boolean {
  const sum = lengthOf(track.samples)
  const media = viewOf(onlyBox(boxesIn(onlyBox(trak, 'mdia').body), 'mdhd').body)
  const shown = Number(viewOf(onlyBox(trak, 'tkhd').body).getBigUint64(28))
  const { priming, silence } = passedOver(track)
  const all = Math.round(((sum - priming) / track.timescale) * units) + silence
  return (
    Number(media.getBigUint64(24)) !== sum ||
    shown !== all ||
    priming > maxPrimingSeconds * track.timescale ||
    !editsAreOfSound(track) ||
    !isShownInTurn(track)
  )
}

/** What the edit list leaves out at the start, in units of the track, and the silence that it puts there, in the movie's. */
function passedOver({ edits }: Track): { readonly priming: number; readonly silence: number } {
  const silence = edits.filter(({ mediaTime }) => mediaTime === -1)
  return {
    priming: edits.find(({ mediaTime }) => mediaTime !== -1)?.mediaTime ?? 0,
    silence: silence.reduce((sum, { length }) => sum + length, 0),
  }
}

/** Pictures have no edits; sound at most a silence, and one stretch that goes to its end. */
function editsAreOfSound({ handler, edits }: Track): boolean {
  if (edits.length === 0) return true
  const stretches = edits.filter(({ mediaTime }) => mediaTime !== -1)
  return (
    handler === 'soun' &&
    edits.length <= 2 &&
    stretches.length === 1 &&
    edits.at(-1)?.mediaTime !== -1
  )
}

/** A picture that is shown for less is not seen: more than any camera's rate. */
const leastSeconds = 1 / 2000

/** Whether each sample has a moment of its own, long enough to be seen, within the length that is told. */
function isShownInTurn({ samples, timescale }: Track): boolean {
  const least = timescale * leastSeconds
  const starts = new Float64Array(samples.length)
  let [at, decoded] = [0, 0]
  for (const { duration, shift } of samples) {
    if (duration < least) return false
    starts[at] = decoded + shift
    decoded += duration
    at += 1
  }
  starts.sort()
  return starts.every((start, before) => (starts[before + 1] ?? decoded) - start >= least)
}
