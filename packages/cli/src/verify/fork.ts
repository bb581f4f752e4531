import { LogError, openCheckpoint, parseTlogProof, verifyTlogProof } from '@porchlight/log'
import type { SignedCheckpoint, Verifier } from '@porchlight/log'

import type { Check } from './check.ts'
import { verifierOf } from './proof.ts'

export interface ForkVerdict {
  readonly verified: boolean
  readonly checks: readonly Check[]
  /** The two entries at that index, as text; null where nothing is proved, or by two checkpoints. */
  readonly difference: { readonly index: number; readonly entries: readonly string[] } | null
}

/** How a C2SP tlog-proof begins. */
const firstLine = 'c2sp.org/tlog-proof@v1\n'

/**
 * Whether a file of evidence proves that a log has signed two histories: two proofs, both of what it
 * signed, that have another entry at the same place; or two checkpoints of one size with different roots.
 */
export function checkFork(text: string, logKey: string): ForkVerdict {
  const log = verifierOf(logKey)
  if (log === null) return unproved('The key of the log is not one.')
  const [before, ...proofs] = text.split(firstLine)
  if (proofs.length === 0) return checkNotes(text, log)
  if (before !== '' || proofs.length !== 2)
    return unproved('This file does not hold the two proofs that it takes.')
  const read = proofs.map((proof) => included(`${firstLine}${proof}`, log))
  const [one = null, other = null] = read
  const checks = read.map(proofCheck)
  if (one === null || other === null) return { verified: false, checks, difference: null }
  const differs = one.index === other.index && one.entry !== other.entry
  const difference = differs ? { index: one.index, entries: [one.entry, other.entry] } : null
  return { verified: differs, checks: [...checks, differenceCheck(difference)], difference }
}

function unproved(says: string): ForkVerdict {
  return { verified: false, checks: [{ check: 'form', holds: false, says }], difference: null }
}

/** As a witness keeps them, one below the other. */
function checkNotes(text: string, log: Verifier): ForkVerdict {
  const [origin = ''] = text.split('\n', 1)
  const end = text.indexOf(`\n\n${origin}\n`)
  const notes = end < 0 ? [] : [text.slice(0, end + 1), text.slice(end + 2)]
  const [one = null, other = null] = notes.map((note) => opened(note, log))
  if (one === null || other === null)
    return unproved('This file holds neither two proofs nor two checkpoints that this log signed.')
  const forked = one.size === other.size && !Buffer.from(one.root).equals(other.root)
  const says = forked
    ? `${one.origin} signed two histories of ${String(one.size)} entries: their roots differ.`
    : 'Both checkpoints can be of one history, as far as can be seen from them alone.'
  return {
    verified: forked,
    checks: [{ check: 'signature', holds: forked, says }],
    difference: null,
  }
}

/** Null where the log did not sign it. */
function opened(note: string, log: Verifier): SignedCheckpoint | null {
  try {
    return openCheckpoint(note, log)
  } catch (error) {
    if (error instanceof LogError) return null
    throw error
  }
}

interface Included {
  readonly index: number
  readonly size: number
  readonly origin: string
  readonly entry: string
}

/** Null where the proof does not lead from its entry to what the log signed. */
function included(text: string, log: Verifier): Included | null {
  const extra = extraOf(text)
  if (extra === null) return null
  // the second proof follows an empty line
  const proof = text.replace(/\n\n$/, '\n')
  const verdict = verifyTlogProof({ proof, entry: extra, log })
  if (!verdict.verified) return null
  const { size, origin } = verdict.checkpoint
  return { index: verdict.index, size, origin, entry: new TextDecoder().decode(extra) }
}

function extraOf(text: string): Uint8Array | null {
  try {
    return parseTlogProof(text).extra ?? null
  } catch (error) {
    if (error instanceof LogError) return null
    throw error
  }
}

function proofCheck(found: Included | null): Check {
  if (found === null)
    return { check: 'proof', holds: false, says: 'A proof does not lead to what this log signed.' }
  const says = `${found.origin} signed a history of ${String(found.size)} entries, with this entry ${String(found.index)}: ${found.entry}`
  return { check: 'proof', holds: true, says }
}

function differenceCheck(difference: ForkVerdict['difference']): Check {
  return {
    check: 'entries',
    holds: difference !== null,
    says:
      difference === null
        ? 'Both proofs can be of one history.'
        : `Both cannot be true: a log has one entry ${String(difference.index)}.`,
  }
}
