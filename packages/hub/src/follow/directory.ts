import {
  canonicalBytes,
  coolOffSeconds,
  daySeconds,
  entryBytes,
  hourSeconds,
  keyAt,
  later,
  messageDays,
  recipientId,
  sha256Hex,
} from '@porchlight/core'
import type {
  AgencyId,
  AgencyProfile,
  DatedKey,
  EntryOf,
  Feed,
  Instant,
  Policy,
  SigningKey,
} from '@porchlight/core'

import type { Memory, SeenEntry } from './memory.ts'

/** An agency, as the directory of a feed tells it. */
export interface KnownAgency {
  readonly profile: AgencyProfile
  readonly suspended: boolean
  /** Each from when on this client takes it. */
  readonly signing: readonly DatedKey<SigningKey>[]
}

export interface Directory {
  readonly policy: Policy
  readonly agencies: ReadonlyMap<AgencyId, KnownAgency>
}

/** A witness's clock and the server's may be so far apart, so a key that is in time by one may be late by the other. */
const slackSeconds = hourSeconds

/** The entries about agencies and partners, with what is known of when they came. */
export function seenEntries({ directory }: Feed, memory: Memory | null): readonly SeenEntry[] {
  const before = new Map(memory?.entries.map((seen) => [seen.index, seen]))
  return directory
    .filter(({ entry }) => !isRules(entry.kind))
    .map(({ index, entry }) => {
      const notBefore = memory?.shown.vouchedAt ?? null
      return before.get(index) ?? { index, digest: sha256Hex(entryBytes(entry)), notBefore }
    })
}

/**
 * Whether the directory leaves out what was there before, says it in other words, or has something that an
 * earlier feed left out. In words; null where all is well.
 */
export function directoryFault({ directory }: Feed, memory: Memory | null): string | null {
  if (memory === null) return null
  const now = new Map(
    directory
      .filter(({ entry }) => !isRules(entry.kind))
      .map(({ index, entry }) => [index, sha256Hex(entryBytes(entry))]),
  )
  const lost = memory.entries.find(({ index, digest }) => now.get(index) !== digest)
  if (lost !== undefined) return `entry ${String(lost.index)} was shown before, and is left out now`
  const before = new Set(memory.entries.map(({ index }) => index))
  const late = [...now.keys()].find((index) => index < memory.shown.size && !before.has(index))
  return late === undefined ? null : `entry ${String(late)} is old, and was left out before`
}

/** Null where it does not say how the instance opened, or not of every agency what the log committed to. */
export function readDirectory(feed: Feed, seen: readonly SeenEntry[]): Directory | null {
  const [opening] = feed.directory
  if (opening?.index !== 0 || opening.entry.kind !== 'instance.opened') return null
  if (opening.entry.origin !== feed.origin) return null
  const policies = feed.directory.flatMap(({ entry }) => ('policy' in entry ? [entry.policy] : []))
  const agencies = agenciesOf(feed, recordsOf(feed, seen))
  return agencies === null ? null : { policy: policies.at(-1) ?? opening.entry.policy, agencies }
}

/** The key that this client takes for an agency's at an instant; null for none. */
export function signingKeyAt({ signing }: KnownAgency, at: Instant): SigningKey | null {
  return keyAt(
    signing.toSorted((a, b) => (a.from < b.from ? -1 : 1)),
    at,
  )
}

/**
 * Whether a key was good for an agency at any time in which a question of the feed can have been asked, and the agency
 * may ask: a question stays in the feed while its agency changes keys.
 */
export function mayHaveAsked(
  { suspended, signing }: KnownAgency,
  key: SigningKey,
  now: Instant,
): boolean {
  if (suspended) return false
  const since = later(now, -messageDays * daySeconds)
  const inOrder = signing.toSorted((a, b) => (a.from < b.from ? -1 : 1))
  return inOrder.some((dated, at) => {
    const replacedAt = inOrder[at + 1]?.from
    return (
      dated.key === key && dated.from <= now && (replacedAt === undefined || replacedAt > since)
    )
  })
}

interface Record {
  admitted: EntryOf<'agency.admitted'>
  suspended: boolean
  readonly signing: DatedKey<SigningKey>[]
  readonly vaults: Set<string>
}

function recordsOf({ directory }: Feed, seen: readonly SeenEntry[]): ReadonlyMap<AgencyId, Record> {
  const notBefore = new Map(seen.map((entry) => [entry.index, entry.notBefore]))
  const records = new Map<AgencyId, Record>()
  for (const { index, entry } of directory) {
    if (entry.kind === 'agency.admitted') admit(records, entry)
    const record = 'agency' in entry ? records.get(entry.agency) : undefined
    if (record === undefined) continue
    if (entry.kind === 'agency.suspended') record.suspended = true
    if (entry.kind === 'agency.key') addKey(record, entry, notBefore.get(index) ?? null)
  }
  return records
}

function admit(records: Map<AgencyId, Record>, admitted: EntryOf<'agency.admitted'>): void {
  const before = records.get(admitted.agency)
  const { signing = [], vaults = new Set<string>() } = before ?? {}
  records.set(admitted.agency, { admitted, suspended: false, signing, vaults })
}

/**
 * A key that replaces another is good no earlier than 72 hours after it was announced; and, whatever the
 * entry says of its own time, no earlier than 72 hours after witnesses vouched for a tree without it.
 */
function addKey(
  { signing, vaults }: Record,
  { signing: key, vault, from, at }: EntryOf<'agency.key'>,
  notBefore: Instant | null,
): void {
  const earliest = [from]
  if (signing.length > 0) {
    earliest.push(later(at, coolOffSeconds))
    if (notBefore !== null) earliest.push(later(notBefore, coolOffSeconds - slackSeconds))
  }
  signing.push({ key, from: earliest.toSorted().at(-1) ?? from })
  vaults.add(vault)
}

/** Null where a profile or a key that the feed shows is not what the log committed to. */
function agenciesOf(
  { agencies }: Feed,
  records: ReadonlyMap<AgencyId, Record>,
): Directory['agencies'] | null {
  const known = new Map<AgencyId, KnownAgency>()
  for (const { profile, keys } of agencies) {
    const record = records.get(profile.id)
    if (record?.admitted.profile !== sha256Hex(canonicalBytes(profile))) return null
    if (!record.signing.some(({ key }) => key === keys.signing)) return null
    if (!record.vaults.has(recipientId(keys.vault))) return null
    known.set(profile.id, { profile, suspended: record.suspended, signing: record.signing })
  }
  return known
}

function isRules(kind: string): boolean {
  return kind === 'instance.opened' || kind === 'policy.changed'
}
