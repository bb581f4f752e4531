// What the tests of the replay share; it has no tests of its own.
import assert from 'node:assert/strict'

import type { Entry, EntryKind, EntryOf } from '../entry.ts'
import { defaultPolicy } from '../rules/policy.ts'
import type { Misstep } from './misstep.ts'
import { Replay } from './replay.ts'

export const digest = '0'.repeat(64)
/** The key of the request. */
export const key = 'a'.repeat(32)
/** A partner's key. */
export const partnerKey = 'b'.repeat(32)
/** A key that nobody announced. */
export const strangeKey = 'c'.repeat(32)
export const signing = 'A'.repeat(43)
export const otherSigning = 'B'.repeat(43)
export const now = '2026-11-23T10:00:00Z'
/** Seven days after now. */
export const afterNotice = '2026-11-30T10:00:00Z'
/** 72 hours after now. */
export const afterCoolOff = '2026-11-26T10:00:00Z'

const agency = 'a00000000000a'
const partner = 'p00000000000a'
const request = 'r00000000000a'
const day = '2026-11-23'
/** Of the answer that follows `opening` and `asking`. */
const custody = { submission: 4, event: digest, day }

/** One entry of each kind, about the same agency, partner, request and answer. */
export const examples: { readonly [K in EntryKind]: EntryOf<K> } = {
  'instance.opened': {
    kind: 'instance.opened',
    origin: 'https://porchlight.example',
    policy: defaultPolicy,
    witnesses: 'quorum none\n',
    at: now,
  },
  'policy.changed': {
    kind: 'policy.changed',
    policy: defaultPolicy,
    witnesses: 'quorum none\n',
    at: now,
  },
  'release.published': {
    kind: 'release.published',
    version: '0.1.0',
    manifest: digest,
    files: 3,
    at: now,
  },
  'agency.admitted': {
    kind: 'agency.admitted',
    agency,
    profile: digest,
    type: 'police',
    federal: [],
    stewards: ['1'.repeat(32), '2'.repeat(32)],
    at: now,
  },
  'agency.key': {
    kind: 'agency.key',
    agency,
    signing,
    vault: 'd'.repeat(32),
    from: now,
    at: now,
  },
  'agency.suspended': { kind: 'agency.suspended', agency, at: now },
  'partner.announced': {
    kind: 'partner.announced',
    partner,
    profile: digest,
    notice: afterNotice,
    at: now,
  },
  'partner.activated': { kind: 'partner.activated', partner, at: afterNotice },
  'partner.ended': { kind: 'partner.ended', partner, at: now },
  'partner.key': { kind: 'partner.key', partner, recipient: partnerKey, from: now, at: now },
  'request.published': {
    kind: 'request.published',
    request,
    version: 1,
    agency,
    agencyKey: signing,
    digest,
    recipient: key,
    offence: 'burglary',
    class: 'standard',
    at: now,
  },
  'request.versioned': {
    kind: 'request.versioned',
    request,
    version: 2,
    agencyKey: signing,
    digest,
    recipient: key,
    at: now,
  },
  'request.withdrawn': { kind: 'request.withdrawn', request, at: now },
  'request.closed': { kind: 'request.closed', request, outcome: 'used', at: now },
  'request.refused': {
    kind: 'request.refused',
    agency,
    rules: ['area/too-large'],
    areaClass: 20,
    digest,
    day,
  },
  'submission.sealed': {
    kind: 'submission.sealed',
    request,
    recipients: [key],
    commitment: digest,
    sizeClass: 20,
    day,
  },
  'custody.opened': { kind: 'custody.opened', ...custody },
  'custody.accepted': { kind: 'custody.accepted', ...custody },
  'custody.declined': { kind: 'custody.declined', ...custody },
  'custody.exported': { kind: 'custody.exported', ...custody },
  'custody.destroyed': { kind: 'custody.destroyed', ...custody },
  'handling.overdue': { kind: 'handling.overdue', request, submissions: 1, day },
  'feed.published': { kind: 'feed.published', number: 1, digest, at: now },
  'token.key': { kind: 'token.key', key: digest, from: now, until: afterCoolOff },
  'legal.counted': { kind: 'legal.counted', class: 'subpoena', count: 1, day },
  'map.built': { kind: 'map.built', digest, devices: 3, accepted: true, at: now },
}

/** An entry of a kind, with what matters in a test. */
export function entry<K extends EntryKind>(kind: K, changes: Partial<EntryOf<K>> = {}): EntryOf<K> {
  return { ...examples[kind], ...changes }
}

/** How a log begins. */
export const opening: readonly Entry[] = [entry('instance.opened')]

/** An agency that may ask. */
export const admission: readonly Entry[] = [entry('agency.admitted'), entry('agency.key')]

/** A request that can be answered: entries 0 to 3. */
export const asking: readonly Entry[] = [...opening, ...admission, entry('request.published')]

/** An answer, entry 4. */
export const answered: readonly Entry[] = [...asking, entry('submission.sealed')]

/** What is wrong with the last entry. All before it are right, or this fails. */
export function wrongWithLast(entries: readonly Entry[]): readonly Misstep[] {
  const replay = new Replay()
  const found = entries.map((each) => replay.take(each))
  assert.deepEqual(found.slice(0, -1).flat(), [], 'what comes before it is right')
  return found.at(-1) ?? []
}
