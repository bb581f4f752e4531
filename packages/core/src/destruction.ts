import type { SignedCustodyEvent } from './custody.ts'
import { daySeconds, dayOf, later } from './instant.ts'
import type { Day, Instant } from './instant.ts'
import type { HandlingPromise } from './request.ts'

/** What became of an answer, as the handling promise distinguishes it. */
export type Use = 'used' | 'unused' | 'declined'

/** Of an answer of so many clips: used where one is accepted, declined where each is declined, by the last word on each. */
export function useOf(events: readonly SignedCustodyEvent[], clips: number): Use {
  const words = new Map<string, 'accepted' | 'declined'>()
  for (const { event } of events)
    if (event.action === 'accepted' || event.action === 'declined')
      words.set(event.clip, event.action)
  const said = [...words.values()]
  if (said.includes('accepted')) return 'used'
  return said.length > 0 && said.length === clips ? 'declined' : 'unused'
}

/** The last day on which the agency may still have it: days count from the end of the request. */
export function keptUntil(handling: HandlingPromise, use: Use, endedAt: Instant): Day {
  const days = {
    used: handling.usedDays,
    unused: handling.unusedDays,
    declined: handling.declinedDays,
  }[use]
  return dayOf(later(endedAt, days * daySeconds))
}
