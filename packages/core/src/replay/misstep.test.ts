import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { Entry } from '../entry.ts'
import { defaultPolicy } from '../rules/policy.ts'
import {
  admission,
  afterCoolOff,
  afterNotice,
  answered,
  asking,
  entry,
  examples,
  opening,
  otherSigning,
  partnerKey,
  key,
  now,
  signing,
  strangeKey,
  wrongWithLast,
} from './fixture.test.ts'
import type { Misstep } from './misstep.ts'
import { Replay } from './replay.ts'

type Story = readonly Entry[]

const dayBefore = '2026-11-22'
const before = '2026-11-26T09:59:59Z'
const beforeNotice = '2026-11-30T09:59:59Z'
const announced: Story = [...opening, entry('partner.announced')]
const active: Story = [...announced, entry('partner.key'), entry('partner.activated')]
const ended: Story = [...active, entry('partner.ended')]
const destroyed: Story = [...answered, entry('custody.destroyed')]
const longNotice: Story = [entry('instance.opened', { partnerNoticeDays: 8 })]
const looser = { ...defaultPolicy, maxWindowsSeconds: defaultPolicy.maxWindowsSeconds + 1 }

/** For each misstep, stories whose last entry makes it, and no other; nothing before is wrong. */
const stories: Readonly<Record<Misstep, readonly Story[]>> = {
  'before-opening': [
    [entry('policy.changed')],
    [entry('release.published')],
    [entry('agency.admitted')],
    [entry('partner.announced')],
    [entry('feed.published')],
    [entry('token.key')],
    [entry('legal.counted')],
    [entry('map.built')],
  ],
  'opened-again': [
    [...opening, entry('instance.opened')],
    [...answered, entry('instance.opened')],
  ],
  'policy-too-loose': [
    [entry('instance.opened', { policy: looser })],
    [...opening, entry('policy.changed', { policy: looser })],
    [...opening, entry('policy.changed', { policy: { ...defaultPolicy, minWindowSeconds: 1 } })],
  ],
  'agency-again': [[...opening, ...admission, entry('agency.admitted')]],
  'agency-unknown': [
    [...opening, entry('agency.key')],
    [...opening, entry('agency.suspended')],
    [...opening, entry('request.published')],
    [...opening, entry('request.refused')],
    [...asking, entry('request.refused', { agency: 'a00000000000b' })],
  ],
  'agency-suspended': [
    [...opening, ...admission, entry('agency.suspended'), entry('request.published')],
    [...opening, ...admission, entry('agency.suspended'), entry('agency.suspended')],
    [...asking, entry('agency.suspended'), entry('request.versioned')],
    [...asking, entry('agency.suspended'), entry('submission.sealed')],
  ],
  'agency-key-unknown': [
    [...opening, entry('agency.admitted'), entry('request.published')],
    [...opening, ...admission, entry('request.published', { agencyKey: otherSigning })],
    [...asking, entry('request.versioned', { agencyKey: otherSigning })],
    // a new key that is not good yet, and an old one that is good no more
    [...opening, ...admission, newKey(), published(otherSigning, before)],
    [...opening, ...admission, newKey(), published(signing, afterCoolOff)],
  ],
  'key-too-soon': [
    [...opening, ...admission, entry('agency.key', { signing: otherSigning })],
    [...opening, ...admission, entry('agency.key', { signing: otherSigning, from: before })],
    [...announced, entry('partner.key'), entry('partner.key', { recipient: strangeKey })],
    [...active, entry('partner.key', { recipient: strangeKey, from: before })],
  ],
  'key-shared': [
    [
      ...active,
      entry('partner.announced', { partner: 'p00000000000b' }),
      entry('partner.key', { partner: 'p00000000000b' }),
    ],
    [
      ...opening,
      ...admission,
      entry('agency.admitted', { agency: 'a00000000000b' }),
      entry('agency.key', { agency: 'a00000000000b', signing: otherSigning }),
    ],
    [
      ...opening,
      ...admission,
      entry('agency.admitted', { agency: 'a00000000000b' }),
      entry('agency.key', { agency: 'a00000000000b', vault: strangeKey }),
    ],
  ],
  'partner-again': [
    [...announced, entry('partner.announced')],
    [...active, entry('partner.announced')],
  ],
  'partner-unknown': [
    [...opening, entry('partner.activated')],
    [...opening, entry('partner.ended')],
    [...opening, entry('partner.key')],
    [...active, entry('partner.activated')],
    [...ended, entry('partner.activated')],
    [...ended, entry('partner.ended')],
    [...ended, entry('partner.key')],
  ],
  'notice-too-short': [
    [...opening, entry('partner.announced', { notice: beforeNotice })],
    [...opening, entry('partner.announced', { notice: now })],
    // the days that the rules promise: of the first entry, and of the newest rules
    [...longNotice, entry('partner.announced')],
    [...opening, entry('policy.changed', { partnerNoticeDays: 30 }), entry('partner.announced')],
  ],
  'partner-too-soon': [
    [...announced, entry('partner.key'), entry('partner.activated', { at: beforeNotice })],
  ],
  'request-again': [
    [...asking, entry('request.published')],
    [...asking, entry('request.published', { version: 2 })],
    [...opening, ...admission, entry('request.published', { version: 2 })],
    [...asking, entry('request.versioned', { version: 3 })],
    [...asking, entry('request.versioned'), entry('request.versioned')],
  ],
  'request-key-changed': [[...asking, entry('request.versioned', { recipient: strangeKey })]],
  'request-unknown': [
    [...opening, entry('request.versioned')],
    [...opening, entry('request.withdrawn')],
    [...opening, entry('request.closed')],
    [...opening, entry('submission.sealed')],
    [...opening, entry('handling.overdue')],
  ],
  'request-over': (['request.closed', 'request.withdrawn'] as const).flatMap((end) => {
    const over: Story = [...asking, entry(end)]
    return [
      [...over, entry('request.closed')],
      [...over, entry('request.withdrawn')],
      [...over, entry('request.versioned')],
      [...over, entry('submission.sealed')],
    ]
  }),
  'recipient-unknown': [
    [...asking, entry('submission.sealed', { recipients: [strangeKey] })],
    [...asking, ...announcedBeside(), sealedToPartner()],
    [...asking, ...announcedBeside(), entry('partner.activated'), partnerEnd(), sealedToPartner()],
    [...asking, entry('submission.sealed', { recipients: [partnerKey] })],
    [
      ...asking,
      entry('partner.announced'),
      entry('partner.key', { from: '2099-01-01T00:00:00Z' }),
      entry('partner.activated'),
      sealedToPartner(),
    ],
  ],
  'before-request': [[...asking, entry('submission.sealed', { day: dayBefore })]],
  'submission-unknown': (
    [
      'custody.opened',
      'custody.accepted',
      'custody.declined',
      'custody.exported',
      'custody.destroyed',
    ] as const
  ).flatMap((kind) => [
    [...asking, entry(kind)],
    [...answered, entry(kind, { submission: 3 })],
    [...answered, entry(kind, { submission: 5 })],
  ]),
  'not-opened': [
    [...answered, entry('custody.accepted')],
    [...answered, entry('custody.declined')],
    [...answered, entry('custody.exported')],
  ],
  'destroyed-before': [
    [...destroyed, entry('custody.opened')],
    [...destroyed, entry('custody.accepted')],
    [...destroyed, entry('custody.declined')],
    [...destroyed, entry('custody.exported')],
    [...destroyed, entry('custody.destroyed')],
    [...answered, entry('custody.opened'), entry('custody.destroyed'), entry('custody.accepted')],
  ],
  'overdue-too-many': [
    [...asking, entry('handling.overdue')],
    [...answered, entry('handling.overdue', { submissions: 2 })],
  ],
  'feed-out-of-order': [
    [...opening, entry('feed.published', { number: 2 })],
    [...opening, entry('feed.published'), entry('feed.published')],
    [...opening, entry('feed.published'), entry('feed.published', { number: 3 })],
  ],
  'count-fell': [
    [...opening, entry('legal.counted', { count: 2 }), entry('legal.counted', { count: 1 })],
    [...opening, entry('legal.counted'), entry('legal.counted')],
  ],
  'map-unfit': [
    [...opening, entry('map.built', { devices: 0 })],
    [...opening, entry('map.built', { devices: 100 }), map('1', 49)],
    [...opening, entry('map.built', { devices: 100 }), refusedMap('1', 300), map('2', 49)],
    // one file does not have two counts
    [...opening, entry('map.built'), entry('map.built', { devices: 4 })],
  ],
}

