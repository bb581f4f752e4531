import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'

import { instantOf } from './instant.ts'
import type { Instant } from './instant.ts'

/** An IANA time zone name that this machine's time zone data knows, `America/New_York`. */
export const Zone = z.string().max(64).refine(isZone, 'Not a time zone')
export type Zone = z.infer<typeof Zone>

/** A wall-clock time without a zone, `2026-11-01T01:30`. */
export const LocalTime = z.iso
  .datetime({ local: true, precision: -1 })
  .refine((text) => !text.endsWith('Z'), 'Without a zone')
export type LocalTime = z.infer<typeof LocalTime>

/**
 * Every instant at which a clock in the zone shows this time: none in the hour that is skipped in
 * spring, two in the hour that is repeated in autumn (earlier first), else one.
 */
export function instantsAt(local: LocalTime, zone: Zone): readonly Instant[] {
  const wall = Temporal.PlainDateTime.from(local)
  const found = (['earlier', 'later'] as const)
    .map((disambiguation) => wall.toZonedDateTime(zone, { disambiguation }))
    .filter((zoned) => zoned.toPlainDateTime().equals(wall))
    .map((zoned) => instantOf(zoned.epochMilliseconds))
  return [...new Set(found)]
}

/** What a clock in the zone shows at an instant, cut to the minute. */
export function localAt(instant: Instant, zone: Zone): LocalTime {
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
}

/** The offset from UTC in the zone at an instant, `-04:00`: tells the two folds of autumn apart. */
export function offsetAt(instant: Instant, zone: Zone): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).offset
}

/** Asking costs a tenth of a millisecond, and thousands of requests and clips name the same few. */
const known = new Set<string>()
/** There are some six hundred; written in other cases there is no end of them. */
const maxKnown = 1000

function isZone(name: string): boolean {
  if (known.has(name)) return true
  // an offset would pass too, and be wrong for half of the year
  if (/^[+-]/.test(name)) return false
  try {
    const isOne =
      new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
    if (isOne && known.size < maxKnown) known.add(name)
    return isOne
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
