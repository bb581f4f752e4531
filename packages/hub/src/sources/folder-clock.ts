import { instantOf } from '@porchlight/core'
import type { ClockReading } from '@porchlight/owner'

/** A recording that has ended: by the recorder's clock, and by this machine's. Milliseconds since 1970. */
export interface Ended {
  readonly begins: number
  /** When the recorder closed the file, as far as its name and its length tell. */
  readonly ends: number
  readonly changed: number
  /** False where the recorder may keep a film open after its last picture, as motion does for `event_gap`. */
  readonly isSure: boolean
}

/** Of the newest recordings, so many must tell the same of the recorder's clock. */
const clockFiles = 3
const agreementSeconds = 3
/** A film that goes on in another one was closed for that, and not later. */
const nextMillis = { before: 2000, after: 3000 }

/** @returns null where too few tell anything, or they do not agree: they were copied, or closed late */
export function clockBy(all: readonly Ended[], ageSeconds: number): ClockReading | null {
  const newest = all
    .filter((one) => one.isSure || all.some((other) => goesOn(one, other)))
    .toSorted((a, b) => b.changed - a.changed)
    .slice(0, clockFiles)
  const offsets = newest.map(({ ends, changed }) => (ends - changed) / 1000)
  const [last] = newest
  if (last === undefined || offsets.length < clockFiles) return null
  const spread = Math.max(...offsets) - Math.min(...offsets)
  if (spread > agreementSeconds) return null
  return {
    displayed: instantOf(last.ends),
    true: instantOf(last.changed),
    offsetSeconds: Math.round(offsets.reduce((sum, each) => sum + each, 0) / offsets.length),
    // a name is cut to the second, the last bytes are written when the file is closed, and what stamps the
    // changes is known to agree with this machine only to the age of the newest
    errorSeconds: agreementSeconds + Math.ceil(spread / 2 + ageSeconds),
    method: 'host-clock',
    checkedAt: instantOf(last.changed),
  }
}

function goesOn(one: Ended, other: Ended): boolean {
  const pause = other.begins - one.ends
  return one !== other && pause >= -nextMillis.before && pause <= nextMillis.after
}
