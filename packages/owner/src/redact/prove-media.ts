import type { Extent } from './box.ts'
import type { Sample } from './samples.ts'
import type { Track } from './track.ts'

/** Whether a byte of the media belongs to no sample, or to two. */
export function hasLooseBytes(tracks: readonly Track[], mdat: Extent): boolean {
  // those of one track lie in order: a byte can only belong to the next of one of them
  const rest = tracks.map(({ samples }) => samples[Symbol.iterator]())
  const next = rest.map(following)
  let end = mdat.body
  for (;;) {
    const at = next.findIndex((sample) => sample?.offset === end)
    const [sample, behind] = [next[at], rest[at]]
    if (sample === undefined || behind === undefined)
      return end !== mdat.to || next.some((one) => one !== undefined)
    if (sample.size === 0) return true
    end += sample.size
    next[at] = following(behind)
  }
}

function following(samples: Iterator<Sample, unknown>): Sample | undefined {
  const result = samples.next()
  return result.done === true ? undefined : result.value
}
