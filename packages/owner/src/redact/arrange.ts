import type { Chunk, CleanSample } from './movie.ts'
import type { Sample } from './samples.ts'

/** A sample as a copy keeps it: `size` bytes of the `stored` ones that are in the source. */
export interface Kept extends Sample, CleanSample {
  readonly stored: number
}

interface Arrangeable {
  readonly timescale: number
  readonly samples: readonly Kept[]
}

/** Samples of one track that lie together. */
interface Run<Track> {
  readonly track: Track
  readonly first: number
  readonly end: number
}

export interface Arrangement<Track> {
  readonly order: readonly Run<Track>[]
  /** For each track, in the order given. */
  readonly chunks: readonly (readonly Chunk[])[]
  readonly bytes: number
}

/** Picture and sound by turns, a second each, so that a player finds both near. */
export function arrange<Track extends Arrangeable>(tracks: readonly Track[]): Arrangement<Track> {
  const order = tracks.flatMap(secondsOf).toSorted((a, b) => a.second - b.second)
  const chunks = new Map<Track, Chunk[]>(tracks.map((track) => [track, []]))
  let offset = 0
  for (const { track, first, end } of order) {
    chunks.get(track)?.push({ samples: end - first, offset })
    for (const { size } of track.samples.slice(first, end)) offset += size
  }
  return { order, chunks: [...chunks.values()], bytes: offset }
}

function secondsOf<Track extends Arrangeable>(
  track: Track,
): readonly (Run<Track> & { readonly second: number })[] {
  const found: (Run<Track> & { second: number })[] = []
  let time = 0
  for (const [at, { duration }] of track.samples.entries()) {
    const second = Math.floor(time / track.timescale)
    const last = found.at(-1)
    if (last?.second === second) found.splice(-1, 1, { ...last, end: at + 1 })
    else found.push({ track, first: at, end: at + 1, second })
    time += duration
  }
  return found
}
