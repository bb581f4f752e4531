import { z } from 'zod'

import { AgencyKind, FederalTie, federalTies } from './agency.ts'
import { equal } from './bytes.ts'
import { canonicalBytes } from './canonical.ts'
import { AgencyId, Digest, PartnerId, RecipientId, RequestId, SigningKey, StewardId } from './id.ts'
import { Day, Instant } from './instant.ts'
import { jsonOf } from './json.ts'
import { Offence } from './offence.ts'
import { leastNoticeDays } from './partner.ts'
import { Outcome, RequestClass } from './request.ts'
import { Policy } from './rules/policy.ts'

/** Index of another entry of the same log. */
const EntryIndex = z.int().min(0)

/** What a custody entry says: which submission, by the index of its `submission.sealed`, and the head of its chain. */
const custody = { submission: EntryIndex, event: Digest, day: Day }

/** A C2SP tlog-policy with forty witnesses is less. */
const maxWitnessText = 8192

/** What the instance goes by: the numbers of its rules, and who must have cosigned its log. */
const rules = {
  policy: Policy,
  witnesses: z.string().max(maxWitnessText),
  /** Public notice of a partner, where it is longer than the week that it is without a word: so each rule has one form. */
  partnerNoticeDays: z
    .int()
    .min(leastNoticeDays + 1)
    .max(365)
    .optional(),
  at: Instant,
}

const instanceEntries = [
  z.strictObject({ kind: z.literal('instance.opened'), origin: z.url().max(200), ...rules }),
  z.strictObject({ kind: z.literal('policy.changed'), ...rules }),
  /** `manifest` is the SHA-256 of the list of every file that the instance serves as its apps. */
  z.strictObject({
    kind: z.literal('release.published'),
    version: z.string().regex(/^[0-9A-Za-z.+-]{1,40}$/),
    manifest: Digest,
    files: z.int().min(1),
    at: Instant,
  }),
] as const

const agencyEntries = [
  z.strictObject({
    kind: z.literal('agency.admitted'),
    agency: AgencyId,
    /** Of its public profile, RFC 8785 JSON. */
    profile: Digest,
    type: AgencyKind,
    federal: z.array(FederalTie).max(federalTies.length),
    /** Who confirmed it, each by a name that is good for nothing else. */
    stewards: z.array(StewardId).min(1).max(9),
    at: Instant,
  }),
  /** Good from `from` on; where it replaces another, that is 72 hours after `at`. */
  z.strictObject({
    kind: z.literal('agency.key'),
    agency: AgencyId,
    signing: SigningKey,
    vault: RecipientId,
    from: Instant,
    at: Instant,
  }),
  z.strictObject({ kind: z.literal('agency.suspended'), agency: AgencyId, at: Instant }),
] as const

const partnerEntries = [
  z.strictObject({
    kind: z.literal('partner.announced'),
    partner: PartnerId,
    profile: Digest,
    /** Not activated before this: the public notice. */
    notice: Instant,
    at: Instant,
  }),
  z.strictObject({ kind: z.literal('partner.activated'), partner: PartnerId, at: Instant }),
  z.strictObject({ kind: z.literal('partner.ended'), partner: PartnerId, at: Instant }),
  z.strictObject({
    kind: z.literal('partner.key'),
    partner: PartnerId,
    recipient: RecipientId,
    from: Instant,
    at: Instant,
  }),
] as const

const requestEntries = [
  z.strictObject({
    kind: z.literal('request.published'),
    request: RequestId,
    version: z.int().min(1),
    agency: AgencyId,
    agencyKey: SigningKey,
    digest: Digest,
    recipient: RecipientId,
    offence: Offence,
    class: RequestClass,
    at: Instant,
  }),
  z.strictObject({
    kind: z.literal('request.versioned'),
    request: RequestId,
    version: z.int().min(2),
    agencyKey: SigningKey,
    digest: Digest,
    recipient: RecipientId,
    at: Instant,
  }),
  z.strictObject({ kind: z.literal('request.withdrawn'), request: RequestId, at: Instant }),
  z.strictObject({
    kind: z.literal('request.closed'),
    request: RequestId,
    outcome: Outcome,
    at: Instant,
  }),
  /** Never its text; `digest` lets the agency show later which request it was. */
  z.strictObject({
    kind: z.literal('request.refused'),
    agency: AgencyId,
    rules: z
      .array(
        z
          .string()
          .max(60)
          .regex(/^[a-z-]+\/[a-z-]+$/),
      )
      .min(1)
      .max(20),
    /** The power of two that holds the area's square metres. */
    areaClass: z.int().min(0).max(64),
    digest: Digest,
    day: Day,
  }),
] as const

