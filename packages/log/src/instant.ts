import { LogError } from './error.ts'

/** A point in time in whole seconds, UTC: `2026-11-23T17:05:00Z`. Text order is time order. */
export type Instant = string

const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/

/** Seconds since 1970. @throws LogError `time-malformed` */
export function secondsOf(instant: Instant): number {
  const millis = form.test(instant) ? Date.parse(instant) : Number.NaN
  if (Number.isNaN(millis)) throw new LogError('time-malformed', instant)
  return millis / 1000
}

export function instantOf(seconds: number): Instant {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`
}
