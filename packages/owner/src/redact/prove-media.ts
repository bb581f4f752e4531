import type { Extent } from './box.ts'
import type { Track } from './track.ts'

/** Whether a byte of the media belongs to no sample, or to two. */
export function hasLooseBytes(tracks: readonly Track[], mdat: Extent): boolean {
  const samples = tracks.flatMap((track) => track.samples).toSorted((a, b) => a.offset - b.offset)
  let end = mdat.body
  for (const { offset, size } of samples) {
    if (offset !== end || size === 0) return true
    end += size
  }
  return end !== mdat.to
}
