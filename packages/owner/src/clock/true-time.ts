import {
  daySeconds,
  Instant,
  instantOf,
  instantsAt,
  millisOf,
  offsetAt,
  secondsBetween,
} from '@porchlight/core'

import type { ClockReading, ShownTime } from '../shown-time.ts'

/** When a clip was really taken, as far as is known. */
export interface TrueInterval {
  readonly from: Instant
  readonly to: Instant
  /** Either end may be off by so much, either way. */
  readonly errorSeconds: number
  /** False where no clock reading stands behind it, and the error is assumed. */
  readonly measured: boolean
  /** What was subtracted: positive where the clock was fast. Null where nothing was measured. */
  readonly offsetSeconds: number | null
}

/** A clock that was never checked: five minutes are more than recorders without network time are off in a month. */
export const assumedErrorSeconds = 300

/** 500 ppm, the worst that Moonfire NVR plans for (its design/time.md): 43 seconds a day. */
const driftPerDaySeconds = 43.2

/** A clip whose length nobody has read: the longest that recorders make by default. */
const assumedLengthSeconds = 3600

/**
 * The true interval of a clip; two where the clocks go back and its local time comes twice, or where it shows
 * a time that is skipped in spring and so one of the two zones' offsets was not followed. None for a day that no
 * calendar has.
 */
export function trueIntervals(
  time: ShownTime,
  readings: readonly ClockReading[],
): readonly TrueInterval[] {
  return instantsShown(time).map((shown) => {
    const offset = offsetFor(shown, readings)
    const stamp = millisOf(shown) - (offset?.seconds ?? 0) * 1000
    const length = (time.seconds ?? assumedLengthSeconds) * 1000
    const from = time.stamps === 'start' ? stamp : stamp - length
    return {
      from: instantOf(from),
      to: instantOf(from + length + 999),
      errorSeconds: (offset?.errorSeconds ?? assumedErrorSeconds) + time.slackSeconds,
      measured: offset !== null,
      offsetSeconds: offset?.seconds ?? null,
    }
  })
}

/** How fast a clock was at one time, by the readings nearest to it. */
export function offsetFor(
  at: Instant,
  readings: readonly ClockReading[],
): { readonly seconds: number; readonly errorSeconds: number } | null {
  const nearest = nearestTo(at, readings)
  if (nearest === null) return null
  const { offsetSeconds: seconds, errorSeconds } = nearest
  const days = Math.abs(secondsBetween(nearest.checkedAt, at)) / daySeconds
  const drifted = Math.min(days * driftPerDaySeconds, assumedErrorSeconds)
  const other = nearestTo(at, beyond(at, nearest, readings))
  // between two readings a clock was no further off than they are apart, unless it was set in between
  const between = other === null ? drifted : Math.abs(other.offsetSeconds - seconds)
  return { seconds, errorSeconds: errorSeconds + Math.min(drifted, between) }
}

function nearestTo(at: Instant, readings: readonly ClockReading[]): ClockReading | null {
  let best: ClockReading | null = null
  for (const reading of readings)
    if (best === null || away(reading, at) < away(best, at)) best = reading
  return best
}

function away({ checkedAt }: ClockReading, at: Instant): number {
  return Math.abs(secondsBetween(checkedAt, at))
}

/** The readings on the other side of `at`. */
function beyond(
  at: Instant,
  nearest: ClockReading,
  readings: readonly ClockReading[],
): readonly ClockReading[] {
  const isBefore = nearest.checkedAt <= at
  return readings.filter(({ checkedAt }) => (isBefore ? checkedAt > at : checkedAt <= at))
}

function instantsShown({ shown, zone }: ShownTime): readonly Instant[] {
  if (!Instant.safeParse(`${shown}Z`).success) return []
  if (zone === 'UTC') return [`${shown}Z`]
  const found = instantsAt(shown, zone)
  if (found.length > 0) return found
  const asUtc = Date.parse(`${shown}Z`)
  const dayMillis = daySeconds * 1000
  return [asUtc - dayMillis, asUtc + dayMillis].map((near) =>
    instantOf(asUtc - offsetMillis(offsetAt(instantOf(near), zone))),
  )
}

/** Of `-04:00`. */
function offsetMillis(offset: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)/.exec(offset) ?? []
  const millis = (Number(hours) * 60 + Number(minutes)) * 60_000
  return sign === '-' ? -millis : millis
}
