import type { ClockMethod, MeasuredClock } from '@porchlight/core'

import { m } from '../words/messages.js'
import { dayText } from './times.ts'

/** As examiners state it: how far a clock is off and how sure that is, when it was compared, and with what. */
export function measuredText(clock: MeasuredClock): string {
  const day = dayText(clock.checkedOn)
  return m.ui_clock_checked({
    offset: offsetText(clock),
    at: day,
    how: clockMethods[clock.method](),
  })
}

export interface Offset {
  readonly offsetSeconds: number
  readonly errorSeconds: number
}

/** `72 s fast (± 2 s)`. Right is a clock that may be right. */
export function offsetText({ offsetSeconds, errorSeconds }: Offset): string {
  const error = Math.ceil(errorSeconds)
  const seconds = Math.round(offsetSeconds)
  const words = { span: spanText(Math.abs(seconds)), error: spanText(error) }
  if (Math.abs(seconds) <= error) return m.ui_clock_right(words)
  return seconds > 0 ? m.ui_clock_fast(words) : m.ui_clock_slow(words)
}

/** What a clock was compared with. */
export const clockMethods: Readonly<Record<ClockMethod, () => string>> = {
  onvif: m.ui_clock_by_onvif,
  'http-date': m.ui_clock_by_http,
  'host-clock': m.ui_clock_by_host,
  'owner-photo': m.ui_clock_by_photo,
}

/** `72 s`, `5 min`, `1 h 0 min 5 s`. */
function spanText(seconds: number): string {
  if (seconds < 120) return `${String(seconds)} s`
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)]
  const parts = [
    [hours, 'h'],
    [minutes, 'min'],
    [seconds % 60, 's'],
  ] as const
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${String(count)} ${unit}`)
    .join(' ')
}
