import { PublicRequest, requestDigest, requestSignatureHolds } from '@porchlight/core'
import { publishedEntry } from '@porchlight/owner'

import type { Check } from './check.ts'
import { proofCheck } from './proof.ts'

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
}

/** Checks offline that a request was signed, and that the public log holds it word for word. */
export function checkRequestFile({ text, logKey }: RequestInput): RequestVerdict {
  const read = PublicRequest.safeParse(fromJson(text))
  if (!read.success) return { verified: false, checks: [notARequest], published: null }
  const published = read.data
  const checks = [
    signatureCheck(published),
    proofCheck({ proof: published.proof, entry: publishedEntry(published), logKey }),
  ]
  return { verified: checks.every(({ holds }) => holds), checks, published }
}

/** Undefined where the text is no JSON. */
function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const notARequest: Check = {
  check: 'form',
  holds: false,
  says: 'This file is not a request as an instance shows it, or it was cut short.',
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
