import {
  daySeconds,
  hourSeconds,
  instantsAt,
  later,
  localAt,
  minuteSeconds,
} from '@porchlight/core'
import type { Instant, Request } from '@porchlight/core'

/** What an agency writes; the rest comes with its signature. */
type Written = Omit<Request, 'id' | 'agency' | 'recipient'>

/** The request of the demonstration, in an invented town: asked today about yesterday evening. */
export function demoRequest(now: Instant): Written {
  const incidentAt = yesterdayEvening(now)
  return {
    version: 1,
    class: 'standard',
    caseNumber: 'MH-2026-04417',
    offence: 'hit-and-run',
    title: 'Hit-and-run at Elm Street and Fourth Avenue',
    text: 'A dark van struck a cyclist at the crossing at about a quarter to nine in the evening and drove away east on Fourth Avenue. The cyclist is in hospital. We ask for footage that shows the crossing, or the van on the streets around it, before or after the collision. Footage that shows that the van was elsewhere helps as much.',
    place: 'Elm Street at Fourth Avenue, Maple Heights',
    area: [
      [-81.5065, 41.3945],
      [-81.4985, 41.3952],
      [-81.4975, 41.4005],
      [-81.5055, 41.4012],
    ],
    windows: [
      { from: later(incidentAt, -15 * minuteSeconds), to: later(incidentAt, 30 * minuteSeconds) },
    ],
    zone,
    incidentAt,
    contact: { unit: 'Traffic Investigation', phone: '+1 216 555 0142' },
    handling: { usedDays: 365, unusedDays: 30, declinedDays: 7, onward: ['prosecutor', 'court'] },
    signedAt: now,
    expiresAt: later(now, liveDays * daySeconds),
    linked: null,
  }
}

/** Another one, for the steward's queue: a break-in, two hours later; over by midnight, whenever it is asked about. */
export function waitingRequest(now: Instant): Written {
  const incidentAt = later(yesterdayEvening(now), 2 * hourSeconds)
  return {
    ...demoRequest(now),
    caseNumber: 'MH-2026-04421',
    offence: 'burglary',
    title: 'Break-in at the bakery on Cedar Street',
    text: 'Somebody broke the back door of the bakery in the night and took the till. We ask for footage of the yard behind Cedar Street, or of anybody who carried something large there on foot or by bicycle.',
    place: 'Cedar Street at Second Avenue, Maple Heights',
    area: [
      [-81.5038, 41.3952],
      [-81.4998, 41.3955],
      [-81.4994, 41.3985],
      [-81.5034, 41.3983],
    ],
    windows: [{ from: later(incidentAt, -hourSeconds), to: later(incidentAt, hourSeconds) }],
    incidentAt,
    contact: { unit: 'Property Crime', phone: '+1 216 555 0144' },
  }
}

const zone = 'America/New_York'
const liveDays = 6

/** 20:45 of the day before, on the town's clocks; a day before may be 23 hours before, or 25. */
function yesterdayEvening(now: Instant): Instant {
  const midnight = at(`${dayAt(now)}T00:00`)
  return at(`${dayAt(later(midnight, -hourSeconds))}T20:45`)
}

function dayAt(instant: Instant): string {
  return localAt(instant, zone).slice(0, 10)
}

/** No change of the town's clocks is at midnight or in the evening. */
function at(local: string): Instant {
  const [instant] = instantsAt(local, zone)
  if (instant === undefined) throw new Error(`No such time: ${local}`)
  return instant
}
