import { instantOf } from '@porchlight/core'
import type { ClockReading } from '@porchlight/owner'

/** A clock that shows whole seconds is half a second further, on average; and as much either way. */
const halfSecondMillis = 500

export interface ReadOff {
  /** What it showed, cut to the second, in milliseconds since 1970. */
  readonly displayed: number
  /** The hub's time before asking and after the answer. */
  readonly asked: number
  readonly answered: number
  readonly method: 'onvif' | 'http-date'
}

/**
 * A clock that was read over the network: off by at most half the way there and back, by half a second of its own
 * and by half a second of the hub's, which is read by whole seconds too.
 */
export function readingOf({ displayed, asked, answered, method }: ReadOff): ClockReading {
  const middle = (asked + answered) / 2
  return {
    displayed: instantOf(displayed),
    true: instantOf(middle),
    offsetSeconds: seconds(displayed + halfSecondMillis - middle),
    errorSeconds: seconds((answered - asked) / 2 + 2 * halfSecondMillis),
    method,
    checkedAt: instantOf(answered),
  }
}

/** The clock of a recorder's machine, by the `Date` of an answer; null where it gives none. */
export async function dateClock(
  ask: () => Promise<{ readonly headers: { readonly date?: string | undefined } }>,
  now: () => number,
): Promise<ClockReading | null> {
  const asked = now()
  const { headers } = await ask()
  const displayed = dateOf(headers.date)
  if (displayed === null) return null
  return readingOf({ displayed, asked, answered: now(), method: 'http-date' })
}

/**
 * RFC 9110, 6.6.1: "The Date header field represents the date and time at which the message was originated."
 *
 * @returns null where it has none that can be read
 */
export function dateOf(header: string | undefined): number | null {
  const form = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/
  if (header === undefined || !form.test(header)) return null
  const millis = Date.parse(header)
  return Number.isNaN(millis) ? null : millis
}

function seconds(millis: number): number {
  return Math.round(millis) / 1000
}
