import { z } from 'zod'

import { AgencyKeys, AgencyProfile } from './agency.ts'
import { concat, equal, utf8 } from './bytes.ts'
import { canonicalBytes } from './canonical.ts'
import { Entry } from './entry.ts'
import type { EntryKind } from './entry.ts'
import { Digest } from './id.ts'
import { Instant, minuteOf } from './instant.ts'
import { jsonOf } from './json.ts'
import { SignedRequest } from './request.ts'
import { maxFeedMessages, SealedMessage } from './thread.ts'
import { Issuer } from './token.ts'

/** A SHA-256 of the log's tree: standard base64, 32 bytes (of the last digit two bits are none). */
const TreeHash = z.string().regex(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/)

/** From the leaf's sibling up to the root's child, as in RFC 6962; a log of 2^53 entries has no longer proof. */
const TreeHashes = z.array(TreeHash).max(64)

/** Where the feed's checkpoint holds an entry, and the proof of it. */
const logged = { index: z.int().min(0), hashes: TreeHashes }

/** What the log says of the instance's rules, of agencies and of partners: all that a client must know to judge a request. */
export const directoryKinds = [
  'instance.opened',
  'policy.changed',
  'agency.admitted',
  'agency.key',
  'agency.suspended',
  'partner.announced',
  'partner.activated',
  'partner.ended',
  'partner.key',
  'token.key',
] as const satisfies readonly EntryKind[]
export type DirectoryKind = (typeof directoryKinds)[number]

export const DirectoryEntry = z.strictObject({
  ...logged,
  entry: Entry.refine(({ kind }) => isDirectoryKind(kind), 'Not an entry of the directory'),
})
export type DirectoryEntry = z.infer<typeof DirectoryEntry>

/** What an agency did with an answer, or that its owner took it back: what an owner wants to know, without asking. */
export const newsKinds = [
  'custody.opened',
  'custody.accepted',
  'custody.declined',
  'custody.destroyed',
] as const satisfies readonly EntryKind[]
export type NewsKind = (typeof newsKinds)[number]

export const NewsEntry = z.strictObject({
  ...logged,
  entry: Entry.refine(({ kind }) => newsKinds.some((known) => known === kind), 'No news'),
})
export type NewsEntry = z.infer<typeof NewsEntry>

/** Each takes a proof, about a kilobyte: a quarter of a mebibyte at most. */
export const maxNews = 256
/** Of a hub that was off over a holiday. */
export const newsDays = 30

/** A live request. Its entry follows from what is here: `requestEntry`. */
export const FeedRequest = z.strictObject({
  ...logged,
  signed: SignedRequest,
  publishedAt: Instant,
})
export type FeedRequest = z.infer<typeof FeedRequest>

/** That the tree of a checkpoint which an earlier feed came with is the beginning of this feed's. */
export const FeedConsistency = z.strictObject({ size: z.int().min(1), hashes: TreeHashes })
export type FeedConsistency = z.infer<typeof FeedConsistency>

/** A signed note with 64 signatures is less. */
const maxNoteText = 65_536

/**
 * All that a client needs, the same for everybody: one file for each tick. What is wrong in it, a client
 * finds with the checkpoint, the policy of witnesses that it holds itself, and nothing else.
 */
export const Feed = z.strictObject({
  kind: z.literal('porchlight/feed/v1'),
  number: z.int().min(1),
  origin: z.url().max(200),
  at: Instant,
  /** Signed note with its cosignatures: the newest when the feed was made. */
  checkpoint: z.string().max(maxNoteText),
  /** By size, the smallest first. */
  consistency: z.array(FeedConsistency).max(64),
  /** In the order of the log: how the instance opened, its newest rules, and every entry about an agency or a partner. */
  directory: z.array(DirectoryEntry),
  /** What the directory commits to by digest: of each agency its profile, and its keys in full. */
  agencies: z.array(z.strictObject({ profile: AgencyProfile, keys: AgencyKeys })),
  /** How tokens are had, with a key that the directory names; null before there is one. */
  issuer: Issuer.nullable(),
  /** In the order of the log. */
  requests: z.array(FeedRequest),
  /** The newest, in the order of the log. */
  news: z.array(NewsEntry).max(maxNews),
  /**
   * What agencies ask of owners whose names they do not know, each sealed to one answer: found by trying. Of whom,
   * and of which answer, nothing says. Sorted as text, none twice, so that their order tells nothing
   * either. Absent from feeds that were made before there were any.
   */
  messages: z.array(SealedMessage).max(maxFeedMessages).refine(isSorted).optional(),
})
export type Feed = z.infer<typeof Feed>

/**
 * That the log holds a feed: the proof of its `feed.published`. Made once for each feed, when its entry is in
 * the log; the newest is what clients ask for.
 */
