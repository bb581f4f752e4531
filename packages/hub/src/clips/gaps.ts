import { instantOf, joined, millisOf } from '@porchlight/core'
import type { Window } from '@porchlight/core'
import type { ShownTime } from '@porchlight/owner'

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

/** Recorders cut to the second and begin at key frames: neighbours share so much and are in order. */
const shortestOverlapMillis = 10_000

/** The parts of windows of which two clips tell. One whose length is only assumed tells of nothing but its beginning. */
export function overlapsIn(
  windows: readonly Window[],
  clips: readonly (Window & { readonly time: Pick<ShownTime, 'seconds'> })[],
): readonly { readonly from: string; readonly to: string }[] {
  const known = clips
    .filter(({ time }) => time.seconds !== null)
    .toSorted((a, b) => millisOf(a.from) - millisOf(b.from))
  const twice: Window[] = []
  let end = -Infinity
  for (const clip of known) {
    const [from, to] = [millisOf(clip.from), millisOf(clip.to)]
    const until = Math.min(end, to)
    if (until - from >= shortestOverlapMillis) twice.push({ from: clip.from, to: instantOf(until) })
    end = Math.max(end, to)
  }
  return joined(twice).flatMap((one) =>
    joined(windows).flatMap((window) => {
      const from = Math.max(millisOf(one.from), millisOf(window.from))
      const to = Math.min(millisOf(one.to), millisOf(window.to))
      return to - from < shortestOverlapMillis ? [] : [{ from: instantOf(from), to: instantOf(to) }]
    }),
  )
}
