import { api, call, checkChain, custodyDigest, Fault, sign } from '@porchlight/core'
import type {
  ClipName,
  CustodyEvent,
  Digest,
  InboxSubmission,
  MemberId,
  SignedCustodyEvent,
  SigningSecret,
} from '@porchlight/core'

import { now } from '../../ui/clock.ts'
import { line } from '../../ui/line.ts'
import type { ClipDecision } from './decision.ts'

/** Who signs. */
export interface Pen {
  readonly member: MemberId
  readonly signing: SigningSecret
  /** All signing keys that the agency ever had; every event of a chain must be signed with one of them. */
  readonly keys: readonly string[]
}

export type Happening =
  | { readonly action: 'opened' | 'destroyed' }
  | { readonly action: 'exported'; readonly clip: ClipName }
  | ClipDecision

/**
 * Signs what happened, each event naming the one before, and records it.
 *
 * @throws {Fault} `custody/broken-chain` also where the chain that the instance showed is not whole
 */
export async function record(
  submission: InboxSubmission,
  happened: readonly Happening[],
  pen: Pen,
): Promise<InboxSubmission> {
  const chain = checkChain(submission.custody, pen.keys)
  if (!chain.whole) throw new Fault('custody/broken-chain')
  const events = chained(submission, happened, { pen, head: chain.head })
  return await call(line, api.recordCustody, { id: submission.id, events: [...events] })
}

function chained(
  { id }: InboxSubmission,
  happened: readonly Happening[],
  { pen, head }: { readonly pen: Pen; readonly head: Digest | null },
): readonly SignedCustodyEvent[] {
  let previous = head
  return happened.map((what) => {
    const event: CustodyEvent = { ...what, submission: id, at: now(), by: pen.member, previous }
    const signed = { event, signature: sign('porchlight/custody/v1', event, pen.signing) }
    previous = custodyDigest(signed)
    return signed
  })
}
