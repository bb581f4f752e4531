import type { RecipientId, Replay } from '@porchlight/core'

import type { Check } from './check.ts'
import type { LogRead, LogVerdict } from './log.ts'
import { cosignersText } from './witnesses.ts'

export interface ClaimVerdict {
  readonly verified: boolean
  readonly checks: readonly Check[]
  /** Answers sealed to that key; null where the log could not be read to its end. */
  readonly submissions: number | null
  /** Whose key the log says it is, in words; empty where it names it nowhere. */
  readonly keyOf: readonly string[]
}

/**
 * Whether "nothing was sealed to this key" follows from a log. It does only where witnesses have
 * cosigned the whole of it: otherwise others may be shown another one.
 */
export function checkClaim(log: LogVerdict, recipient: RecipientId): ClaimVerdict {
  const { read, checks } = log
  if (read === null) return { verified: false, checks, submissions: null, keyOf: [] }
  const submissions = read.counts.recipients.get(recipient) ?? 0
  const all = [...checks, ...unwitnessed(read), countCheck(submissions, read)]
  return {
    verified: all.every(({ holds }) => holds),
    checks: all,
    submissions,
    keyOf: ownersOf(recipient, read.story.replay),
  }
}

function unwitnessed({ witnesses }: LogRead): readonly Check[] {
  if (witnesses.asked) return []
  const says =
    'No witness had to cosign, so others may be shown another log: this is a reading, no proof.'
  return [{ check: 'witnesses', holds: false, says }]
}

function countCheck(submissions: number, { checkpoint, witnesses }: LogRead): Check {
  const tree = `in a tree of ${String(checkpoint.size)}, cosigned by ${cosignersText(witnesses.cosignatures)}`
  return {
    check: 'recipient',
    holds: submissions === 0,
    says: `Submissions addressed to that key: ${String(submissions)}, ${tree}.`,
  }
}

function ownersOf(recipient: RecipientId, replay: Replay): readonly string[] {
  const requests = [...replay.requests]
    .filter(([, request]) => request.recipient === recipient)
    .map(([id, { agency }]) => `request ${id} of agency ${agency}`)
  const agencies = [...replay.agencies]
    .filter(([, { keys }]) => keys.some(({ key }) => key.vault === recipient))
    .map(([id]) => `agency ${id}`)
  const partners = [...replay.partners]
    .filter(([, { keys }]) => keys.some(({ key }) => key === recipient))
    .map(([id, { status }]) => `partner ${id}, ${status}`)
  return [...requests, ...agencies, ...partners]
}

/** What even a verified claim says nothing about. */
export const ofClaim: readonly string[] = [
  'Programs that do not keep to the protocol: they can seal anything to any key, by other means.',
  'What an agency that could open an answer did with the video afterwards.',
  'Anything after this checkpoint: ask again later.',
  'Other keys of the same owner: the claim is about one key.',
]
