import { hash } from 'node:crypto'

import {
  checkRequest,
  hourSeconds,
  later,
  requestEntry,
  requestTexts,
  ruleSentences,
} from '@porchlight/core'
import type { Feed, FeedRequest, Instant, SignedRequest } from '@porchlight/core'
import type { Checkpoint } from '@porchlight/log'

import { signingKeyAt } from './directory.ts'
import type { Directory } from './directory.ts'
import { entryVerifier } from './proves.ts'
import type { ProvedEntry } from './proves.ts'
import { SignatureVerifier } from './signature.ts'
import type { SignedBy } from './signature.ts'

/** Why one request is refused, and the others are not. */
export type RequestCheckName =
  /** The log does not hold this very request. */
  | 'inclusion'
  | 'signature'
  /** Its agency was not admitted, is suspended, or had another key then. */
  | 'keys'
  /** It breaks a published rule. */
  | 'rules'

/** What the requests of a feed are held against. */
export interface FeedFacts {
  readonly checkpoint: Pick<Checkpoint, 'size' | 'root'>
  readonly vouchedAt: Instant
  readonly directory: Directory
  /** Digests of requests that an earlier feed showed, signed as they are now. */
  readonly known: ReadonlySet<string>
}

/** A request of a feed, with what was worked out of it before it is checked. */
interface ReadRequest {
  readonly asked: FeedRequest
  /** Of the signed request, as `requestDigest`. */
  readonly digest: string
  readonly signatureHolds: boolean
}

interface RequestFacts extends ReadRequest, Pick<FeedFacts, 'directory'> {
  /** Later than this is a time that has not come yet. */
  readonly latest: Instant
  readonly isLogged: (entry: ProvedEntry) => boolean
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
    fault: ({ signatureHolds }) => (signatureHolds ? null : 'its signature does not hold'),
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

/** Verified at a time: long enough that sending them costs little. */
const blockLength = 256

/**
 * Each request of a feed on its own: one that fails is refused alone. While signatures are verified on another
 * thread, all else is checked on this one.
 */
export async function checkRequests(
  { requests }: Pick<Feed, 'requests'>,
  facts: FeedFacts,
  checks: readonly RequestCheck[],
): Promise<readonly CheckedRequest[]> {
  const { vouchedAt, directory, known } = facts
  const latest = later(vouchedAt, slackSeconds)
  const about = { latest, directory, isLogged: entryVerifier(facts.checkpoint) }
  using verifier = new SignatureVerifier()
  const blocks = blocksOf(requests).map((block) => {
    const read = block.map((asked) => readRequest(asked, known))
    const answers = verifier.verify(read.flatMap(({ toVerify }) => toVerify ?? []))
    // where the first of them fails the others do too, and nobody awaits them any more
    answers.catch(() => undefined)
    return { read, answers }
  })
  const checked: CheckedRequest[] = []
  for (const { read, answers } of blocks) {
    const held = (await answers).values()
    for (const { toVerify, ...one } of read) {
      const signatureHolds = toVerify === null || held.next().value === true
      checked.push(checkOne({ ...about, ...one, signatureHolds }, checks))
    }
  }
  return checked
}

function blocksOf(requests: readonly FeedRequest[]): readonly (readonly FeedRequest[])[] {
  const count = Math.ceil(requests.length / blockLength)
  return Array.from({ length: count }, (_, at) =>
    requests.slice(at * blockLength, (at + 1) * blockLength),
  )
}

interface UnverifiedRequest extends Omit<ReadRequest, 'signatureHolds'> {
  /** Null where it held before: the digest is over request and signature. */
  readonly toVerify: SignedBy | null
}

function readRequest(asked: FeedRequest, known: ReadonlySet<string>): UnverifiedRequest {
  const { signed: text, whole } = requestTexts(asked.signed)
  const digest = hash('sha256', whole, 'hex')
  const { signature } = asked.signed
  return { asked, digest, toVerify: known.has(digest) ? null : { text, signature } }
}

function checkOne(facts: RequestFacts, checks: readonly RequestCheck[]): CheckedRequest {
  const { asked, digest, directory } = facts
  const { signed } = asked
  const agencyName = directory.agencies.get(signed.request.agency)?.profile.name ?? null
  for (const { name, fault } of checks) {
    const says = fault(facts)
    if (says !== null) return { signed, digest, agencyName, check: name, says }
  }
  return { signed, digest, agencyName, check: null, says: null }
}

/** So far may the clocks of the instance and of the witnesses be apart. */
const slackSeconds = hourSeconds

function unlogged({ asked, digest, isLogged }: RequestFacts): string | null {
  const { index, hashes, signed, publishedAt } = asked
  const entry = requestEntry(signed, publishedAt, digest)
  return isLogged({ index, hashes, entry }) ? null : 'the log does not hold it'
}

function notByAgency({ asked, latest, directory }: RequestFacts): string | null {
  const { signed, publishedAt } = asked
  const agency = directory.agencies.get(signed.request.agency)
  if (agency === undefined) return 'its agency was never admitted'
  if (agency.suspended) return 'its agency may not ask any more'
  // a time that has not come yet would skip the cool-off of a key
  if (publishedAt > latest) return 'it is from a time that has not come yet'
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
