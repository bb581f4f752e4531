import { hourSeconds, secondsBetween } from '@porchlight/core'
import type { Entry, EntryVerdict, Replay } from '@porchlight/core'

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
  /** It was there when the watching began: what is usual is then no news. */
  readonly history: boolean
}

/** What a person should know of the next entry of a log; the replay takes it. */
export function entryFindings(verdict: EntryVerdict, context: EntryContext): readonly Finding[] {
  const { index, replay } = context
  if (!verdict.read)
    return [{ code: 'misstep', entry: index, says: about(index, unread[verdict.because]) }]
  const { entry } = verdict
  const wrong = replay
    .take(entry)
    .map((step) => ({ code: 'misstep', entry: index, says: about(index, missteps[step]) }) as const)
  return [...wrong, ...newsOf(entry, context)]
}

function about(index: number, what: string): string {
  return `Entry ${String(index)} ${what}`
}

function newsOf(entry: Entry, context: EntryContext): readonly Finding[] {
  const { index, history } = context
  if (entry.kind === 'agency.key') return keyNews(entry, context)
  const says = history ? null : sentenceOf(entry)
  return says === null ? [] : [{ ...says, entry: index }]
}

function keyNews(
  { agency, signing, from, at }: Extract<Entry, { kind: 'agency.key' }>,
  { index, history, watched: { agencies, keys } }: EntryContext,
): readonly Finding[] {
  const hours = Math.floor(secondsBetween(at, from) / hourSeconds)
  const says = `Agency ${agency} has the new signing key ${signing}, good from ${from}: ${String(hours)} hours after it was announced.`
  const expected = keys === null ? history : keys.has(signing)
  if (agencies.has(agency) && !expected)
    return [{ code: 'key-unexpected', entry: index, says: `${says} Nobody expected it.` }]
  return history ? [] : [{ code: 'key-new', entry: index, says }]
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
