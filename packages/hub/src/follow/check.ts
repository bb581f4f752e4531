import type { Feed, Instant } from '@porchlight/core'

import { readDirectory, seenEntries } from './directory.ts'
import type { Directory } from './directory.ts'
import { feedChecks, proofChecks, vouchedFor } from './feed-checks.ts'
import type { FeedCheck, FeedCheckName } from './feed-checks.ts'
import type { Memory } from './memory.ts'
import { openFeed, openProof } from './offer.ts'
import type { Follower, Offer, OpenedFeed, OpenedProof } from './offer.ts'
import { checkRequests, requestChecks } from './request-checks.ts'
import type { CheckedRequest, RequestCheck } from './request-checks.ts'

/** What is checked, in this order. */
export interface Checks {
  readonly proof: readonly FeedCheck<OpenedProof>[]
  readonly feed: readonly FeedCheck<OpenedFeed>[]
  readonly request: readonly RequestCheck[]
}

export const allChecks: Checks = { proof: proofChecks, feed: feedChecks, request: requestChecks }

/** Of a feed that a client which slept goes by on its way to the newest: it may be old. */
export const passingChecks: Checks = {
  ...allChecks,
  feed: feedChecks.filter(({ name }) => name !== 'fresh'),
}

export type FeedVerdict =
  | {
      readonly accepted: true
      readonly feed: Feed
      /** Who may ask, by this feed and what was seen before. */
      readonly directory: Directory
      readonly vouchedAt: Instant
      /** All of the feed's, those that are refused alone too. */
      readonly requests: readonly CheckedRequest[]
      /** For the next feed. */
      readonly memory: Memory
    }
  | {
      readonly accepted: false
      readonly check: FeedCheckName
      readonly says: string
      /** Where the log forked, its proof has the signed checkpoint that denies the one that is remembered. */
      readonly offer: Offer
    }

/**
 * Checks what was offered against what this client knows, as if the instance were not to be trusted: only
 * the log's key and the client's own witnesses are believed. The first check that fails refuses it whole.
 * Nothing is fetched, and nothing is kept.
 */
export async function checkFeed(
  offer: Offer,
  follower: Follower,
  checks: Checks = allChecks,
): Promise<FeedVerdict> {
  const proof = openProof(offer, follower)
  if (proof === null)
    return {
      accepted: false,
      check: 'form',
      says: 'its proof does not have the form of one',
      offer,
    }
  const wrong = firstFault(checks.proof, proof)
  if (wrong !== null) return wrong
  const opened = openFeed(proof)
  if (opened === null) return refused(proof, 'form', 'it does not have the form of a feed')
  return firstFault(checks.feed, opened) ?? (await accept(opened, checks.request))
}

async function accept(opened: OpenedFeed, checks: readonly RequestCheck[]): Promise<FeedVerdict> {
  const { feed, inner, memory: before } = opened
  const entries = seenEntries(feed, before)
  const directory = readDirectory(feed, entries)
  if (directory === null) return refused(opened, 'directory', 'it does not say who may ask')
  const vouchedAt = vouchedFor(opened)
  const known = new Set(before?.live.map(({ digest }) => digest))
  const facts = { checkpoint: inner, vouchedAt, directory, known }
  const requests = await checkRequests(feed, facts, checks)
  const memory: Memory = {
    kind: 'porchlight/follow/v1',
    origin: opened.origin,
    policy: opened.policyText,
    number: feed.number,
    digest: opened.proof.digest,
    checkpoint: opened.outer.note,
    shown: { size: inner.size, vouchedAt },
    entries: [...entries],
    live: requests
      .filter(({ check }) => check === null)
      .map(({ signed: { request }, digest }) => {
        return { request: request.id, version: request.version, digest }
      }),
  }
  return { accepted: true, feed, directory, vouchedAt, requests, memory }
}

function firstFault<T extends OpenedProof>(
  checks: readonly FeedCheck<T>[],
  opened: T,
): FeedVerdict | null {
  for (const { name, fault } of checks) {
    const says = fault(opened)
    if (says !== null) return refused(opened, name, says)
  }
  return null
}

function refused({ offer }: OpenedProof, check: FeedCheckName, says: string): FeedVerdict {
  return { accepted: false, check, says, offer }
}
