import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { circleArea } from '../area-measure.ts'
import { later } from '../instant.ts'
import type { Instant, Window } from '../instant.ts'
import type { Request } from '../request.ts'
import { isRuleId, rules, ruleSentences } from './all.ts'
import { checkRequest } from './check.ts'
import { agency, goodFacts, goodRequest } from './example.test.ts'
import { defaultPolicy, looserThanDefault, Policy } from './policy.ts'
import type { RuleFacts } from './rule.ts'

interface Change {
  readonly request?: Partial<Request>
  readonly facts?: Partial<RuleFacts>
}

const { incidentAt, signedAt } = goodRequest
const other = { id: 'rzzzzzzzzzzzz', renewals: 0 }
const extended = { class: 'extended', offence: 'homicide' } as const
const early = { incidentAt: '2026-11-01T00:00:00Z' }
const two = { approvers: ['m000000000002', 'm000000000004'] }

/** For every rule that is not about words: a change that breaks it, and nothing but it. */
const breaking: Readonly<Record<string, Change>> = {
  'part/case-number': { request: { caseNumber: 'pending' } },
  'part/place': { request: { place: '—' } },
  'part/title': { request: { title: 'Robbery' } },
  'part/text': { request: { text: 'A shop was burgled.' } },
  'part/contact': { request: { contact: { unit: 'Traffic unit', phone: '555 01' } } },
  'close/outcome': { facts: { stage: 'close', now: later(signedAt, 9 * 86_400), outcome: null } },
  'area/too-small': { request: { area: circleArea([-81.5, 41.4], 140) } },
  'area/too-large': { request: { area: circleArea([-81.5, 41.4], 660) } },
  'area/crossed': {
    request: {
      area: [
        [-81.5, 41.4],
        [-81.49, 41.41],
        [-81.49, 41.4],
        [-81.5, 41.408],
      ],
    },
  },
  'handling/unused-kept': { request: { handling: { ...goodRequest.handling, unusedDays: 31 } } },
  'handling/declined-kept': {
    request: { handling: { ...goodRequest.handling, declinedDays: 31 } },
  },
  'agency/not-eligible': {
    facts: { agency: { ...agency, name: 'Immigration and Customs Enforcement' } },
  },
  'agency/another': { request: { agency: 'azzzzzzzzzzzz' } },
  'case/too-many': {
    request: { linked: other.id },
    facts: { sameCase: [other, { ...other, id: 'ryyyyyyyyyyyy' }] },
  },
  'case/not-linked': { facts: { sameCase: [other] } },
  'approval/author': { facts: { approvers: ['m000000000001'] } },
  'approval/missing': { facts: { approvers: [] } },
  'moderation/missing': { facts: { moderators: [] } },
  'window/too-short': {
    request: { windows: [{ from: incidentAt, to: later(incidentAt, 14 * 60) }] },
  },
  'window/too-long': { request: { windows: window(incidentAt, 12.5) } },
  'window/in-the-future': {
    request: { windows: [{ from: later(signedAt, -3600), to: later(signedAt, 60) }] },
  },
  'extended/too-long': {
    request: { ...extended, ...early, windows: window(early.incidentAt, 7.1 * 24) },
    facts: { ...two, moderators: ['m000000000003', 'm000000000005'] },
  },
  'extended/not-grave': {
    request: { ...early, class: 'extended', windows: window(early.incidentAt, 48) },
    facts: { ...two, moderators: ['m000000000003', 'm000000000005'] },
  },
  'extended/second-approver': {
    request: { ...extended, ...early, windows: window(early.incidentAt, 48) },
    facts: { moderators: ['m000000000003', 'm000000000005'] },
  },
  'extended/second-moderator': {
    request: { ...extended, ...early, windows: window(early.incidentAt, 48) },
    facts: two,
  },
  'incident/too-old': { request: { incidentAt: later(signedAt, -31 * 86_400) } },
  'incident/in-the-future': { request: { incidentAt: later(signedAt, 60) } },
  'live/too-long': { request: { expiresAt: later(signedAt, 8 * 86_400) } },
  'live/over': { facts: { now: later(signedAt, 6 * 86_400 + 1) } },
  'live/signed-ahead': { facts: { now: later(signedAt, -301) } },
  'live/renewed-twice': { request: { version: 3 } },
  'version/changed': {
    request: { version: 2 },
    facts: { before: { ...goodRequest, offence: 'arson' } },
  },
  'version/out-of-order': { facts: { before: goodRequest } },
}

function window(from: Instant, hours: number): readonly Window[] {
  return [{ from, to: later(from, hours * 3600) }]
}

function broken({ request = {}, facts = {} }: Change): readonly string[] {
  const verdict = checkRequest({ ...goodRequest, ...request }, { ...goodFacts, ...facts })
  return verdict.accepted ? [] : verdict.findings.map(({ rule }) => rule)
}