const submissionEntries = [
  z.strictObject({
    kind: z.literal('submission.sealed'),
    request: RequestId,
    recipients: z.array(RecipientId).min(1).max(8),
    commitment: Digest,
    sizeClass: z.int().min(0).max(64),
    day: Day,
  }),
  z.strictObject({ kind: z.literal('custody.opened'), ...custody }),
  z.strictObject({ kind: z.literal('custody.accepted'), ...custody }),
  z.strictObject({ kind: z.literal('custody.declined'), ...custody }),
  z.strictObject({ kind: z.literal('custody.exported'), ...custody }),
  z.strictObject({ kind: z.literal('custody.destroyed'), ...custody }),
  /** So many answers to the request were not destroyed by the day that its agency signed for. */
  z.strictObject({
    kind: z.literal('handling.overdue'),
    request: RequestId,
    submissions: z.int().min(1),
    day: Day,
  }),
] as const

/** Legal process against the instance, by what was served. */
export const legalClasses = ['subpoena', 'court-order', 'search-warrant', 'gag-order'] as const

const publicationEntries = [
  z.strictObject({
    kind: z.literal('feed.published'),
    number: z.int().min(1),
    digest: Digest,
    at: Instant,
  }),
  z.strictObject({ kind: z.literal('token.key'), key: Digest, from: Instant, until: Instant }),
  /** All of that class so far. */
  z.strictObject({
    kind: z.literal('legal.counted'),
    class: z.enum(legalClasses),
    count: z.int().min(1),
    day: Day,
  }),
  /** Of mapped public devices. A refused build is told of as well, and never takes effect. */
  z.strictObject({
    kind: z.literal('map.built'),
    /** SHA-256 of the file that it came to. */
    digest: Digest,
    devices: z.int().min(0),
    accepted: z.boolean(),
    at: Instant,
  }),
] as const

/**
 * One line of the public log. No name of a person, no plate, no address, no free text; times of
 * submissions to the day, so that they match no upload.
 */
export const Entry = z.discriminatedUnion('kind', [
  ...instanceEntries,
  ...agencyEntries,
  ...partnerEntries,
  ...requestEntries,
  ...submissionEntries,
  ...publicationEntries,
])
export type Entry = z.infer<typeof Entry>
export type EntryKind = Entry['kind']

type EntryMap = { readonly [K in EntryKind]: Extract<Entry, { readonly kind: K }> }

/** An entry of one kind. */
export type EntryOf<K extends EntryKind> = EntryMap[K]

/** Every kind, in the order in which they are told of. */
export const entryKinds: readonly EntryKind[] = Entry.options.map(({ shape }) => shape.kind.value)

/** The bytes that the log holds: RFC 8785 JSON. */
export function entryBytes(entry: Entry): Uint8Array {
  return canonicalBytes(entry)
}

export type EntryVerdict =
  | { readonly read: true; readonly entry: Entry }
  | { readonly read: false; readonly because: 'not-json' | 'unknown-form' | 'not-canonical' }

/** Reads an entry back; anything but the one canonical form of a known kind is found wanting. */
export function readEntry(bytes: Uint8Array): EntryVerdict {
  const text = new TextDecoder('utf-8', { fatal: false }).decode(bytes)
  const json = jsonOf(text)
  if (json === undefined) return { read: false, because: 'not-json' }
  const parsed = Entry.safeParse(json)
  if (!parsed.success) return { read: false, because: 'unknown-form' }
  return equal(entryBytes(parsed.data), bytes)
    ? { read: true, entry: parsed.data }
    : { read: false, because: 'not-canonical' }
}

/** Bytes of a submission as the log tells them: the power of two that holds them. */
export function sizeClassOf(bytes: number): number {
  return Math.max(0, Math.ceil(Math.log2(Math.max(1, bytes))))
}
