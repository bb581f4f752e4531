import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'

import fc from 'fast-check'
import { z } from 'zod'

import { circleArea } from '../area-measure.ts'
import { later } from '../instant.ts'
import type { Instant, Window } from '../instant.ts'
import { graveOffences, Offence, offences } from '../offence.ts'
import { Request } from '../request.ts'
import { rules } from './all.ts'
import { checkRequest } from './check.ts'
import { agency, goodFacts, goodRequest } from './example.test.ts'
import { defaultPolicy } from './policy.ts'
import type { RuleFacts } from './rule.ts'

const Texts = z.array(
  z.object({ offence: Offence, title: z.string(), text: z.string(), refused: z.array(z.string()) }),
)
const file = new URL('../../../../vectors/rules/texts.json', import.meta.url)
const texts = Texts.parse(JSON.parse(readFileSync(file, 'utf8')))
const goodTexts = texts.filter(({ refused }) => refused.length === 0)

interface Asked {
  readonly request: Request
  readonly facts: RuleFacts
}

/** A share of the way between two numbers, ends included; whole. */
function between(share: number, low: number, high: number): number {
  return Math.round(low + share * (high - low))
}

/** A polygon of about so many square metres. */
function areaOf(squareMetres: number, corners: number, lat: number): Request['area'] {
  const radius = Math.sqrt((2 * squareMetres) / (corners * Math.sin((2 * Math.PI) / corners)))
  return circleArea([-81.5, lat], radius, corners)
}

const { minAreaSquareMetres, maxAreaSquareMetres } = defaultPolicy
const hour = 3600
const day = 86_400
const share = fc.double({ min: 0, max: 1, noNaN: true })

/** Windows one after the other, each with a pause before it, all before the request is signed. */
function windowsFrom(start: Instant, lengths: readonly number[]): Window[] {
  let from = start
  return lengths.map((seconds) => {
    const to = later(from, seconds)
    const window = { from, to }
    from = later(to, 600)
    return window
  })
}

/** Requests that keep every rule, however odd. */
const kept: fc.Arbitrary<Asked> = fc
  .record({
    story: fc.constantFrom(...goodTexts),
    size: share,
    corners: fc.integer({ min: 5, max: 32 }),
    lat: fc.double({ min: -65, max: 65, noNaN: true }),
    lengths: fc.array(fc.integer({ min: 900, max: 3 * hour }), { minLength: 1, maxLength: 4 }),
    age: share,
    live: fc.integer({ min: hour, max: 7 * day }),
    version: fc.constantFrom(1, 2),
    days: fc.tuple(share, share, share),
    second: fc.boolean(),
    caseNumber: fc.integer({ min: 1, max: 999_999 }).map((number) => `MH-2026-${number}`),
  })
  .map((odd) => {
    const { signedAt } = goodRequest
    const incidentAt = later(signedAt, -between(odd.age, 13 * hour, 30 * day))
    const [used, unused, declined] = odd.days
    const other = { id: 'rzzzzzzzzzzzz', renewals: 0 }
    const request = {
      ...goodRequest,
      offence: odd.story.offence,
      title: odd.story.title,
      text: odd.story.text,
      caseNumber: odd.caseNumber,
      area: areaOf(
        between(odd.size, minAreaSquareMetres * 1.01, maxAreaSquareMetres * 0.99),
        odd.corners,
        odd.lat,
      ),
      windows: windowsFrom(incidentAt, odd.lengths),
      incidentAt,
      expiresAt: later(signedAt, odd.live),
      version: odd.version,
      handling: {
        usedDays: between(used, 0, 3650),
        unusedDays: between(unused, 0, 30),
        declinedDays: between(declined, 0, 30),
        onward: goodRequest.handling.onward,
      },
      linked: odd.second ? other.id : null,
    }
    return { request, facts: { ...goodFacts, sameCase: odd.second ? [other] : [] } }
  })

type Break = (asked: Asked, by: number) => Asked

function inRequest(change: (request: Request, by: number) => Partial<Request>): Break {
  return ({ request, facts }, by) => ({ request: { ...request, ...change(request, by) }, facts })
}

function inFacts(change: (facts: RuleFacts, by: number) => Partial<RuleFacts>): Break {
  return ({ request, facts }, by) => ({ request, facts: { ...facts, ...change(facts, by) } })
}

function extended(change: (request: Request, by: number) => Partial<Request>): Break {
  return inRequest((request, by) => ({ class: 'extended', ...change(request, by) }))
}

const mild = offences.filter((offence) => !graveOffences.includes(offence))

