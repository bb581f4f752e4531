import {
  canonicalBytes,
  checkRequest,
  isTooSoon,
  keyAt,
  millisOf,
  recipientId,
  requestEntry,
  requestSignatureHolds,
  sha256Hex,
} from '@porchlight/core'
import type {
  DatedKey,
  Entry,
  Finding,
  InstanceFacts,
  Instant,
  LoggedEntry,
  LoggedKeys,
  PublicAgency,
  PublicRequest,
} from '@porchlight/core'

/** Why nothing is sealed to a request; in the order in which the checks are made. */
export type Distrust =
  /** This machine's clock and the instance's are far apart: nothing about times can be said. */
  | 'clock'
  | 'signature'
  /** The public log does not hold the agency's admission, or not the very profile that is shown. */
  | 'agency-not-logged'
  /** The instance itself says that the agency may not ask any more. */
  | 'agency-suspended'
  /** Signed, but not with a key that the public log held for the agency at that time. */
  | 'agency-key'
  /** The public log does not hold this very request. */
  | 'not-logged'
  /** The log says so, but too few of its witnesses have cosigned it. */
  | 'not-witnessed'
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
  /** What a tlog-proof shows, by the log's key and the policy of its witnesses. */
  readonly judge: JudgeProof
}

export type JudgeProof = (proof: string, entry: Entry) => 'holds' | 'not-logged' | 'not-witnessed'

/** More than this is a wrong clock, not a slow network. */
const maxClockMillis = 5 * 60_000

/**
 * Checks a request before anything is sealed to it, as if the instance that gave it were not to be
 * trusted: only its log's key, the witnesses of the policy and what the agency signed are believed. That
 * a key was not replaced since, and that no answer went elsewhere, is read off the whole log.
 */
export function checkPublished(input: TrustInput): Trust {
  const seen = { findings: findingsOf(input), proofs: proofsOf(input) }
  const failed = checks.filter(([, fails]) => fails(input, seen))
  const [first, ...others] = failed.map(([name]) => name)
  return first === undefined
    ? { trusted: true }
    : { trusted: false, because: [first, ...others], findings: seen.findings }
}

type Fails = (input: TrustInput, seen: Seen) => boolean

type Judgement = ReturnType<JudgeProof>

interface Seen {
  readonly findings: readonly Finding[]
  readonly proofs: Readonly<Record<'request' | 'admission' | 'key', Judgement>>
}

function proofsOf({ published, agency, judge }: TrustInput): Seen['proofs'] {
  const { admission } = agency
  const key = goodThen({ published, agency })
  return {
    request: judgeVersions(published, judge),
    admission: judge(admission.proof, admission.entry),
    key: key === null ? 'not-logged' : judge(key.proof, key.entry),
  }
}

/** Every version that ever stood is in the log, none is left out; the worst of them is told. */
function judgeVersions({ earlier, ...last }: PublicRequest, judge: JudgeProof): Judgement {
  const versions = [...earlier, last]
  const counted = versions.every(({ signed }, at) => signed.request.version === at + 1)
  if (!counted) return 'not-logged'
  const judged = versions.map(({ signed, publishedAt, proof }) =>
    judge(proof, requestEntry(signed, publishedAt)),
  )
  return judged.find((each) => each === 'not-logged') ?? judged.find(isWanting) ?? 'holds'
}

function isWanting(judgement: Judgement): boolean {
  return judgement !== 'holds'
}

const checks: readonly (readonly [Distrust, Fails])[] = [
  [
    'clock',
    ({ instance, now }) => Math.abs(millisOf(instance.now) - millisOf(now)) > maxClockMillis,
  ],
  ['signature', ({ published }) => !requestSignatureHolds(published.signed)],
  [
    'agency-not-logged',
    ({ agency: { profile, admission } }, { proofs }) =>
      proofs.admission === 'not-logged' ||
      admission.entry.kind !== 'agency.admitted' ||
      admission.entry.agency !== profile.id ||
      admission.entry.profile !== sha256Hex(canonicalBytes(profile)),
  ],
  [
    'agency-suspended',
    ({ published, agency }) => published.suspended || agency.suspension !== null,
  ],
  ['agency-key', (_, { proofs }) => proofs.key === 'not-logged'],
  ['not-logged', (_, { proofs }) => proofs.request === 'not-logged'],
  ['not-witnessed', (_, { proofs }) => Object.values(proofs).includes('not-witnessed')],
  ['against-the-rules', (_, { findings }) => findings.length > 0],
  ['not-live', ({ published }) => published.state !== 'published'],
  ['expired', ({ published, now }) => published.signed.request.expiresAt <= now],
]

/**
 * The entry of the key that was the agency's when the request was published, by all entries that the
 * instance shows of it; null where the request is signed with another.
 */
function goodThen({
  published: { signed, publishedAt },
  agency: { profile, keys },
}: Pick<TrustInput, 'published' | 'agency'>): LoggedEntry | null {
  const dated: DatedKey<LoggedKeys>[] = []
  for (const shown of keys.toSorted((a, b) => a.logged.index - b.logged.index)) {
    const { entry } = shown.logged
    if (entry.kind !== 'agency.key' || entry.agency !== profile.id) return null
    if (entry.signing !== shown.keys.signing) return null
    if (entry.vault !== recipientId(shown.keys.vault)) return null
    // no honest instance shows keys that skip the cool-off
    if (isTooSoon(dated, entry)) return null
    dated.push({ key: shown, from: entry.from })
  }
  const good = keyAt(dated, publishedAt)
  if (signed.request.agency !== profile.id) return null
  return good !== null && signed.signature.key === good.keys.signing ? good.logged : null
}

/** The rules that can be checked without knowing people: who wrote, approved and reviewed is not public. */
function findingsOf({ published, agency }: TrustInput): readonly Finding[] {
  const before = published.earlier.at(-1)?.signed.request
  const verdict = checkRequest(published.signed.request, {
    // as when it was published: that it has expired since is a check of its own
    now: published.publishedAt,
    stage: 'compose',
    agency: agency.profile,
    sameCase: [],
    ...(before === undefined ? {} : { before }),
    author: null,
    approvers: [],
    moderators: [],
  })
  return verdict.accepted ? [] : verdict.findings
}
