import { offsetAt, secondsBetween } from '@porchlight/core'
import type { Instant, Window, Zone } from '@porchlight/core'

import { m } from '../words/messages.js'
import { getLocale } from '../words/runtime.js'

const dayStyle = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const
const clockStyle = { hour: 'numeric', minute: '2-digit' } as const

/** A moment as a clock in the zone shows it, with the zone's short name. */
export function momentText(instant: Instant, zone: Zone): string {
  return format(zone, { ...dayStyle, ...clockStyle, timeZoneName: 'short' }, instant)
}

/** A moment to the second, where a second may matter. */
export function secondText(instant: Instant, zone: Zone): string {
  const style = { ...dayStyle, ...clockStyle, second: '2-digit', timeZoneName: 'short' } as const
  return format(zone, style, instant)
}

/** A calendar day. */
export function dayText(day: string): string {
  return format('UTC', dayStyle, `${day}T00:00:00Z`)
}

/** A window's day, its clock times, and its length with the offset from UTC. */
export interface WindowText {
  readonly day: string
  readonly times: string
  readonly length: string
}

export function windowText({ from, to }: Window, zone: Zone): WindowText {
  const long = { ...dayStyle, weekday: 'long' } as const
  const [start, end] = [format(zone, long, from), format(zone, long, to)]
  const [first, last] = [format(zone, clockStyle, from), format(zone, clockStyle, to)]
  return {
    day: start,
    times: start === end ? `${first} – ${last}` : `${first} – ${end}, ${last}`,
    length: `${durationText(secondsBetween(from, to))} · ${offsets(from, to, zone)}`,
  }
}

/** The zone as people call it, with its IANA name. */
export function zoneText(zone: Zone): string {
  const parts = formatter(zone, { timeZoneName: 'longGeneric' }).formatToParts(0)
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone
  return `${name} (${zone})`
}

/** Hours and minutes, short. */
export function durationText(seconds: number): string {
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.round((seconds % 3600) / 60)
  if (hours === 0) return m.ui_minutes({ minutes })
  return minutes === 0 ? m.ui_hours({ hours }) : m.ui_hours_minutes({ hours, minutes })
}

/** A length of video, `1:05` or `1:00:00`. */
export function clipLengthText(seconds: number): string {
  const whole = Math.round(seconds)
  const parts = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60]
  const shown = parts[0] === 0 ? parts.slice(1) : parts
  return shown
    .map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, '0')))
    .join(':')
}

/** Bytes in units that people know. */
export function bytesText(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  return new Intl.NumberFormat(region(), {
    style: 'unit',
    unit: units[power] ?? 'byte',
    // “600 bytes”, but “1.2 MB”
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power === 0 ? 0 : 1,
  }).format(bytes / 1000 ** power)
}

/** A number as people of the language write it. */
export function numberText(value: number, digits = 0): string {
  return new Intl.NumberFormat(region(), { maximumFractionDigits: digits }).format(value)
}

/** `UTC−05:00`; both where the clocks change within the window. */
function offsets(from: Instant, to: Instant, zone: Zone): string {
  const pair = [from, to].map((at) => `UTC${offsetAt(at, zone).replace('-', '−')}`)
  return [...new Set(pair)].join(' → ')
}

function format(zone: Zone, style: Intl.DateTimeFormatOptions, instant: Instant): string {
  return formatter(zone, style).format(new Date(instant))
}

/** Making one costs more than all else on a screen; there are few zones, two languages, these styles. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(zone: Zone, style: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([region(), zone, style])
  const known = formatters.get(key)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat(region(), { ...style, timeZone: zone })
  formatters.set(key, made)
  return made
}

function region(): string {
  return getLocale() === 'en' ? 'en-US' : 'es-US'
}
