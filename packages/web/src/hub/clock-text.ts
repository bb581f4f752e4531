import { trueIntervals } from '@porchlight/owner'
import type { ClockReading, ShownTime } from '@porchlight/owner'
import type { ClipTime } from '@porchlight/core'

import { clockMethods, measuredText, offsetText } from '../ui/measured-clock.ts'
import { m } from '../words/messages.js'
import { clockText } from './words.ts'

/** One measurement of a clock: how far off, when, and against what. */
export function readingText(reading: ClockReading, language: string): string {
  return m.ui_clock_checked({
    offset: offsetText(reading),
    at: clockText(reading.checkedAt, language),
    how: clockMethods[reading.method](),
  })
}

/** What a copy will say of its time, in sentences. */
export function toldTexts(time: ClipTime | null, language: string): readonly string[] {
  if (time === null) return [m.hub_told_nothing()]
  const shown = clockText(time.displayed, language)
  const begins =
    time.otherwise === null
      ? m.hub_told_begins({ shown })
      : m.hub_told_begins_either({ shown, other: clockText(time.otherwise, language) })
  return [
    begins,
    time.clock === null
      ? m.hub_told_unmeasured()
      : m.hub_told_clock({ clock: measuredText(time.clock) }),
    ...(time.picture === null ? [] : [m.hub_told_picture({ clock: measuredText(time.picture) })]),
  ]
}

/** Whether a recorder's local time may be either of two. */
export function isDoubled(time: ShownTime): boolean {
  return trueIntervals(time, []).length > 1
}
