import { feedPath, readFeed, readFeedProof } from '@porchlight/core'
import type { Feed, FeedProof, Instant } from '@porchlight/core'
import {
  LogError,
  parseCheckpoint,
  parseNote,
  parseTlogProof,
  verifyByPolicy,
} from '@porchlight/log'
import type { Checkpoint, Policy, PolicyVerdict, TlogProof } from '@porchlight/log'

import type { Memory } from './memory.ts'

/** What was fetched, as it came. */
export interface Offer {
  readonly proof: Uint8Array
  readonly feed: Uint8Array
}

/** Who looks at it, and what they know. */
export interface Follower {
  readonly origin: string
  /** Null before the first feed. */
  readonly memory: Memory | null
  /** Of the client, not of the instance. */
  readonly policy: Policy
  readonly policyText: string
  /** By the client's own clock. */
  readonly now: Instant
}

/** A checkpoint that was read; only the verdict says whether it is to be believed. */
export interface ReadCheckpoint extends Checkpoint {
  readonly note: string
  readonly verdict: PolicyVerdict
}

/** A feed's proof that was read, and is not believed yet. */
export interface OpenedProof extends Follower {
  readonly offer: Offer
  readonly proof: FeedProof
  readonly tlog: TlogProof
  /** That of the proof: its tree holds the feed's entry. */
  readonly outer: ReadCheckpoint
}

/** The feed itself, too. */
export interface OpenedFeed extends OpenedProof {
  readonly feed: Feed
  /** That of the feed: its tree holds everything that the feed shows. */
  readonly inner: ReadCheckpoint
}

/** Null where it does not have its form. */
export function openProof(offer: Offer, follower: Follower): OpenedProof | null {
  const read = readFeedProof(offer.proof)
  if (!read.read || read.value.path !== feedPath(read.value.number)) return null
  const tlog = unlessMalformed(() => parseTlogProof(read.value.proof))
  if (tlog === null) return null
  const outer = readCheckpoint(tlog.checkpoint, follower.policy)
  return outer === null ? null : { ...follower, offer, proof: read.value, tlog, outer }
}

/** Null where it does not have its form, or is not the one that its proof is about. */
export function openFeed(opened: OpenedProof): OpenedFeed | null {
  const read = readFeed(opened.offer.feed)
  if (!read.read) return null
  const { value: feed } = read
  const { number, at } = opened.proof
  if (feed.number !== number || feed.at !== at || feed.origin !== opened.origin) return null
  if (![feed.directory, feed.requests, feed.news].every(isOrdered) || hasTwice(feed)) return null
  const inner = readCheckpoint(feed.checkpoint, opened.policy)
  return inner === null ? null : { ...opened, feed, inner }
}

/** Null where the note is none of a checkpoint. */
export function readCheckpoint(note: string, policy: Policy): ReadCheckpoint | null {
  const checkpoint = unlessMalformed(() => parseCheckpoint(parseNote(note).text))
  return checkpoint === null ? null : { ...checkpoint, note, verdict: verifyByPolicy(note, policy) }
}

function isOrdered(list: readonly { readonly index: number }[]): boolean {
  return list.every(({ index }, at) => at === 0 || (list[at - 1]?.index ?? index) < index)
}

/** An agency or a request that is there twice could be taken for either. */
function hasTwice({ agencies, requests }: Feed): boolean {
  const agencyIds = new Set(agencies.map(({ profile }) => profile.id))
  const requestIds = new Set(requests.map(({ signed }) => signed.request.id))
  return agencyIds.size < agencies.length || requestIds.size < requests.length
}

function unlessMalformed<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof LogError) return null
    throw error
  }
}