/** For every rule but those on words: how to break it, a little or a lot. */
const breaks: Readonly<Record<string, Break>> = {
  'part/case-number': inRequest((_, by) => ({ caseNumber: '?'.repeat(between(by, 0, 40)) })),
  'part/place': inRequest((_, by) => ({ place: 'x1-'.repeat(between(by, 0, 3)) })),
  'part/title': inRequest((_, by) => ({ title: 'Robbery'.slice(0, between(by, 0, 7)) })),
  'part/text': inRequest((_, by) => ({
    text: 'A shop was robbed at noon today.'.slice(0, between(by, 0, 29)),
  })),
  'part/contact': inRequest((_, by) => ({
    contact: { unit: 'Unit', phone: 'call '.concat('5'.repeat(between(by, 0, 6))) },
  })),
  'area/too-small': inRequest((_, by) => ({
    area: areaOf(minAreaSquareMetres * (0.01 + 0.98 * by), 12, 41),
  })),
  'area/too-large': inRequest((_, by) => ({
    area: areaOf(maxAreaSquareMetres * (1.01 + 50 * by), 12, 41),
  })),
  'area/crossed': inRequest(({ area }, by) => {
    const at = between(by, 1, area.length - 2)
    const moved = area.filter((_, index) => index !== at)
    return { area: [...moved, ...area.slice(at, at + 1)] }
  }),
  'handling/unused-kept': inRequest(({ handling }, by) => ({
    handling: { ...handling, unusedDays: between(by, 31, 36_500) },
  })),
  'handling/declined-kept': inRequest(({ handling }, by) => ({
    handling: { ...handling, declinedDays: between(by, 31, 36_500) },
  })),
  'agency/not-eligible': inFacts((_, by) => ({
    agency: { ...agency, name: by < 0.5 ? 'ICE Field Office' : 'United States Border Patrol' },
  })),
  'agency/another': inRequest(() => ({ agency: 'azzzzzzzzzzzz' })),
  'case/too-many': inFacts((_, by) => ({
    sameCase: ['r00000000000x', 'r00000000000y', 'r00000000000z']
      .slice(0, between(by, 2, 3))
      .map((id) => ({ id, renewals: 0 })),
  })),
  'case/not-linked': inFacts(() => ({ sameCase: [{ id: 'r00000000000x', renewals: 0 }] })),
  'close/outcome': inFacts(() => ({ stage: 'close' })),
  'approval/author': inFacts(({ approvers, author }) => ({
    approvers: author === null ? [] : [...approvers, author],
  })),
  'approval/missing': inFacts(() => ({ approvers: [] })),
  'moderation/missing': inFacts(() => ({ moderators: [] })),
  'window/too-short': inRequest(({ windows, incidentAt }, by) => ({
    windows: [...windows, { from: incidentAt, to: later(incidentAt, between(by, 1, 899)) }],
  })),
  'window/too-long': inRequest(({ incidentAt }, by) => ({
    windows: [{ from: incidentAt, to: later(incidentAt, between(by, 12 * hour + 1, 30 * day)) }],
  })),
  'window/in-the-future': inRequest(({ windows, signedAt }, by) => ({
    windows: [
      ...windows,
      { from: later(signedAt, -hour), to: later(signedAt, between(by, 1, 30 * day)) },
    ],
  })),
  'extended/too-long': extended(({ incidentAt }, by) => ({
    windows: [{ from: incidentAt, to: later(incidentAt, between(by, 7 * day + 1, 30 * day)) }],
  })),
  'extended/not-grave': extended((_, by) => ({
    offence: mild[between(by, 0, mild.length - 1)] ?? 'theft',
  })),
  'extended/second-approver': extended(() => ({})),
  'extended/second-moderator': extended(() => ({})),
  'incident/too-old': inRequest(({ signedAt }, by) => ({
    incidentAt: later(signedAt, -between(by, 30 * day + 1, 4000 * day)),
  })),
  'incident/in-the-future': inRequest(({ signedAt }, by) => ({
    incidentAt: later(signedAt, between(by, 1, 400 * day)),
  })),
  'live/too-long': inRequest(({ signedAt }, by) => ({
    expiresAt: later(signedAt, between(by, 7 * day + 1, 400 * day)),
  })),
  'live/over': inRequest(({ signedAt }, by) => ({
    expiresAt: later(signedAt, -between(by, 0, 400 * day)),
  })),
  'live/signed-ahead': inFacts((_, by) => ({
    now: later(goodRequest.signedAt, -between(by, 301, 400 * day)),
  })),
  'live/renewed-twice': inRequest((_, by) => ({ version: between(by, 3, 99) })),
  'version/changed': ({ request, facts }, by) => {
    const kept = { ...request, version: request.version - 1 }
    const before =
      by < 0.5
        ? { ...kept, caseNumber: `${request.caseNumber} B` }
        : { ...kept, linked: 'r0000odd00000' }
    return { request, facts: { ...facts, before } }
  },
  'version/out-of-order': ({ request, facts }, by) => ({
    request,
    facts: { ...facts, before: { ...request, version: request.version + between(by, 0, 9) } },
  }),
}

/** Word rules are broken by a text that one of them must refuse. */
function withText(id: string, { request, facts }: Asked, by: number): Asked {
  const bad = texts.filter(({ refused }) => refused.includes(id))
  const { offence, title, text } = bad[between(by, 0, bad.length - 1)] ?? goodRequest
  return { request: { ...request, offence, title, text }, facts }
}

function brokenIn({ request, facts }: Asked): readonly string[] {
  const verdict = checkRequest(request, facts)
  return verdict.accepted ? [] : verdict.findings.map(({ rule }) => rule)
}

describe('checkRequest() on random requests', () => {
  const ids = rules.map(({ id }) => id)

  it('accepts 1,000 that keep every rule', () => {
    fc.assert(
      fc.property(kept, (asked) => {
        assert.deepEqual(brokenIn(asked), [])
        Request.parse(asked.request)
      }),
      { numRuns: 1000 },
    )
  })

  it('never accepts one of 10,000 that break a rule, and names it', () => {
    const asking = { asked: kept, id: fc.constantFrom(...ids), by: share }
    fc.assert(
      fc.property(fc.record(asking), ({ asked, id, by }) => {
        const broken = breaks[id]?.(asked, by) ?? withText(id, asked, by)
        assert.ok(brokenIn(broken).includes(id), id)
      }),
      { numRuns: 10_000 },
    )
  })

  it('knows how to break every rule', () => {
    const rest = ids.filter((id) => !id.startsWith('text/'))
    assert.deepEqual(rest.toSorted(), Object.keys(breaks).toSorted())
  })
})
