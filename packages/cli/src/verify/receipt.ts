import { readReceiptExtra, receiptMatchesEntry, toBase64 } from '@porchlight/core'
import type { Digest, ReceiptDetails } from '@porchlight/core'
import { LogError, parseTlogProof } from '@porchlight/log'
import type { TlogProof } from '@porchlight/log'

import type { Check } from './check.ts'
import { proofCheck, verifierOf } from './proof.ts'
import { checkWitnesses } from './witnesses.ts'
import type { Witnessed } from './witnesses.ts'

export interface ReceiptVerdict {
  readonly verified: boolean
  readonly checks: readonly Check[]
  /** Null where the file is no receipt. */
  readonly details: ReceiptDetails | null
  /** Whether witnesses were asked for, and by whose list; null as above. */
  readonly witnesses: Pick<Witnessed, 'asked' | 'whose'> | null
}

export interface ReceiptInput {
  /** The text of a `.tlog-proof` file. */
  readonly text: string
  /** The log's verifier key, from somewhere else than the receipt; null to use the receipt's own. */
  readonly logKey: string | null
  /** SHA-256 of sealed files to look for in it. */
  readonly files: readonly { readonly name: string; readonly sha256: Digest }[]
  /** C2SP tlog-policy, as the person has it; null to go by the witnesses that the receipt names. */
  readonly policyText: string | null
}

/** Checks a receipt offline. Nothing that it says is believed before the log's signature. */
export function checkReceipt({ text, logKey, files, policyText }: ReceiptInput): ReceiptVerdict {
  const read = readReceipt(text)
  if (read === null)
    return { verified: false, checks: [notAReceipt], details: null, witnesses: null }
  const { details, proof } = read
  const key = logKey ?? details.logKey
  const witnessed = checkWitnesses(proof.checkpoint, {
    policyText: policyText ?? details.witnessPolicy,
    logKey: key,
    whose: policyText === null ? 'the receipt’s own' : 'yours',
  })
  const checks = [
    keyCheck(details, logKey),
    proofCheck({ proof: text, entry: details.entry, logKey: key }),
    witnessed.check,
    commitmentCheck(details),
    ...files.map((file) => fileCheck(details, file)),
  ]
  return {
    verified: checks.every(({ holds }) => holds),
    checks,
    details,
    witnesses: { asked: witnessed.asked, whose: witnessed.whose },
  }
}

const notAReceipt: Check = {
  check: 'form',
  holds: false,
  says: 'This file is not a Porchlight receipt, or it was changed.',
}

function readReceipt(
  text: string,
): { readonly proof: TlogProof; readonly details: ReceiptDetails } | null {
  try {
    const proof = parseTlogProof(text)
    if (proof.extra === undefined) return null
    const details = readReceiptExtra(toBase64(proof.extra))
    return details === null ? null : { proof, details }
  } catch (error) {
    if (error instanceof LogError) return null
    throw error
  }
}

function keyCheck(details: ReceiptDetails, logKey: string | null): Check {
  if (logKey === null)
    return {
      check: 'log-key',
      holds: verifierOf(details.logKey) !== null,
      says: `The log's key is taken from the receipt itself: ${details.logKey}`,
    }
  const same = logKey === details.logKey
  return {
    check: 'log-key',
    holds: same && verifierOf(logKey) !== null,
    says: same ? 'The log’s key is the one you gave.' : 'The receipt names another log than yours.',
  }
}

function commitmentCheck(details: ReceiptDetails): Check {
  const holds = receiptMatchesEntry(details)
  const count = String(details.sealed.length)
  return {
    check: 'commitment',
    holds,
    says: holds
      ? `The entry commits to exactly the ${count} sealed files that the receipt lists.`
      : 'The entry commits to other files than the receipt lists.',
  }
}

function fileCheck(
  { sealed }: ReceiptDetails,
  { name, sha256 }: { readonly name: string; readonly sha256: Digest },
): Check {
  const at = sealed.indexOf(sha256)
  const which = at === 0 ? 'the manifest' : `clip ${String(at)}`
  return {
    check: 'files',
    holds: at >= 0,
    says: at >= 0 ? `${name} is ${which} of that answer.` : `${name} is not of that answer.`,
  }
}
