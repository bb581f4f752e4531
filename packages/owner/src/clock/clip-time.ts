import { dayOf, instantOf, millisOf } from '@porchlight/core'
import type { ClipTime, Instant, MeasuredClock } from '@porchlight/core'

import type { ClockReading, ShownTime } from '../shown-time.ts'
import { offsetFor, trueIntervals } from './true-time.ts'

export interface Stamped {
  /** Of the original, as its source tells it. */
  readonly time: ShownTime
  readonly method: ClipTime['method']
  /** Where the copy begins, in seconds of the original. */
  readonly cutSeconds: number
  /** Of the clock that stamped it. */
  readonly readings: readonly ClockReading[]
  /** Of the clock in its picture, where that is another. */
  readonly picture: readonly ClockReading[]
}

/** What a manifest says of the time of a copy; null where the source tells too little. */
export function clipTime({
  time,
  method,
  cutSeconds,
  readings,
  picture,
}: Stamped): ClipTime | null {
  if (time.stamps === 'end' && time.seconds === null) return null
  const [first, second] = trueIntervals({ ...time, slackSeconds: 0 }, []).map(({ from }) =>
    instantOf(millisOf(from) + cutSeconds * 1000),
  )
  if (first === undefined) return null
  return {
    displayed: first,
    otherwise: second ?? null,
    method,
    clock: measuredAt(first, readings, time.slackSeconds),
    picture: measuredAt(first, picture, 0),
  }
}

/** In whole seconds; what rounding takes away is added to the error. */
function measuredAt(
  at: Instant,
  readings: readonly ClockReading[],
  slackSeconds: number,
): MeasuredClock | null {
  const offset = offsetFor(at, readings)
  if (offset === null) return null
  const offsetSeconds = Math.round(offset.seconds)
  const rounded = Math.abs(offset.seconds - offsetSeconds)
  return {
    offsetSeconds,
    errorSeconds: Math.ceil(offset.errorSeconds + slackSeconds + rounded),
    method: offset.nearest.method,
    checkedOn: dayOf(offset.nearest.checkedAt),
  }
}
