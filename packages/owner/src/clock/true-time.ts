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

/** How far a clock was off at one time. */
export interface ClockOffset {
  /** Positive where it was fast. */
  readonly seconds: number
  readonly errorSeconds: number
  /** The reading that it is taken from. */
  readonly nearest: ClockReading
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
export function offsetFor(at: Instant, readings: readonly ClockReading[]): ClockOffset | null {
  const nearest = nearestTo(at, readings)
  if (nearest === null) return null
  const { offsetSeconds: seconds, errorSeconds } = nearest
  const days = Math.abs(secondsBetween(nearest.checkedAt, at)) / daySeconds
  const drifted = Math.min(days * driftPerDaySeconds, assumedErrorSeconds)
  const other = nearestTo(at, beyond(at, nearest, readings))
  return {
    seconds,
    errorSeconds: Math.min(errorSeconds + drifted, between(nearest, other)),
    nearest,
  }
}

/** Between two readings a clock was no further off than either of them tells, unless it was set in between. */
function between(nearest: ClockReading, other: ClockReading | null): number {
  if (other === null) return Infinity
  const apart = Math.abs(other.offsetSeconds - nearest.offsetSeconds)
  return Math.max(nearest.errorSeconds, apart + other.errorSeconds)
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
  const asUtc = millisOf(`${shown}Z`)
  const { before, after } = offsetsAround(shown.slice(0, 10), zone)
  if (before === after) return [instantOf(asUtc - before)]
  const found = instantsAt(shown, zone)
  if (found.length > 0) return found
  return [before, after].map((offset) => instantOf(asUtc - offset))
}

/** From the day before to the day after a local day, in any zone. */
interface Offsets {
  readonly before: number
  readonly after: number
}

const offsets = new Map<string, Offsets>()
/** Eleven years of days in one zone. */
const maxOffsets = 4000

/** In milliseconds. Equal on nearly every day; asking a calendar for each of a million clips takes a minute. */
function offsetsAround(day: string, zone: string): Offsets {
  const name = `${day} ${zone}`
  const known = offsets.get(name)
  if (known !== undefined) return known
  const midnight = millisOf(`${day}T00:00:00Z`)
  const dayMillis = daySeconds * 1000
  const found = {
    before: offsetMillis(offsetAt(instantOf(midnight - dayMillis), zone)),
    after: offsetMillis(offsetAt(instantOf(midnight + 2 * dayMillis), zone)),
  }
  if (offsets.size >= maxOffsets) offsets.clear()
  offsets.set(name, found)
  return found
}

/** Of `-04:00`, or of `-00:44:30` as some clocks had it before 1972. */
function offsetMillis(offset: string): number {
  const [, sign, hours = '0', minutes = '0', seconds = '0'] =
    /^([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(offset) ?? []
  const millis = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000
  return sign === '-' ? -millis : millis
}
