import type { Instant } from '@porchlight/core'

import { momentText } from '../../ui/times.ts'

/** A moment as the steward's own clock shows it. */
export function localMoment(instant: Instant): string {
  return momentText(instant, Intl.DateTimeFormat().resolvedOptions().timeZone)
}
