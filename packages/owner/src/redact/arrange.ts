import { BoxError } from './box.ts'
import type { Chunk, CleanSample } from './movie.ts'
import type { Sample, Series } from './samples.ts'

/** A sample as a copy keeps it: `size` bytes of the `stored` ones that are in the source. */
export interface Kept extends Sample, CleanSample {
  readonly stored: number
}

interface Arrangeable {
  readonly timescale: number
  readonly samples: Series<Kept>
}

/** So many samples of one track, which lie together; they follow those of its run before. */
interface Run<Track> {
  readonly track: Track
  readonly samples: number
}

export interface Arrangement<Track> {
  readonly order: readonly Run<Track>[]
  /** For each track, in the order given. */
  readonly chunks: readonly (readonly Chunk[])[]
  readonly bytes: number
}

/** Eleven days. */
const maxSeconds = 1_000_000

/** Picture and sound by turns, a second each, so that a player finds both near. */
export function arrange<Track extends Arrangeable>(tracks: readonly Track[]): Arrangement<Track> {
  const order = tracks.flatMap(secondsOf).toSorted((a, b) => a.second - b.second)
  const chunks = new Map<Track, Chunk[]>(tracks.map((track) => [track, []]))
  let offset = 0
  for (const { track, samples, bytes } of order) {
    chunks.get(track)?.push({ samples, offset })
    offset += bytes
  }
  return { order, chunks: [...chunks.values()], bytes: offset }
}

interface Second<Track> {
  readonly track: Track
  readonly second: number
  samples: number
  bytes: number
}

function secondsOf<Track extends Arrangeable>(track: Track): readonly Second<Track>[] {
  const found: Second<Track>[] = []
  let time = 0
  for (const { duration, size } of track.samples) {
    const second = Math.floor(time / track.timescale)
    const last = found.at(-1)
    if (last?.second === second) {
      last.samples += 1
      last.bytes += size
    } else {
      // also where there are no units of time
      if (last !== undefined && !(second > last.second)) throw new BoxError('Times that run back')
      if (found.push({ track, second, samples: 1, bytes: size }) > maxSeconds)
        throw new BoxError('Longer than any video')
    }
    time += duration
  }
  return found
}
