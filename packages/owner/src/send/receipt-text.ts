import { Fault, receiptExtra } from '@porchlight/core'
import type { ReceiptDetails } from '@porchlight/core'

/** How every C2SP tlog-proof begins, and what comes next where it has no extra line. */
const proofStart = 'c2sp.org/tlog-proof@v1\n'
const indexLine = /^index \d+\n/

/**
 * The receipt's file: the log's tlog-proof with what only the owner knows in its `extra` line.
 *
 * @throws {Fault} `log/no-proof` where the instance gave something else than a proof
 */
export function receiptText(proof: string, details: ReceiptDetails): string {
  const rest = proof.slice(proofStart.length)
  if (!proof.startsWith(proofStart) || !indexLine.test(rest)) throw new Fault('log/no-proof')
  return `${proofStart}extra ${receiptExtra(details)}\n${rest}`
}
