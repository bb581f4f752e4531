import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import {
  canonicalBytes,
  newSigningSecret,
  recipientId,
  requestEntry,
  sha256Hex,
  sign,
  signingKeyOf,
} from '@porchlight/core'
import type {
  AgencyProfile,
  Entry,
  EntryOf,
  LoggedKeys,
  PublicRequest,
  Request,
} from '@porchlight/core'

import { checkPublished } from './trust.ts'
import type { JudgeProof, TrustInput } from './trust.ts'

const secret = newSigningSecret((length) => new Uint8Array(length).fill(1))
const otherSecret = newSigningSecret((length) => new Uint8Array(length).fill(2))
const recipient = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'

const profile: AgencyProfile = {
  id: 'a0123456789ab',
  name: 'Maple Heights Police Department',
  kind: 'police',
  place: 'Maple Heights, Ohio',
  zone: 'America/New_York',
  federal: [],
  phone: '+1 216 555 0100',
  website: 'https://police.maple-heights.example',
}
const request: Request = {
  id: 'r0123456789ab',
  version: 1,
  agency: profile.id,
  class: 'standard',
  caseNumber: 'MH-2026-0042',
  offence: 'hit-and-run',
  title: 'Hit-and-run at Elm and Fourth',
  text: 'A dark van struck a cyclist at the crossing and drove away east. We ask for footage of the crossing or the van.',
  place: 'Elm Street at Fourth Avenue',
  area: [
    [-81.5065, 41.3945],
    [-81.4985, 41.3952],
    [-81.4975, 41.4005],
    [-81.5055, 41.4012],
  ],
  windows: [{ from: '2026-11-22T22:00:00Z', to: '2026-11-22T23:00:00Z' }],
  zone: 'America/New_York',
  incidentAt: '2026-11-22T22:30:00Z',
  contact: { unit: 'Traffic unit', phone: '+1 216 555 0142' },
  handling: { usedDays: 365, unusedDays: 30, declinedDays: 7, onward: ['prosecutor'] },
  signedAt: '2026-11-23T12:00:00Z',
  expiresAt: '2026-11-29T12:00:00Z',
  linked: null,
  recipient,
}

const admitted: Entry = {
  kind: 'agency.admitted',
  agency: profile.id,
  profile: sha256Hex(canonicalBytes(profile)),
  type: profile.kind,
  federal: [],
  stewards: ['0'.repeat(32)],
  at: '2026-11-01T00:00:00Z',
}
const announced: EntryOf<'agency.key'> = {
  kind: 'agency.key',
  agency: profile.id,
  signing: signingKeyOf(secret),
  vault: recipientId(recipient),
  from: '2026-11-01T00:00:00Z',
  at: '2026-11-01T00:00:00Z',
}

const first: LoggedKeys = {
  keys: { signing: signingKeyOf(secret), vault: recipient },
  from: announced.from,
  logged: { entry: announced, index: 2, proof: 'key' },
}

/** Keys that replace the first ones, announced and good at these times. */
function replacing(at: string, from: string): LoggedKeys {
  const entry = { ...announced, signing: signingKeyOf(otherSecret), from, at }
  return {
    keys: { signing: signingKeyOf(otherSecret), vault: recipient },
    from,
    logged: { entry, index: 3, proof: 'next' },
  }
}

/** A log that holds everything but what one of the proofs is of. */
function holdsBut(
  missing: string,
  answer: 'not-logged' | 'not-witnessed' = 'not-logged',
): JudgeProof {
  return (proof) => (proof === missing ? answer : 'holds')
}

function published(changes: Partial<Request> = {}, by = secret): PublicRequest {
  const changed = { ...request, ...changes }
  return {
    signed: { request: changed, signature: sign('porchlight/request/v1', changed, by) },
    agencyName: profile.name,
    state: 'published',
    publishedAt: '2026-11-23T12:01:30Z',
    outcome: null,
    suspended: false,
    submissions: 0,
    proof: 'proof',
    earlier: [],
  }
}

function input(changes: Partial<TrustInput> = {}): TrustInput {
  return {
    published: published(),
    agency: {
      profile,
      keys: [first],
      admittedAt: '2026-11-01T00:00:00Z',
      admission: { entry: admitted, index: 1, proof: 'admission' },
      suspension: null,
      requests: [request.id],
    },
    instance: {
      name: 'Maple Heights',
      origin: 'http://localhost:1',
      demo: false,
      logKey: 'key',
      witnessPolicy: 'quorum none\n',
      now: '2026-11-24T09:00:00Z',
      releaseMinutes: 15,
      admissionStewards: 2,
    },
    now: '2026-11-24T09:00:10Z',
    judge: () => 'holds',
    ...changes,
  }
}

/** Why it is not trusted; empty where it is. */
function because(changes: Partial<TrustInput>): readonly string[] {
  const trust = checkPublished(input(changes))
  return trust.trusted ? [] : trust.because
}

