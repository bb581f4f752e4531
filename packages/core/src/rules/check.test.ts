import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import fc from 'fast-check'

import { circleArea } from '../area-measure.ts'
import { later } from '../instant.ts'
import type { Request } from '../request.ts'
import { rules } from './all.ts'
import { checkRequest } from './check.ts'
import { agency, goodFacts, goodRequest } from './example.test.ts'
import { defaultPolicy, looserThanDefault } from './policy.ts'
import type { RuleFacts } from './rule.ts'

interface Change {
  readonly request?: Partial<Request>
  readonly facts?: Partial<RuleFacts>
}

const { incidentAt, signedAt } = goodRequest
const other = { id: 'rzzzzzzzzzzzz', renewals: 0 }
const hours = (count: number) => [{ from: incidentAt, to: later(incidentAt, count * 3600) }]
const extended = { class: 'extended', offence: 'homicide' } as const
const early = { incidentAt: '2026-11-01T00:00:00Z' }
const days = (count: number) => [
  { from: early.incidentAt, to: later(early.incidentAt, count * 86_400) },
]
const two = { approvers: ['m000000000002', 'm000000000004'] }

/** For every rule that is not about words: a change that breaks it, and nothing but it. */
const breaking: Readonly<Record<string, Change>> = {
  'part/case-number': { request: { caseNumber: 'pending' } },
  'part/place': { request: { place: '—' } },
  'part/title': { request: { title: 'Robbery' } },
  'part/text': { request: { text: 'A shop was burgled.' } },
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
  'window/too-long': { request: { windows: hours(12.5) } },
  'window/in-the-future': {
    request: { windows: [{ from: later(signedAt, -3600), to: later(signedAt, 60) }] },
  },
  'extended/too-long': {
    request: { ...extended, ...early, windows: days(7.1) },
    facts: { ...two, moderators: ['m000000000003', 'm000000000005'] },
  },
  'extended/not-grave': {
    request: { ...early, class: 'extended', windows: days(2) },
    facts: { ...two, moderators: ['m000000000003', 'm000000000005'] },
  },
  'extended/second-approver': {
    request: { ...extended, ...early, windows: days(2) },
    facts: { moderators: ['m000000000003', 'm000000000005'] },
  },
  'extended/second-moderator': { request: { ...extended, ...early, windows: days(2) }, facts: two },
  'incident/too-old': { request: { incidentAt: later(signedAt, -31 * 86_400) } },
  'incident/in-the-future': { request: { incidentAt: later(signedAt, 60) } },
  'live/too-long': { request: { expiresAt: later(signedAt, 8 * 86_400) } },
  'live/over': { facts: { now: later(signedAt, 6 * 86_400 + 1) } },
  'live/renewed-twice': { request: { version: 3 } },
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
    assert.deepEqual(broken({ request: { ...extended, ...early, windows: days(7) }, facts }), [])
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

  it('never accepts one of 10,000 random requests that break a rule', () => {
    const changes = fc.record({
      id: fc.constantFrom(...Object.keys(breaking)),
      title: fc.constantFrom(goodRequest.title, 'Burglary on Oak Street'),
      unused: fc.integer({ min: 0, max: 30 }),
      place: fc.constantFrom(goodRequest.place, 'Oak Street at the bridge'),
    })
    fc.assert(
      fc.property(changes, ({ id, title, unused, place }) => {
        const handling = { ...goodRequest.handling, unusedDays: unused }
        const { request = {}, facts = {} } = breaking[id] ?? {}
        return broken({ request: { title, place, handling, ...request }, facts }).includes(id)
      }),
      { numRuns: 10_000 },
    )
  })
})

describe('looserThanDefault()', () => {
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
