import { equal, feedEntry, looserThanDefault, sha256Hex, toBase64 } from '@porchlight/core'
import type { Instant } from '@porchlight/core'

import { directoryFault, readDirectory, seenEntries } from './directory.ts'
import { freshness, vouchedAt } from './fresh.ts'
import { readCheckpoint } from './offer.ts'
import type { OpenedFeed, OpenedProof, ReadCheckpoint } from './offer.ts'
import { partnerFault } from './partners.ts'
import { continues, entryVerifier } from './proves.ts'

/** Why a feed is refused whole. */
export type FeedCheckName =
  /** Not in the one form that it has. */
  | 'form'
  /** Too few of the client's own witnesses have cosigned what the log says. */
  | 'witnesses'
  /** The log does not hold it, or not what it says of rules, agencies and partners. */
  | 'inclusion'
  /** Other bytes than the log committed to. */
  | 'digest'
  /** The log is not the continuation of what this client saw. */
  | 'consistency'
  /** Older than a day, or no telling. */
  | 'fresh'
  /** A feed before the last one. */
  | 'number'
  /** What was said of agencies and partners before is gone, does not fit together, or breaks a promise. */
  | 'directory'

/** @returns what is wrong, in words; null where nothing is */
export interface FeedCheck<T> {
  readonly name: FeedCheckName
  readonly fault: (opened: T) => string | null
}

/** Before anything of the feed itself is read: whether witnesses vouch for a log that committed to these bytes. */
export const proofChecks: readonly FeedCheck<OpenedProof>[] = [
  { name: 'witnesses', fault: ({ outer }) => unwitnessed(outer) },
  { name: 'inclusion', fault: unlogged },
  {
    name: 'digest',
    fault: ({ offer, proof }) =>
      sha256Hex(offer.feed) === proof.digest ? null : 'these are not the bytes that the log names',
  },
]

export const feedChecks: readonly FeedCheck<OpenedFeed>[] = [
  { name: 'witnesses', fault: ({ inner }) => unwitnessed(inner) },
  { name: 'consistency', fault: inconsistent },
  { name: 'fresh', fault: stale },
  { name: 'number', fault: numberFault },
  { name: 'inclusion', fault: unloggedEntry },
  { name: 'directory', fault: brokenDirectory },
]

/** When the witnesses vouched for the feed's checkpoint; the feed's own word where the policy asks for none. */
export function vouchedFor({ feed, inner, policy }: OpenedFeed): Instant {
  return vouchedAt(inner.verdict.cosignatures, policy) ?? feed.at
}

function unwitnessed({ verdict }: ReadCheckpoint): string | null {
  return verdict.verified ? null : refusals[verdict.because]
}

const refusals = {
  malformed: 'the checkpoint has no form',
  unsigned: 'the checkpoint is not signed by the log',
  'signature-wrong': 'a signature on the checkpoint is wrong',
  'quorum-missing': 'too few of the witnesses have cosigned the checkpoint',
} as const

function unlogged({ proof, tlog, outer }: OpenedProof): string | null {
  const { index } = tlog
  const hashes = tlog.hashes.map((hash) => toBase64(hash))
  return entryVerifier(outer)({ index, hashes, entry: feedEntry(proof) })
    ? null
    : 'the log does not hold this feed'
}

/** What was seen → the feed's checkpoint → that of its proof. */
function inconsistent(opened: OpenedFeed): string | null {
  const { inner, outer, proof } = opened
  if (inner.origin !== outer.origin) return 'the feed and its proof are of two logs'
  if (!continues(inner, outer, proof.consistency))
    return 'the log of its proof does not continue the log of the feed'
  return forkedFromMemory(opened)
}

function forkedFromMemory({ memory, policy, inner, outer, feed }: OpenedFeed): string | null {
  const seen = memory === null ? null : readCheckpoint(memory.checkpoint, policy)
  if (seen === null) return null
  if (seen.origin !== outer.origin) return 'this is another log'
  if (outer.size === seen.size)
    return equal(outer.root, seen.root) ? null : 'the log has two roots at one size'
  if (outer.size < seen.size) return 'the log is smaller than it was'
  const claim = feed.consistency.find(({ size }) => size === seen.size)
  if (inner.size >= seen.size && continues(seen, inner, claim?.hashes ?? [])) return null
  return 'it is not shown that the log continues what was seen'
}

function stale(opened: OpenedFeed): string | null {
  const at = vouchedFor(opened)
  const verdict = freshness(at, opened.now)
  if (verdict === 'fresh') return null
  return verdict === 'stale'
    ? `the witnesses vouched for it last at ${at}`
    : `the witnesses vouched for it at ${at}, which has not come yet: this clock is wrong`
}

function numberFault({ feed, proof, memory }: OpenedFeed): string | null {
  if (memory === null || feed.number > memory.number) return null
  if (feed.number < memory.number)
    return `it is feed ${String(feed.number)}, and ${String(memory.number)} was seen before`
  return proof.digest === memory.digest
    ? null
    : `there are two feeds of number ${String(feed.number)}`
}

function unloggedEntry({ feed, inner }: OpenedFeed): string | null {
  const holds = entryVerifier(inner)
  const unproved = [...feed.directory, ...feed.news].find((entry) => !holds(entry))
  return unproved === undefined
    ? null
    : `the log does not hold its entry ${String(unproved.index)} (${unproved.entry.kind})`
}

function brokenDirectory({ feed, memory }: OpenedFeed): string | null {
  const fault = directoryFault(feed, memory) ?? partnerFault(feed)
  if (fault !== null) return fault
  const directory = readDirectory(feed, seenEntries(feed, memory))
  if (directory === null) return 'what it says of agencies is not what the log committed to'
  const [looser] = looserThanDefault(directory.policy)
  return looser === undefined ? null : `its rules are looser than was promised: ${looser}`
}
