import {
  checkRequest,
  hourSeconds,
  later,
  requestDigest,
  requestEntry,
  ruleSentences,
} from '@porchlight/core'
import type { Feed, FeedRequest, Instant, SignedRequest } from '@porchlight/core'
import type { Checkpoint } from '@porchlight/log'

import { signingKeyAt } from './directory.ts'
import type { Directory } from './directory.ts'
import { holdsEntry } from './proves.ts'
import { nodeSignatureHolds } from './signature.ts'

/** Why one request is refused, and the others are not. */
export type RequestCheckName =
  /** The log does not hold this very request. */
  | 'inclusion'
  | 'signature'
  /** Its agency was not admitted, is suspended, or had another key then. */
  | 'keys'
  /** It breaks a published rule. */
  | 'rules'

/** What a request of a feed is held against. */
export interface RequestFacts {
  readonly asked: FeedRequest
  /** Of the signed request, as `requestDigest`. */
  readonly digest: string
  readonly checkpoint: Pick<Checkpoint, 'size' | 'root'>
  readonly vouchedAt: Instant
  readonly directory: Directory
  /** Of requests that an earlier feed showed, signed as they are now. */
  readonly known: ReadonlySet<string>
}

/** @returns what is wrong, in words; null where nothing is */
export interface RequestCheck {
  readonly name: RequestCheckName
  readonly fault: (facts: RequestFacts) => string | null
}

export const requestChecks: readonly RequestCheck[] = [
  { name: 'inclusion', fault: unlogged },
  {
    name: 'signature',
    fault: ({ asked, digest, known }) =>
      // the digest is over request and signature: what held once holds
      known.has(digest) || nodeSignatureHolds(asked.signed) ? null : 'its signature does not hold',
  },
  { name: 'keys', fault: notByAgency },
  { name: 'rules', fault: againstRules },
]

/** A request that passed or failed; `says` and `check` are null where it passed. */
export interface CheckedRequest {
  readonly signed: SignedRequest
  readonly digest: string
  /** Null where the directory does not know the agency. */
  readonly agencyName: string | null
  readonly check: RequestCheckName | null
  readonly says: string | null
}

/** Each request of a feed on its own: one that fails is refused alone. */
export function checkRequests(
  { requests }: Pick<Feed, 'requests'>,
  facts: Omit<RequestFacts, 'asked' | 'digest'>,
  checks: readonly RequestCheck[],
): readonly CheckedRequest[] {
  return requests.map((asked) => {
    const { signed } = asked
    const agency = facts.directory.agencies.get(signed.request.agency)
    const digest = requestDigest(signed)
    const checked = {
      signed,
      digest,
      agencyName: agency?.profile.name ?? null,
    }
    for (const { name, fault } of checks) {
      const says = fault({ ...facts, asked, digest })
      if (says !== null) return { ...checked, check: name, says }
    }
    return { ...checked, check: null, says: null }
  })
}

/** So far may the clocks of the instance and of the witnesses be apart. */
const slackSeconds = hourSeconds

function unlogged({ asked, checkpoint }: RequestFacts): string | null {
  const { index, hashes, signed, publishedAt } = asked
  const entry = requestEntry(signed, publishedAt)
  return holdsEntry(checkpoint, { index, hashes, entry }) ? null : 'the log does not hold it'
}

function notByAgency({ asked, vouchedAt, directory }: RequestFacts): string | null {
  const { signed, publishedAt } = asked
  const agency = directory.agencies.get(signed.request.agency)
  if (agency === undefined) return 'its agency was never admitted'
  if (agency.suspended) return 'its agency may not ask any more'
  // a time that has not come yet would skip the cool-off of a key
  if (publishedAt > later(vouchedAt, slackSeconds)) return 'it is from a time that has not come yet'
  return signingKeyAt(agency, publishedAt) === signed.signature.key
    ? null
    : 'it is signed with a key that was not good for its agency then'
}

/** The rules that can be checked without knowing people: who wrote, approved and reviewed is not public. */
function againstRules({ asked, directory }: RequestFacts): string | null {
  const { signed, publishedAt } = asked
  const agency = directory.agencies.get(signed.request.agency)
  // said by another check
  if (agency === undefined) return null
  const verdict = checkRequest(
    signed.request,
    {
      // as when it was published: that it has expired since is nobody's fault
      now: publishedAt,
      stage: 'compose',
      agency: agency.profile,
      sameCase: [],
      author: null,
      approvers: [],
      moderators: [],
    },
    directory.policy,
  )
  if (verdict.accepted) return null
  return verdict.findings.map(({ rule }) => ruleSentences.get(rule)?.en ?? rule).join(' ')
}
