import { hourSeconds, secondsBetween } from '@porchlight/core'
import type { Entry, EntryVerdict, Instant, Replay } from '@porchlight/core'

import { missteps, unread } from '../verify/missteps.ts'
import type { Finding } from './alert.ts'

/** Whose keys are looked after. */
export interface Watched {
  readonly agencies: ReadonlySet<string>
  /** The signing keys that are right; null where every new one is unexpected. */
  readonly keys: ReadonlySet<string> | null
}

export interface EntryContext {
  readonly index: number
  readonly replay: Replay
  readonly watched: Watched
  /** When the log was last seen without it; null where it was there when the watching began: what is usual is then no news. */
  readonly since: Instant | null
  readonly now: Instant
}

/** Witnesses that are away hold entries back; an hour of that is no secret. */
const toleranceSeconds = hourSeconds

/** What a person should know of the next entry of a log; the replay takes it. */
export function entryFindings(verdict: EntryVerdict, context: EntryContext): readonly Finding[] {
  const { index, replay } = context
  if (!verdict.read) {
    replay.skip()
    return [{ code: 'misstep', entry: index, says: about(index, unread[verdict.because]) }]
  }
  const { entry } = verdict
  const wrong = replay
    .take(entry)
    .map((step) => ({ code: 'misstep', entry: index, says: about(index, missteps[step]) }) as const)
  return [...wrong, ...misdated(entry, context), ...newsOf(entry, context)]
}

/** A time of long ago would get around a cool-off or a notice; one in the future around an end. */
function misdated(entry: Entry, { index, since, now }: EntryContext): readonly Finding[] {
  if (since === null || !('at' in entry)) return []
  const late = secondsBetween(entry.at, since) > toleranceSeconds
  if (!late && secondsBetween(now, entry.at) <= toleranceSeconds) return []
  const what = late ? `it was not there at ${since}` : `it is ${now}`
  const says = about(index, `says that it is of ${entry.at}, and ${what}.`)
  return [{ code: 'misstep', entry: index, says }]
}

function about(index: number, what: string): string {
  return `Entry ${String(index)} ${what}`
}

function newsOf(entry: Entry, context: EntryContext): readonly Finding[] {
  const { index, since } = context
  if (entry.kind === 'agency.key') return keyNews(entry, context)
  const says = since === null ? null : sentenceOf(entry)
  return says === null ? [] : [{ ...says, entry: index }]
}

function keyNews(
  { agency, signing, from, at }: Extract<Entry, { kind: 'agency.key' }>,
  { index, since, watched: { agencies, keys } }: EntryContext,
): readonly Finding[] {
  const hours = Math.floor(secondsBetween(at, from) / hourSeconds)
  const says = `Agency ${agency} has the new signing key ${signing}, good from ${from}: ${String(hours)} hours after it was announced.`
  const expected = keys === null ? since === null : keys.has(signing)
  if (agencies.has(agency) && !expected)
    return [{ code: 'key-unexpected', entry: index, says: `${says} Nobody expected it.` }]
  return since === null ? [] : [{ code: 'key-new', entry: index, says }]
}

/** Null for what is everyday. */
function sentenceOf(entry: Entry): Pick<Finding, 'code' | 'says'> | null {
  if (entry.kind === 'partner.announced')
    return {
      code: 'partner',
      says: `Partner ${entry.partner} is announced; not active before ${entry.notice}.`,
    }
  if (entry.kind === 'partner.activated')
    return { code: 'partner', says: `Partner ${entry.partner} is active since ${entry.at}.` }
  if (entry.kind === 'handling.overdue')
    return {
      code: 'overdue',
      says: `${String(entry.submissions)} answers to request ${entry.request} were not destroyed in time (${entry.day}).`,
    }
  return null
}
