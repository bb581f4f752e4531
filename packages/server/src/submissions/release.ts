import { dayStartOf, instantOf, millisOf } from '@porchlight/core'
import type { Instant } from '@porchlight/core'

/**
 * The next boundary at or after an instant: multiples of `minutes` since midnight UTC. Answers
 * become visible together at it, so that the time of an upload and its arrival do not match.
 */
export function nextRelease(now: Instant, minutes: number): Instant {
  if (minutes === 0) return now
  const step = minutes * 60_000
  return instantOf(Math.ceil(millisOf(now) / step) * step)
}

/** When an answer that is finished now becomes visible, as it is kept: the day alone where that is at once. */
export function releaseAt(now: Instant, minutes: number): Instant {
  return minutes === 0 ? dayStartOf(now) : nextRelease(now, minutes)
}
