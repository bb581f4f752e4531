import { entryBytes } from '@porchlight/core'
import {
  LogError,
  parsePolicy,
  parseTlogProof,
  verifyByPolicy,
  verifyWitnessedProof,
} from '@porchlight/log'
import { checkPublished } from '@porchlight/owner'
import type { JudgeProof, Trust, TrustInput } from '@porchlight/owner'

/**
 * Checks a request on this device before anything else is offered: what the agency signed, that the
 * public log holds it and the agency's key, witnessed, that it keeps the rules, that it can still be answered.
 */
export function checkRequest(input: Omit<TrustInput, 'judge'>): Trust {
  return checkPublished({ ...input, judge: proofJudge(input.instance.witnessPolicy) })
}

/** Tells what a tlog-proof shows, by a C2SP tlog-policy: the log, and its witnesses. */
export function proofJudge(policyText: string): JudgeProof {
  return (proof, entry) => {
    try {
      const policy = parsePolicy(policyText)
      const verdict = verifyWitnessedProof({ proof, entry: entryBytes(entry), policy })
      if (verdict.verified) return 'holds'
      return verdict.because === 'quorum-missing' ? 'not-witnessed' : 'not-logged'
    } catch (error) {
      // a policy that is none proves nothing
      if (error instanceof LogError) return 'not-logged'
      throw error
    }
  }
}

/** Where in the log the entry of a checked proof stands. */
export function placeInLog(proof: string): number {
  return parseTlogProof(proof).index
}

/** The names of the witnesses who have cosigned a checked proof; empty where the log has none. */
export function witnessesOf(proof: string, policyText: string): readonly string[] {
  const verdict = verifyByPolicy(parseTlogProof(proof).checkpoint, parsePolicy(policyText))
  return verdict.cosignatures.map(({ witness }) => witness)
}