describe('checkRequest()', () => {
  it('accepts a request that keeps every rule', () => {
    assert.deepEqual(checkRequest(goodRequest, goodFacts), { accepted: true })
  })

  it('accepts an extended request with two approvers and two stewards', () => {
    const facts = { ...two, moderators: ['m000000000003', 'm000000000005'] }
    assert.deepEqual(
      broken({
        request: { ...extended, ...early, windows: window(early.incidentAt, 7 * 24) },
        facts,
      }),
      [],
    )
  })

  for (const [id, change] of Object.entries(breaking)) {
    it(`finds ${id}, and nothing else`, () => {
      assert.deepEqual(broken(change), [id])
    })
  }

  it('has a breaking example for every rule', () => {
    const rest = rules.map(({ id }) => id).filter((id) => !id.startsWith('text/'))
    assert.deepEqual(rest.toSorted(), Object.keys(breaking).toSorted())
  })

  it('is silent about later stages', () => {
    const facts = { stage: 'compose', approvers: [], moderators: [] } as const
    assert.deepEqual(broken({ facts }), [])
  })

  /** Just within what a rule allows, for every rule with a limit and every rule with an exception. */
  const keeping: Readonly<Record<string, Change>> = {
    'a number of letters and dots': { request: { caseNumber: 'H.26/114#2' } },
    'an e-mail address alone': {
      request: { contact: { unit: 'Traffic unit', email: 'traffic@police.example' } },
    },
    'an area of hardly 0.025 square miles': { request: { area: circleArea([-81.5, 41.4], 145.3) } },
    'an area of almost 0.5 square miles': { request: { area: circleArea([-81.5, 41.4], 645) } },
    'unused and declined clips kept for 30 days': {
      request: { handling: { ...goodRequest.handling, unusedDays: 30, declinedDays: 30 } },
    },
    'a window of 15 minutes': { request: { windows: window(incidentAt, 0.25) } },
    'windows of 12 hours, overlaps counted once': {
      request: { windows: [...window(incidentAt, 12), ...window(later(incidentAt, 3600), 11)] },
    },
    'a window that ends as it is signed': {
      request: { windows: window(later(signedAt, -3600), 1) },
    },
    'an incident 30 days ago': { request: { incidentAt: later(signedAt, -30 * 86_400) } },
    'seven days of life': { request: { expiresAt: later(signedAt, 7 * 86_400) } },
    'one renewal': { request: { version: 2 } },
    'a clock five minutes ahead': { facts: { now: later(signedAt, -300) } },
    'a second request, linked to the first': {
      request: { linked: other.id },
      facts: { sameCase: [other] },
    },
    'a task force, declared': { facts: { agency: { ...agency, federal: ['task-force', '287g'] } } },
    'a close with an outcome, after it expired': {
      facts: { stage: 'close', now: later(signedAt, 9 * 86_400), outcome: 'exculpatory' },
    },
  }
  for (const [name, change] of Object.entries(keeping)) {
    it(`accepts ${name}`, () => {
      assert.deepEqual(broken(change), [])
    })
  }

  it('tells everything that is wrong, not the first thing only', () => {
    const change = { version: 3, place: '-', windows: window(incidentAt, 0.1) }
    assert.deepEqual(
      broken({ request: change }).toSorted(),
      ['live/renewed-twice', 'part/place', 'window/too-short'].toSorted(),
    )
  })

  it('counts one approver or steward once', () => {
    const facts = {
      approvers: ['m000000000002', 'm000000000002'],
      moderators: ['m000000000003', 'm000000000003'],
    }
    assert.deepEqual(broken({ request: { ...extended, ...early }, facts }), [
      'extended/second-approver',
      'extended/second-moderator',
    ])
  })

  it('goes by a stricter policy', () => {
    const policy = { ...defaultPolicy, maxLiveSeconds: 86_400, moderators: 2 }
    const verdict = checkRequest(goodRequest, goodFacts, policy)
    assert.deepEqual(verdict.accepted ? [] : verdict.findings.map(({ rule }) => rule), [
      'live/too-long',
      'moderation/missing',
    ])
  })
})

describe('agency/not-eligible', () => {
  for (const name of [
    'U.S. Border Patrol, El Paso Sector',
    'ICE Enforcement & Removal Operations',
    'Homeland Security Investigations',
    'DHS',
  ]) {
    it(`refuses ${name}`, () => {
      assert.deepEqual(broken({ facts: { agency: { ...agency, name } } }), ['agency/not-eligible'])
    })
  }
  for (const name of ['Iceland Township Police', 'Rice County Sheriff', 'Border County Sheriff']) {
    it(`accepts ${name}`, () => {
      assert.deepEqual(broken({ facts: { agency: { ...agency, name } } }), [])
    })
  }
})

describe('ruleSentences', () => {
  it('have a sentence in each language for every rule, and each id once', () => {
    assert.equal(ruleSentences.size, rules.length)
    for (const { id, sentence } of rules) {
      assert.match(id, /^[a-z]+\/[a-z-]+$/)
      assert.match(sentence.en, /^\p{Lu}.{15,}\.$/u)
      assert.match(sentence.es, /^\p{Lu}.{15,}\.$/u)
      assert.notEqual(sentence.en, sentence.es)
      assert.ok(isRuleId(id))
    }
    assert.ok(!isRuleId('window/none'))
    assert.ok(!isRuleId('constructor'))
  })
})

describe('looserThanDefault()', () => {
  it('holds nothing against the default itself, nor lets anybody change it', () => {
    assert.deepEqual(looserThanDefault(Policy.parse(defaultPolicy)), [])
    assert.ok(Object.isFrozen(defaultPolicy))
  })
  it('tells of every number that it is looser, in one direction only', () => {
    for (const name of Policy.keyof().options) {
      const looser = [1, -1].filter((by) =>
        looserThanDefault({ ...defaultPolicy, [name]: defaultPolicy[name] + by }).includes(name),
      )
      assert.equal(looser.length, 1, name)
    }
  })
  it('lets an instance be stricter', () => {
    assert.deepEqual(
      looserThanDefault({ ...defaultPolicy, maxLiveSeconds: 86_400, moderators: 2 }),
      [],
    )
  })
  it('names what is looser, upwards and downwards', () => {
    assert.deepEqual(
      looserThanDefault({ ...defaultPolicy, maxLiveSeconds: 864_000, minAreaSquareMetres: 1 }),
      ['minAreaSquareMetres', 'maxLiveSeconds'],
    )
  })
})
