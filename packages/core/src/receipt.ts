import { z } from 'zod'

import { fromBase64, toBase64, utf8 } from './bytes.ts'
import { canonical } from './canonical.ts'
import { submissionCommitment } from './commitment.ts'
import { Entry } from './entry.ts'
import { Digest, SubmissionId } from './id.ts'
import { ClipName, Salt } from './manifest.ts'

/**
 * What an owner keeps beside the log's proof: all that is needed to show, later and offline, which
 * files were sent and which originals they came from. It travels in the `extra` line of a tlog-proof.
 */
export const ReceiptDetails = z.strictObject({
  kind: z.literal('porchlight/receipt/v1'),
  origin: z.url(),
  /** The log's verifier key as the instance gave it; compare it with one from elsewhere. */
  logKey: z.string().max(300),
  /** C2SP tlog-policy text: the witnesses by which the proof was checked when it was given. */
  witnessPolicy: z.string().max(16_384),
  submission: SubmissionId,
  entry: Entry,
  salt: Salt,
  /** SHA-256 of each sealed file: manifest first, then the clips. */
  sealed: z.array(Digest).min(2),
  originals: z.array(
    z.strictObject({ clip: ClipName, fileName: z.string().max(255), sha256: Digest, salt: Salt }),
  ),
})
export type ReceiptDetails = z.infer<typeof ReceiptDetails>

/** The text of the `extra` line: base64 of RFC 8785 JSON. */
export function receiptExtra(details: ReceiptDetails): string {
  return toBase64(utf8(canonical(details)))
}

/** Reads an `extra` line back; null where it is no receipt of ours. */
export function readReceiptExtra(extra: string): ReceiptDetails | null {
  const bytes = fromBase64(extra)
  if (bytes === null) return null
  try {
    return ReceiptDetails.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data ?? null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Whether the salt and the sealed files are those that the logged entry commits to. */
export function receiptMatchesEntry({ entry, salt, sealed }: ReceiptDetails): boolean {
  return (
    entry.kind === 'submission.sealed' && entry.commitment === submissionCommitment(salt, sealed)
  )
}
