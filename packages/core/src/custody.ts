import { z } from 'zod'

import { sha256Hex } from './bytes.ts'
import { canonicalBytes } from './canonical.ts'
import { Digest, MemberId, SubmissionId } from './id.ts'
import { Instant } from './instant.ts'
import { ClipName, Salt } from './manifest.ts'
import { Signature, signatureHolds } from './sign.ts'

/** Why a clip was declined, from a closed list: free text would leak into places it should not. */
export const declineReasons = ['not-relevant', 'unplayable', 'duplicate', 'outside-window'] as const
export const DeclineReason = z.enum(declineReasons)
export type DeclineReason = z.infer<typeof DeclineReason>

const common = {
  submission: SubmissionId,
  at: Instant,
  by: MemberId,
  /** Digest of the event before this one in the same submission; null for the first. */
  previous: Digest.nullable(),
}

/** One thing that happened to a submission or a clip of it after it was released to the agency. */
export const CustodyEvent = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('opened'), ...common }),
  z.strictObject({ action: z.literal('accepted'), clip: ClipName, ...common }),
  z.strictObject({
    action: z.literal('declined'),
    clip: ClipName,
    reason: DeclineReason,
    ...common,
  }),
  /** Saved outside of the workspace, where no program of ours can take it back. */
  z.strictObject({ action: z.literal('exported'), clip: ClipName, ...common }),
  /** The end: the instance deletes the sealed files. Also of what was never opened. */
  z.strictObject({ action: z.literal('destroyed'), ...common }),
])
export type CustodyEvent = z.infer<typeof CustodyEvent>

/**
 * The owner took the answer back before anybody opened it. Nobody of the agency signs that; it stands where the
 * chain would begin, and nothing follows it. Salted, so that the entry tells nothing but that.
 */
export const Withdrawal = z.strictObject({ withdrawn: SubmissionId, salt: Salt })
export type Withdrawal = z.infer<typeof Withdrawal>

/** What the log commits to of a withdrawal. */
export function withdrawalDigest(withdrawal: Withdrawal): Digest {
  return sha256Hex(canonicalBytes(withdrawal))
}

export const SignedCustodyEvent = z.strictObject({ event: CustodyEvent, signature: Signature })
export type SignedCustodyEvent = z.infer<typeof SignedCustodyEvent>

/** The link of the chain: the next event's `previous`, and what the log commits to. */
export function custodyDigest(signed: SignedCustodyEvent): Digest {
  return sha256Hex(canonicalBytes(signed))
}

export function custodySignatureHolds({ event, signature }: SignedCustodyEvent): boolean {
  return signatureHolds('porchlight/custody/v1', event, signature)
}

export type ChainVerdict =
  | { readonly whole: true; readonly head: Digest | null }
  | { readonly whole: false; readonly at: number; readonly because: ChainFault }

export type ChainFault =
  | 'signature'
  | 'other-key'
  | 'other-submission'
  | 'broken-link'
  | 'first-is-not-opened'
  | 'after-destroyed'

/** Checks the events of one submission in order: each signed by one of the agency's keys, each naming the one before. */
export function checkChain(
  events: readonly SignedCustodyEvent[],
  keys: readonly string[],
): ChainVerdict {
  let last: SignedCustodyEvent | null = null
  for (const [at, signed] of events.entries()) {
    const because =
      signed.event.submission === events[0]?.event.submission
        ? chainFault(signed, last, keys)
        : 'other-submission'
    if (because !== null) return { whole: false, at, because }
    last = signed
  }
  return { whole: true, head: last === null ? null : custodyDigest(last) }
}

/** What is wrong with an event that would follow `last` in the same submission; null where nothing is. */
export function chainFault(
  signed: SignedCustodyEvent,
  last: SignedCustodyEvent | null,
  keys: readonly string[],
): ChainFault | null {
  if (!keys.includes(signed.signature.key)) return 'other-key'
  if (!custodySignatureHolds(signed)) return 'signature'
  if (signed.event.previous !== (last === null ? null : custodyDigest(last))) return 'broken-link'
  if (last === null)
    return firstActions.includes(signed.event.action) ? null : 'first-is-not-opened'
  if (last.event.action === 'destroyed') return 'after-destroyed'
  return null
}

/** Nothing can be decided about, or saved of, what nobody has opened. */
const firstActions: readonly CustodyEvent['action'][] = ['opened', 'destroyed']
