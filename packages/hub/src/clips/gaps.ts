import { instantOf, joined, millisOf } from '@porchlight/core'
import type { Window } from '@porchlight/core'

/** A recorder that begins a new file drops a few seconds: that is not a gap to tell of. */
const shortestGapMillis = 10_000

/** The parts of windows in which nothing was taken, by the clips' own true times. */
export function gapsIn(
  windows: readonly Window[],
  clips: readonly Window[],
): readonly { readonly from: string; readonly to: string }[] {
  const taken = joined(clips.filter(({ from, to }) => from < to))
  return joined(windows).flatMap((window) => {
    const end = millisOf(window.to)
    const gaps = []
    let at = millisOf(window.from)
    for (const clip of taken) {
      const begins = Math.min(millisOf(clip.from), end)
      if (begins - at >= shortestGapMillis)
        gaps.push({ from: instantOf(at), to: instantOf(begins) })
      at = Math.max(at, millisOf(clip.to))
    }
    if (end - at >= shortestGapMillis) gaps.push({ from: instantOf(at), to: instantOf(end) })
    return gaps
  })
}
