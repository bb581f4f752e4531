import {
  jsonOf,
  PublicRequest,
  requestDigest,
  requestEntry,
  requestSignatureHolds,
} from '@porchlight/core'
import { LogError, parseTlogProof } from '@porchlight/log'

import type { Check } from './check.ts'
import { proofCheck } from './proof.ts'
import { checkWitnesses } from './witnesses.ts'

export interface RequestVerdict {
  readonly verified: boolean
  readonly checks: readonly Check[]
  /** Null where the file is no request. */
  readonly published: PublicRequest | null
}

export interface RequestInput {
  /** What `GET /api/requests/ID` answered. */
  readonly text: string
  /** The log's verifier key; not from the same place as the file, or it proves little. */
  readonly logKey: string
  /** C2SP tlog-policy, as the person has it; null to look for no witness. */
  readonly policyText: string | null
}

/** Checks offline that a request was signed, and that the public log holds it word for word. */
export function checkRequestFile({ text, logKey, policyText }: RequestInput): RequestVerdict {
  const read = PublicRequest.safeParse(jsonOf(text))
  if (!read.success) return { verified: false, checks: [notARequest], published: null }
  const published = read.data
  const checks = [
    signatureCheck(published),
    proofCheck({
      proof: published.proof,
      entry: requestEntry(published.signed, published.publishedAt),
      logKey,
    }),
    ...(policyText === null ? [] : [witnessCheck(published, { policyText, logKey })]),
  ]
  return { verified: checks.every(({ holds }) => holds), checks, published }
}

const notARequest: Check = {
  check: 'form',
  holds: false,
  says: 'This file is not a request as an instance shows it, or it was cut short.',
}

function witnessCheck(
  { proof }: PublicRequest,
  rule: { readonly policyText: string; readonly logKey: string },
): Check {
  return checkWitnesses(checkpointIn(proof), { ...rule, whose: 'yours' }).check
}

/** Empty where the proof is none: then no witness has cosigned it. */
function checkpointIn(proof: string): string {
  try {
    return parseTlogProof(proof).checkpoint
  } catch (error) {
    if (error instanceof LogError) return ''
    throw error
  }
}

function signatureCheck({ signed }: PublicRequest): Check {
  const holds = requestSignatureHolds(signed)
  return {
    check: 'signature',
    holds,
    says: holds
      ? `Signed word for word with the key ${signed.signature.key}; SHA-256 ${requestDigest(signed)}.`
      : 'The signature does not hold: something in the request was changed.',
  }
}
