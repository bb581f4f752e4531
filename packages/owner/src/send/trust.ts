import {
  checkRequest,
  millisOf,
  minuteOf,
  recipientId,
  requestDigest,
  requestSignatureHolds,
} from '@porchlight/core'
import type {
  Entry,
  Finding,
  InstanceFacts,
  Instant,
  PublicAgency,
  PublicRequest,
} from '@porchlight/core'

/** Why nothing is sealed to a request; in the order in which the checks are made. */
export type Distrust =
  /** This machine's clock and the instance's are far apart: nothing about times can be said. */
  | 'clock'
  | 'signature'
  /** Signed, but not with the key that the agency was admitted with. */
  | 'agency-key'
  /** The public log does not hold this very request. */
  | 'not-logged'
  | 'against-the-rules'
  | 'not-live'
  | 'expired'

export type Trust =
  | { readonly trusted: true }
  | {
      readonly trusted: false
      readonly because: readonly [Distrust, ...Distrust[]]
      /** Rules that it breaks. */
      readonly findings: readonly Finding[]
    }

export interface TrustInput {
  readonly published: PublicRequest
  readonly agency: PublicAgency
  readonly instance: InstanceFacts
  readonly now: Instant
  /** Whether a tlog-proof shows, by the log's key, that the log holds the entry. */
  readonly proofHolds: (proof: string, entry: Entry) => boolean
}

/** More than this is a wrong clock, not a slow network. */
const maxClockMillis = 5 * 60_000

/**
 * Checks a request before anything is sealed to it, as if the instance that gave it were not to be
 * trusted: only its log's key and what the agency signed are believed. Reading the whole log (that it
 * shows everybody the same) is another check.
 */
export function checkPublished(input: TrustInput): Trust {
  const findings = findingsOf(input)
  const failed = checks.filter(([, fails]) => fails(input, findings))
  const [first, ...others] = failed.map(([name]) => name)
  return first === undefined
    ? { trusted: true }
    : { trusted: false, because: [first, ...others], findings }
}

type Fails = (input: TrustInput, findings: readonly Finding[]) => boolean

const checks: readonly (readonly [Distrust, Fails])[] = [
  [
    'clock',
    ({ instance, now }) => Math.abs(millisOf(instance.now) - millisOf(now)) > maxClockMillis,
  ],
  ['signature', ({ published }) => !requestSignatureHolds(published.signed)],
  [
    'agency-key',
    ({ published: { signed }, agency }) =>
      signed.request.agency !== agency.profile.id || signed.signature.key !== agency.keys.signing,
  ],
  [
    'not-logged',
    ({ published, proofHolds }) => !proofHolds(published.proof, publishedEntry(published)),
  ],
  ['against-the-rules', (_, findings) => findings.length > 0],
  ['not-live', ({ published }) => published.state !== 'published'],
  ['expired', ({ published, now }) => published.signed.request.expiresAt <= now],
]

/** The rules that can be checked without knowing people: who wrote, approved and reviewed is not public. */
function findingsOf({ published, agency }: TrustInput): readonly Finding[] {
  const verdict = checkRequest(published.signed.request, {
    // as when it was published: that it has expired since is a check of its own
    now: published.publishedAt,
    stage: 'compose',
    agency: agency.profile,
    sameCase: [],
    author: null,
    approvers: [],
    moderators: [],
  })
  return verdict.accepted ? [] : verdict.findings
}

/** The entry that the log must hold for a public request. */
export function publishedEntry({ signed, publishedAt }: PublicRequest): Entry {
  const { request, signature } = signed
  return {
    kind: 'request.published',
    request: request.id,
    version: request.version,
    agency: request.agency,
    agencyKey: signature.key,
    digest: requestDigest(signed),
    recipient: recipientId(request.recipient),
    offence: request.offence,
    class: request.class,
    at: minuteOf(publishedAt),
  }
}