/** What is allowed where something like it is not. */
const honest: Readonly<Record<string, Story>> = {
  'an agency that is admitted again after a suspension, with the key that it had': [
    ...opening,
    ...admission,
    entry('agency.suspended'),
    entry('agency.admitted'),
    entry('request.published'),
  ],
  'answers before a suspension, custody meanwhile, and answers once it is admitted again': [
    ...answered,
    entry('agency.suspended'),
    entry('custody.destroyed'),
    entry('agency.admitted'),
    entry('submission.sealed'),
  ],
  'a key that replaces another after 72 hours': [
    ...opening,
    ...admission,
    newKey(),
    published(signing, before),
    published(otherSigning, afterCoolOff, 'r00000000000b'),
  ],
  'a partner from its announcement to its end, and again': [
    ...ended,
    entry('partner.announced'),
    entry('partner.key'),
    entry('partner.activated'),
  ],
  'a partner that is active at the last second of its notice': [
    ...announced,
    entry('partner.activated', { at: afterNotice }),
  ],
  'a longer notice than promised, and a promise of the same week once more': [
    ...longNotice,
    entry('partner.announced', { notice: '2026-12-24T10:00:00Z' }),
    entry('policy.changed'),
    entry('partner.announced', { partner: 'p00000000000b' }),
  ],
  'maps that grow, that lose half of their devices, and refused ones of any size': [
    ...opening,
    refusedMap('0', 0),
    map('1', 100),
    refusedMap('2', 3),
    map('3', 50),
    map('3', 50),
    map('4', 700),
  ],
  'a partner that ends before it was active': [...announced, entry('partner.ended')],
  'a refusal and a new key of an agency that is suspended': [
    ...opening,
    ...admission,
    entry('agency.suspended'),
    entry('request.refused'),
    newKey(),
  ],
  'an answer to a request and an active partner': [
    ...asking,
    ...announcedBeside(),
    entry('partner.activated'),
    sealedToPartner(),
  ],
  'an answer to an earlier version of a request': [
    ...asking,
    entry('request.versioned'),
    entry('submission.sealed'),
  ],
  'everything that is done with an answer': [
    ...answered,
    entry('custody.opened'),
    entry('custody.opened'),
    entry('custody.accepted'),
    entry('custody.exported'),
    entry('custody.destroyed'),
  ],
  'custody and overdue handling after the end of a request': [
    ...answered,
    entry('request.closed'),
    entry('custody.opened'),
    entry('custody.declined'),
    entry('handling.overdue'),
  ],
  'counts of two classes, each of which rises': [
    ...opening,
    entry('legal.counted', { count: 5 }),
    entry('legal.counted', { class: 'court-order', count: 1 }),
    entry('legal.counted', { count: 6 }),
  ],
  'feeds one after the other': [
    ...opening,
    entry('feed.published'),
    entry('feed.published', { number: 2 }),
    entry('feed.published', { number: 3 }),
  ],
  'stricter rules, a release, tokens, maps': [
    ...opening,
    entry('policy.changed', { policy: { ...defaultPolicy, maxUnusedDays: 7 } }),
    entry('release.published'),
    entry('token.key'),
    entry('map.built', { accepted: false }),
  ],
}

