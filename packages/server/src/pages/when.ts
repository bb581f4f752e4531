import { offsetAt, secondsBetween } from '@porchlight/core'
import type { Instant, Window, Zone } from '@porchlight/core'
import { html } from 'hono/html'

import { m } from '../words/messages.js'
import type { Locale } from './locale.ts'
import type { Html, View } from './view.ts'

/** A moment as a clock in the zone shows it, with the zone's short name. */
export function moment(view: View, instant: Instant, zone: Zone): Html {
  const text = formatter(view.locale, zone, { ...dayStyle, ...clockStyle, timeZoneName: 'short' })
  return html`<time datetime="${instant}">${text.format(new Date(instant))}</time>`
}

/** A calendar day in the zone. */
export function day(view: View, instant: Instant, zone: Zone): Html {
  const text = formatter(view.locale, zone, dayStyle)
  return html`<time datetime="${instant}">${text.format(new Date(instant))}</time>`
}

/** A calendar day in UTC as text, of what happened at no place: `Nov 23, 2026`. */
export function plainDay(view: View, instant: Instant): string {
  return formatter(view.locale, 'UTC', plainStyle).format(new Date(instant))
}

/** A month like `2026-11`, in words. */
export function monthName(view: View, month: string): string {
  return formatter(view.locale, 'UTC', monthStyle).format(new Date(`${month}-01T00:00:00Z`))
}

/** A month short enough to stand below a column. */
export function monthMark(view: View, month: string): string {
  return formatter(view.locale, 'UTC', { month: 'short' }).format(new Date(`${month}-01T00:00:00Z`))
}

/** A window in three lines: its day, its clock times, its length and offset from UTC. */
export function windowItem(view: View, { from, to }: Window, zone: Zone): Html {
  const long = formatter(view.locale, zone, { ...dayStyle, weekday: 'long' })
  const start = long.format(new Date(from))
  const end = long.format(new Date(to))
  const clock = formatter(view.locale, zone, clockStyle)
  return html`<li class="window">
    <strong>${start}</strong>
    <span class="window-times"
      ><time datetime="${from}">${clock.format(new Date(from))}</time> –
      ${end === start ? '' : html`<strong>${end}</strong>, `}<time datetime="${to}"
        >${clock.format(new Date(to))}</time
      ></span
    >
    <span class="soft"
      >${duration(view, secondsBetween(from, to))} · ${offsets(from, to, zone)}</span
    >
  </li>`
}

/** The zone as people call it, `Eastern Time`, with its IANA name. */
export function zoneName(view: View, zone: Zone): string {
  const parts = formatter(view.locale, zone, { timeZoneName: 'longGeneric' }).formatToParts(0)
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone
  return `${name} (${zone})`
}

/** Hours and minutes in words short enough for a list. */
function duration(view: View, seconds: number): string {
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.round((seconds % 3600) / 60)
  if (hours === 0) return m.pages_minutes({ minutes }, view)
  return minutes === 0
    ? m.pages_hours({ hours }, view)
    : m.pages_hours_minutes({ hours, minutes }, view)
}

/** `UTC−05:00`; both where the clocks change within the window. */
function offsets(from: Instant, to: Instant, zone: Zone): string {
  const pair = [offsetAt(from, zone), offsetAt(to, zone)].map(
    (offset) => `UTC${offset.replace('-', '−')}`,
  )
  return [...new Set(pair)].join(' → ')
}

const dayStyle = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const
const plainStyle = { day: 'numeric', month: 'short', year: 'numeric' } as const
const monthStyle = { month: 'long', year: 'numeric' } as const
const clockStyle = { hour: 'numeric', minute: '2-digit' } as const

/** Making one costs more than all else on a page; there are few zones, two languages and these styles. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(
  locale: Locale,
  zone: Zone,
  style: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, zone, style])
  const known = formatters.get(key)
  if (known !== undefined) return known
  const region = locale === 'en' ? 'en-US' : 'es-US'
  const made = new Intl.DateTimeFormat(region, { ...style, timeZone: zone })
  formatters.set(key, made)
  return made
}
