import { Fault, instantOf, millisOf, secondsBetween } from '@porchlight/core'
import type { Instant } from '@porchlight/core'
import { trueIntervals } from '@porchlight/owner'
import type { ClockReading, ShownTime } from '@porchlight/owner'

/** Both are read to the second, each is up to a second further; and a phone's clock is right to about a second. */
const typedErrorSeconds = 2
/** A phone shows whole seconds: on average it is half a second further. */
const halfSecond = 0.5

export interface Seen {
  /** What the right clock showed, and in which zone. */
  readonly true: string
  readonly zone: string
}

/**
 * What a clock and a right one showed at the same moment, both in one zone.
 *
 * @throws {Fault} `input/invalid` where a calendar has no such time
 */
export function typedReading(seen: Seen & { readonly displayed: string }): ClockReading {
  const [displayed, right] = nearest(
    instantsOf(seen.displayed, seen.zone),
    instantsOf(seen.true, seen.zone),
  )
  return {
    displayed,
    true: right,
    offsetSeconds: secondsBetween(right, displayed),
    errorSeconds: typedErrorSeconds,
    method: 'owner-photo',
    checkedAt: right,
  }
}

/**
 * A right clock in the picture, so many seconds into a clip whose time a source tells.
 *
 * @throws {Fault} `source/no-clock` where the clip's own time is not known so far
 */
export function filmedReading(
  time: ShownTime,
  { seconds, ...seen }: Seen & { readonly seconds: number },
): ClockReading {
  if (time.stamps === 'end' && time.seconds === null) throw new Fault('source/no-clock')
  const starts = trueIntervals({ ...time, slackSeconds: 0 }, []).map(({ from }) => from)
  if (starts.length === 0) throw new Fault('source/no-clock')
  const [start, right] = nearest(starts, instantsOf(seen.true, seen.zone))
  const offset = secondsBetween(right, start) + seconds - halfSecond
  return {
    displayed: instantOf(millisOf(start) + seconds * 1000),
    true: right,
    offsetSeconds: Math.round(offset * 10) / 10,
    errorSeconds: typedErrorSeconds + time.slackSeconds,
    method: 'owner-photo',
    checkedAt: right,
  }
}

function instantsOf(shown: string, zone: string): readonly Instant[] {
  const time = { shown, zone, stamps: 'start', seconds: 0, slackSeconds: 0 } as const
  const instants = trueIntervals(time, []).map(({ from }) => from)
  if (instants.length === 0) throw new Fault('input/invalid')
  return instants
}

/** Of local times that come twice, those that are nearest to each other: a clock is off by minutes rather than by the hour. */
function nearest(
  displayed: readonly Instant[],
  right: readonly Instant[],
): readonly [Instant, Instant] {
  const pairs = displayed.flatMap((one) => right.map((other) => [one, other] as const))
  const [first] = pairs.toSorted((a, b) => apart(a) - apart(b))
  if (first === undefined) throw new Fault('input/invalid')
  return first
}

function apart([one, other]: readonly [Instant, Instant]): number {
  return Math.abs(secondsBetween(one, other))
}