describe('Replay', () => {
  for (const [misstep, wrong] of Object.entries(stories)) {
    it(`finds ${misstep}`, () => {
      for (const story of wrong)
        assert.deepEqual(wrongWithLast(story), [misstep], JSON.stringify(story.at(-1)))
    })
  }

  for (const [name, story] of Object.entries(honest)) {
    it(`allows ${name}`, () => {
      for (const at of story.keys()) assert.deepEqual(wrongWithLast(story.slice(0, at + 1)), [])
    })
  }

  it('finds everything that is wrong with one entry', () => {
    const sealed = entry('submission.sealed', { recipients: [strangeKey], day: dayBefore })
    assert.deepEqual(wrongWithLast([...asking, entry('request.closed'), sealed]), [
      'request-over',
      'recipient-unknown',
      'before-request',
    ])
  })

  it('goes on after what is wrong, and knows what stands', () => {
    const replay = new Replay()
    const wrong = [...asking.slice(1), ...asking.slice(3)].map((each) => replay.take(each))
    assert.deepEqual(wrong, [['before-opening'], [], [], ['request-again']])
    assert.equal(replay.requests.get('r00000000000a')?.state, 'live')
    replay.take(entry('request.closed', { outcome: 'exculpatory' }))
    const { state, outcome } = replay.requests.get('r00000000000a') ?? assert.fail()
    assert.deepEqual([state, outcome], ['closed', 'exculpatory'])
    assert.equal(replay.agencies.get('a00000000000a')?.suspended, false)
    replay.take(entry('agency.suspended'))
    assert.equal(replay.agencies.get('a00000000000a')?.suspended, true)
    replay.take(entry('partner.announced'))
    assert.equal(replay.partners.get('p00000000000a')?.status, 'announced')
  })

  it('has an entry of every kind among the examples, in the form of entries', () => {
    assert.equal(Object.keys(examples).length, Entry.options.length)
    for (const example of Object.values(examples)) assert.deepEqual(Entry.parse(example), example)
  })
})

function map(digit: string, devices: number): Entry {
  return entry('map.built', { digest: digit.repeat(64), devices })
}

function refusedMap(digit: string, devices: number): Entry {
  return entry('map.built', { digest: digit.repeat(64), devices, accepted: false })
}

function newKey(): Entry {
  return entry('agency.key', { signing: otherSigning, from: afterCoolOff })
}

function published(agencyKey: string, at: string, request = 'r00000000000a'): Entry {
  return entry('request.published', { agencyKey, at, request })
}

function announcedBeside(): Story {
  return [entry('partner.announced'), entry('partner.key')]
}

function partnerEnd(): Entry {
  return entry('partner.ended')
}

function sealedToPartner(): Entry {
  return entry('submission.sealed', {
    recipients: [key, partnerKey],
  })
}

describe('Replay.skip()', () => {
  it('leaves what follows an unreadable entry its own place', () => {
    const replay = new Replay()
    for (const each of asking) replay.take(each)
    replay.skip()
    // the answer is entry 5 now, and not 4 as its custody says elsewhere
    assert.deepEqual(replay.take(entry('submission.sealed')), [])
    assert.deepEqual(replay.take(entry('custody.opened', { submission: 5 })), [])
    assert.deepEqual(replay.take(entry('custody.opened', { submission: 4 })), [
      'submission-unknown',
    ])
    assert.equal(replay.counts().entries, asking.length + 4)
  })
})
