import { entryBytes } from '@porchlight/core'
import type { Entry } from '@porchlight/core'
import {
  createVerifier,
  LogError,
  parsePublicKey,
  parseTlogProof,
  verifyTlogProof,
} from '@porchlight/log'
import { checkPublished } from '@porchlight/owner'
import type { Trust, TrustInput } from '@porchlight/owner'

/**
 * Checks a request on this device before anything else is offered: what the agency signed, that the
 * public log holds it, that it keeps the rules, that it can still be answered.
 */
export function checkRequest(input: Omit<TrustInput, 'proofHolds'>): Trust {
  return checkPublished({ ...input, proofHolds: proofChecker(input.instance.logKey) })
}

/** Tells whether a tlog-proof shows, by this log's key, that the log holds an entry. */
export function proofChecker(logKey: string): (proof: string, entry: Entry) => boolean {
  return (proof, entry) => {
    try {
      const log = createVerifier(parsePublicKey(logKey))
      return verifyTlogProof({ proof, entry: entryBytes(entry), log }).verified
    } catch (error) {
      // a key that is none proves nothing
      if (error instanceof LogError) return false
      throw error
    }
  }
}

/** Where in the log the entry of a checked proof stands. */
export function placeInLog(proof: string): number {
  return parseTlogProof(proof).index
}
