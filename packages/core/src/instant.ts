import { z } from 'zod'

/**
 * A point in time: RFC 3339 in UTC, whole seconds, `2026-11-23T17:05:00Z`.
 * Text order is time order. "Now" is always an argument.
 */
export const Instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/)
  .refine(exists, 'Not a date that exists')
export type Instant = z.infer<typeof Instant>

/** A calendar day in UTC, `2026-11-23`: all that is kept of an owner's times. */
export const Day = z.iso.date()
export type Day = z.infer<typeof Day>

/** A from–to time range of a request; `to` is after `from`. */
export const Window = z
  .strictObject({ from: Instant, to: Instant })
  .readonly()
  .refine(({ from, to }) => from < to, 'A window ends after it starts')
export type Window = z.infer<typeof Window>

export const minuteSeconds = 60
export const hourSeconds = 3600
export const daySeconds = 86_400

/** The instant of a number of milliseconds since 1970, cut to the second. */
export function instantOf(millis: number): string {
  return `${new Date(Math.floor(millis / 1000) * 1000).toISOString().slice(0, 19)}Z`
}

export function millisOf(instant: Instant): number {
  return Date.parse(instant)
}

export function later(instant: Instant, seconds: number): Instant {
  return instantOf(millisOf(instant) + seconds * 1000)
}

/** Seconds from one instant to another; negative where `to` is earlier. */
export function secondsBetween(from: Instant, to: Instant): number {
  return (millisOf(to) - millisOf(from)) / 1000
}

export function dayOf(instant: Instant): Day {
  return instant.slice(0, 10)
}

/** Midnight UTC of an instant's day: where a point in time is needed and only the day may be kept. */
export function dayStartOf(instant: Instant): Instant {
  return `${dayOf(instant)}T00:00:00Z`
}

/** Cut to the minute, for times that go into the public log. */
export function minuteOf(instant: Instant): Instant {
  return `${instant.slice(0, 16)}:00Z`
}

/** Windows in order, those that touch or overlap joined: the footage that is really asked for. */
export function joined(windows: readonly Window[]): readonly Window[] {
  const sorted = windows.toSorted((a, b) => (a.from < b.from ? -1 : 1))
  const result: Window[] = []
  for (const window of sorted) {
    const last = result.at(-1)
    if (last === undefined || window.from > last.to) result.push(window)
    else if (window.to > last.to) result.splice(-1, 1, { from: last.from, to: window.to })
  }
  return result
}

/** Seconds covered by windows, overlaps counted once. */
export function coveredSeconds(windows: readonly Window[]): number {
  return joined(windows).reduce((sum, { from, to }) => sum + secondsBetween(from, to), 0)
}

function exists(text: string): boolean {
  const millis = Date.parse(text)
  return !Number.isNaN(millis) && instantOf(millis) === text
}