export const FeedProof = z.strictObject({
  kind: z.literal('porchlight/feed-proof/v1'),
  number: z.int().min(1),
  /** Of the feed, at the instance's origin. */
  path: z.string().regex(/^\/feed\/[1-9]\d{0,15}$/),
  digest: Digest,
  at: Instant,
  /** C2SP tlog-proof of the entry, with a cosigned checkpoint and without an extra line. */
  proof: z.string().max(maxNoteText),
  /** From the feed's own checkpoint to that of the proof. */
  consistency: TreeHashes,
})
export type FeedProof = z.infer<typeof FeedProof>

/** A feed's size tells an observer no more than this. */
export const feedStepBytes = 65_536

/** For each live request there is room for 2 KiB: six thousand of them. */
export const maxFeedBytes = 256 * feedStepBytes

/** All proofs are of one size, whatever the log's and the number of its witnesses. */
export const feedProofStepBytes = 8192
export const maxFeedProofBytes = 8 * feedProofStepBytes

/**
 * RFC 8785 JSON, then spaces, then a line break, to a whole number of steps. White space after a JSON text is
 * part of no value: every JSON reader takes it, what is hashed needs no field that depends on its own length.
 */
export function feedBytes(feed: Feed): Uint8Array {
  return padded(canonicalBytes(feed), feedStepBytes)
}

export function feedProofBytes(proof: FeedProof): Uint8Array {
  return padded(canonicalBytes(proof), feedProofStepBytes)
}

/** Where a feed is, at the instance's origin. */
export function feedPath(number: number): string {
  return `/feed/${String(number)}`
}

/** Where the proof of a feed is; that of the newest is at `/feed/latest` too. */
export function feedProofPath(number: number): string {
  return `${feedPath(number)}.proof`
}

export const latestFeedPath = '/feed/latest'

/**
 * How many feeds back a feed proves consistency: an hour of ticks one by one, then by powers of two up to four weeks.
 * A client that slept goes from one to the next: from any feed to any later one takes few steps.
 */
const reach: readonly number[] = [
  ...Array.from({ length: 12 }, (_, at) => at + 1),
  ...Array.from({ length: 10 }, (_, at) => 2 ** (at + 4)),
]

/** The earlier feeds from whose proofs' checkpoints a feed proves consistency, the oldest first. */
export function feedsBefore(number: number): readonly number[] {
  return reach
    .filter((back) => back < number)
    .map((back) => number - back)
    .toReversed()
}

/** The feed by which a client that saw `seen` gets on to `newest`; `newest` itself where one step is enough. */
export function nextFeed(seen: number, newest: number): number {
  const step = reach.findLast((back) => back <= newest - seen) ?? 0
  return seen + step
}

/** The one entry that commits to a feed. */
export function feedEntry({
  number,
  digest,
  at,
}: Pick<FeedProof, 'number' | 'digest' | 'at'>): Entry {
  return { kind: 'feed.published', number, digest, at: minuteOf(at) }
}

export type Read<T> =
  | { readonly read: true; readonly value: T }
  | {
      readonly read: false
      readonly because: 'size' | 'not-json' | 'unknown-form' | 'not-canonical'
    }

/** Reads a feed; anything but its one form is found wanting. */
export function readFeed(bytes: Uint8Array): Read<Feed> {
  if (bytes.length > maxFeedBytes) return { read: false, because: 'size' }
  return readPadded(bytes, Feed, feedStepBytes)
}

export function readFeedProof(bytes: Uint8Array): Read<FeedProof> {
  if (bytes.length > maxFeedProofBytes) return { read: false, because: 'size' }
  return readPadded(bytes, FeedProof, feedProofStepBytes)
}

function isSorted(messages: readonly string[]): boolean {
  return messages.every((message, at) => at === 0 || (messages[at - 1] ?? message) < message)
}

function isDirectoryKind(kind: EntryKind): kind is DirectoryKind {
  return directoryKinds.some((known) => known === kind)
}

const lineBreak = utf8('\n')

/** The line break is always there, so the shortest padding is one byte. */
function padded(bytes: Uint8Array, step: number): Uint8Array {
  const size = Math.ceil((bytes.length + lineBreak.length) / step) * step
  return concat(bytes, utf8(' '.repeat(size - bytes.length - lineBreak.length)), lineBreak)
}

function readPadded<T>(bytes: Uint8Array, schema: z.ZodType<T>, step: number): Read<T> {
  if (bytes.length === 0 || bytes.length % step !== 0) return { read: false, because: 'size' }
  const json = jsonOf(new TextDecoder('utf-8', { fatal: false }).decode(bytes))
  if (json === undefined) return { read: false, because: 'not-json' }
  const parsed = schema.safeParse(json)
  if (!parsed.success) return { read: false, because: 'unknown-form' }
  return equal(padded(canonicalBytes(parsed.data), step), bytes)
    ? { read: true, value: parsed.data }
    : { read: false, because: 'not-canonical' }
}