describe('checkPublished()', () => {
  it('trusts a request that is what it should be, and asks the log for its very entry', () => {
    const asked: Entry[] = []
    const trust = checkPublished(
      input({
        judge: (_, entry) => {
          asked.push(entry)
          return 'holds'
        },
      }),
    )
    assert.deepEqual(trust, { trusted: true })
    assert.deepEqual(asked, [
      requestEntry(published().signed, published().publishedAt),
      admitted,
      announced,
    ])
  })

  it('names each thing that is wrong', () => {
    const tampered = published()
    const signed = { ...tampered.signed, request: { ...request, title: 'Something else entirely' } }
    const swapped = { ...first, keys: { signing: signingKeyOf(otherSecret), vault: recipient } }
    const other = { ...input().agency, keys: [swapped] }
    assert.deepEqual(because({ published: { ...tampered, signed } }), ['signature'])
    assert.deepEqual(because({ agency: other }), ['agency-key'])
    assert.deepEqual(because({ published: published({}, otherSecret) }), ['agency-key'])
    assert.deepEqual(because({ judge: holdsBut('proof') }), ['not-logged'])
    assert.deepEqual(because({ judge: holdsBut('admission') }), ['agency-not-logged'])
    assert.deepEqual(because({ judge: holdsBut('key') }), ['agency-key'])
    assert.deepEqual(because({ judge: holdsBut('key', 'not-witnessed') }), ['not-witnessed'])
    assert.deepEqual(because({ published: { ...published(), state: 'withdrawn' } }), ['not-live'])
    assert.deepEqual(because({ now: '2026-11-23T09:00:00Z' }), ['clock'])
  })

  it('refuses an agency whose facts are not those that were admitted', () => {
    const { agency } = input()
    const moved = { ...agency, profile: { ...profile, phone: '+1 216 555 0199' } }
    assert.deepEqual(because({ agency: moved }), ['agency-not-logged'])
    const stranger = { ...agency, admission: { ...agency.admission, entry: announced } }
    assert.deepEqual(because({ agency: stranger }), ['agency-not-logged'])
  })

  it('refuses a key before it is good, and one whose vault is another', () => {
    const { agency } = input()
    const early = { ...announced, from: '2026-11-23T12:01:31Z' }
    const other = { ...announced, vault: '1'.repeat(32) }
    for (const entry of [early, other]) {
      const keys = [{ ...first, logged: { ...first.logged, entry } }]
      assert.deepEqual(because({ agency: { ...agency, keys } }), ['agency-key'])
    }
  })

  it('takes the key that was good when the request was published, and asks the log for its entry', () => {
    const { agency } = input()
    const good = '2026-11-23T12:01:00Z'
    const later = [first, replacing('2026-11-20T12:02:00Z', '2026-11-23T12:02:00Z')]
    const before = [first, replacing('2026-11-20T12:01:00Z', good)]
    const byNew = published({}, otherSecret)
    assert.deepEqual(because({ agency: { ...agency, keys: later } }), [])
    assert.deepEqual(because({ agency: { ...agency, keys: before } }), ['agency-key'])
    assert.deepEqual(because({ agency: { ...agency, keys: before }, published: byNew }), [])
    assert.deepEqual(because({ agency: { ...agency, keys: later }, published: byNew }), [
      'agency-key',
    ])
    const judge = holdsBut('next')
    const unlogged = { agency: { ...agency, keys: before }, published: byNew, judge }
    assert.deepEqual(because(unlogged), ['agency-key'])
    assert.deepEqual(because({ agency: { ...agency, keys: later }, judge }), [])
  })

  it('refuses keys that are shown to be good before their cool-off is over', () => {
    const { agency } = input()
    const keys = [first, replacing('2026-11-20T12:01:00Z', '2026-11-23T12:00:59Z')]
    const byNew = published({}, otherSecret)
    assert.deepEqual(because({ agency: { ...agency, keys }, published: byNew }), ['agency-key'])
  })

  it('refuses a suspended agency, whichever of the two says so', () => {
    const { agency } = input()
    const at = '2026-11-24T00:00:00Z'
    const entry: Entry = { kind: 'agency.suspended', agency: profile.id, at }
    const suspension = { entry, index: 9, proof: '' }
    assert.deepEqual(because({ agency: { ...agency, suspension } }), ['agency-suspended'])
    const suspended = { ...published(), suspended: true }
    assert.deepEqual(because({ published: suspended }), ['agency-suspended'])
  })

  it('refuses an expired request by its own clock', () => {
    const late = '2026-11-29T12:00:00Z'
    const instance = { ...input().instance, now: late }
    assert.deepEqual(because({ now: late, instance }), ['expired'])
  })

  it('checks the rules again, whatever the instance let through', () => {
    const trust = checkPublished(input({ published: published({ title: 'Misc', text: 'Misc' }) }))
    const rules = trust.trusted ? [] : trust.findings.map(({ rule }) => rule)
    assert.ok(rules.includes('part/title'))
  })
})
