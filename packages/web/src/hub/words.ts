import type { Instant } from '@porchlight/core'

/** As a clock on this device's wall shows it. */
export function timeOfDay(instant: Instant, language: string): string {
  return new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(new Date(instant))
}

/** Date and time to the second, on this device's wall. */
export function clockText(instant: Instant, language: string): string {
  const form = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' })
  return form.format(new Date(instant))
}

/** Browsers leave seconds of zero out. */
export function withSeconds(local: string): string {
  return local.length === 16 ? `${local}:00` : local
}
