import { entryBytes } from '@porchlight/core'
import type { Entry } from '@porchlight/core'
import { createVerifier, LogError, parsePublicKey, verifyTlogProof } from '@porchlight/log'
import type { Verifier } from '@porchlight/log'

import type { Check } from './check.ts'

export interface ProofInput {
  /** A C2SP tlog-proof, as text. */
  readonly proof: string
  readonly entry: Entry
  /** The log's verifier key, as text. */
  readonly logKey: string
}

/** Whether the log that the key belongs to holds the entry. */
export function proofCheck({ proof, entry, logKey }: ProofInput): Check {
  const log = verifierOf(logKey)
  if (log === null) return { check: 'proof', holds: false, says: 'The key of the log is not one.' }
  const verdict = verifyTlogProof({ proof, entry: entryBytes(entry), log })
  if (!verdict.verified)
    return { check: 'proof', holds: false, says: proofFailures[verdict.because] }
  const { index, checkpoint } = verdict
  return {
    check: 'proof',
    holds: true,
    says: `It is entry ${String(index)} of the ${String(checkpoint.size)} that ${checkpoint.origin} signed for.`,
  }
}

const proofFailures = {
  malformed: 'The proof does not have the form of one.',
  unsigned: 'The checkpoint is not signed by this log.',
  'not-included': 'The proof does not lead to the entry: that log does not hold it.',
} as const

/** Null where the text is no verifier key. */
export function verifierOf(key: string): Verifier | null {
  try {
    return createVerifier(parsePublicKey(key))
  } catch (error) {
    if (error instanceof LogError) return null
    throw error
  }
}
