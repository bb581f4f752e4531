import {
  feedProofPath,
  latestFeedPath,
  maxFeedBytes,
  maxFeedProofBytes,
  nextFeed,
  readFeed,
  readFeedProof,
} from '@porchlight/core'
import type { Instant, Line } from '@porchlight/core'
import { formatPolicy, LogError, parsePolicy } from '@porchlight/log'
import type { Policy } from '@porchlight/log'

import { allChecks, checkFeed, passingChecks } from './check.ts'
import type { FeedVerdict } from './check.ts'
import { FeedAbsent, fetchBytes } from './fetch-bytes.ts'
import type { Memory } from './memory.ts'
import type { Offer } from './offer.ts'

export interface FollowInput {
  readonly line: Line
  /** Null before the first feed. */
  readonly memory: Memory | null
  /**
   * C2SP tlog-policy text; where it names no log, that of the memory or of the first feed is taken. Null to go
   * on with the policy of the memory, or to believe the first feed.
   */
  readonly policyText: string | null
  readonly now: () => Instant
  readonly signal: AbortSignal
}

/**
 * Fetches the newest feed and checks it: `/feed/latest`, then the feed that it names, each time and
 * whatever was found. A client that slept fetches a few feeds in between first, by their numbers.
 *
 * @throws {FeedAbsent} what `line.send` throws; the signal's reason
 * @throws {LogError} for a text that is no policy
 */
export async function follow(input: FollowInput): Promise<FeedVerdict> {
  const offer = await newestOffer(input)
  const policyText = pinned(input, offer)
  if (policyText === null)
    return { accepted: false, check: 'form', says: 'it does not have the form of a feed', offer }
  const { line, now } = input
  const fixed = { origin: line.origin, policyText, policy: parsePolicy(policyText) }
  let { memory } = input
  for (const number of between(memory, offer)) {
    const passed = await offerAt(input, feedProofPath(number), number)
    const verdict = await checkFeed(passed, { ...fixed, memory, now: now() }, passingChecks)
    if (!verdict.accepted) return verdict
    memory = verdict.memory
  }
  return await checkFeed(offer, { ...fixed, memory, now: now() }, allChecks)
}

/** The policy to check by; null where it would be the feed's, and the feed has none. */
function pinned({ policyText, memory }: FollowInput, offer: Offer): string | null {
  const known = memory?.policy ?? policyIn(offer)
  if (policyText === null || known === null) return policyText ?? known
  if (parsePolicy(policyText).logs.length > 0) return policyText
  return formatPolicy({ ...parsePolicy(policyText), logs: parsePolicy(known).logs })
}

/** The policy that a first feed says of itself; null where it says none. Nothing is verified yet. */
function policyIn({ feed }: Offer): string | null {
  const read = readFeed(feed)
  if (!read.read) return null
  const rules = read.value.directory.flatMap(({ entry }) =>
    'witnesses' in entry ? [entry.witnesses] : [],
  )
  const text = rules.at(-1) ?? null
  return text === null || policyOf(text) === null ? null : text
}

function policyOf(text: string): Policy | null {
  try {
    return parsePolicy(text)
  } catch (error) {
    if (error instanceof LogError) return null
    throw error
  }
}

/** Years of ticks. The number is the instance's word so far, and must not send a client round for ever. */
const maxSteps = 100

/** Numbers of the feeds to go by, the first one first. */
function between(memory: Memory | null, { proof }: Offer): readonly number[] {
  const read = readFeedProof(proof)
  if (memory === null || !read.read) return []
  const steps: number[] = []
  const newest = read.value.number
  let at = nextFeed(memory.number, newest)
  while (at < newest && at > memory.number && steps.length < maxSteps) {
    steps.push(at)
    at = nextFeed(at, newest)
  }
  return steps
}

async function newestOffer(input: FollowInput): Promise<Offer> {
  return await offerAt(input, latestFeedPath, null)
}

/** @param number of the feed that the proof must be about; null for whichever it is */
async function offerAt(
  input: FollowInput,
  proofPath: string,
  number: number | null,
): Promise<Offer> {
  const { line, signal } = input
  const proof = await fetchBytes(line, proofPath, { limit: maxFeedProofBytes, signal })
  const read = readFeedProof(proof)
  if (!read.read) throw new FeedAbsent('What the instance gives for the proof of a feed is none')
  if (number !== null && read.value.number !== number)
    throw new FeedAbsent(`The instance gives another feed for number ${String(number)}`)
  return { proof, feed: await fetchBytes(line, read.value.path, { limit: maxFeedBytes, signal }) }
}
