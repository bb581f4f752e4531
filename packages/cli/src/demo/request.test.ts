import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { checkRequest, hourSeconds, later } from '@porchlight/core'
import type { AgencyProfile, Instant } from '@porchlight/core'

import { demoRequest, waitingRequest } from './request.ts'

const agency: AgencyProfile = {
  id: 'a00000000000a',
  name: 'Maple Heights Police Department',
  kind: 'police',
  place: 'Maple Heights, Ohio',
  zone: 'America/New_York',
  federal: [],
  phone: '+1 216 555 0100',
  website: 'https://police.maple-heights.example',
}

/** What keeps the request from being published at once. */
function broken(written: ReturnType<typeof demoRequest>, now: Instant): readonly string[] {
  const request = {
    ...written,
    id: 'r00000000000a',
    agency: agency.id,
    recipient: 'age19fr8ky6nrlacs28qwvvy0gry8rxsufh0t8d23hdfvghca04fj98slkcf75',
  }
  const verdict = checkRequest(request, {
    now,
    stage: 'publish',
    agency,
    sameCase: [],
    author: 'm00000000000a',
    approvers: ['m00000000000b'],
    moderators: ['m00000000000c'],
  })
  return verdict.accepted ? [] : verdict.findings.map(({ rule }) => `${now} ${rule}`)
}

function hours(from: Instant, days: number): readonly Instant[] {
  return Array.from({ length: days * 24 }, (_, hour) => later(from, hour * hourSeconds))
}

describe('the requests of the demonstration', () => {
  const seasons = [
    ['any day', hours('2026-11-28T00:30:00Z', 3)],
    ['the clocks going forward', hours('2027-03-12T00:30:00Z', 5)],
    ['the clocks going back', hours('2026-10-30T00:30:00Z', 5)],
    ['the turn of a leap year', hours('2028-02-27T00:30:00Z', 5)],
  ] as const
  for (const [season, moments] of seasons)
    it(`break no rule at any hour around ${season}`, () => {
      const found = moments.flatMap((now) => [
        ...broken(demoRequest(now), now),
        ...broken(waitingRequest(now), now),
      ])
      assert.deepEqual(found, [])
    })

  it('are told from requests that do', () => {
    const now = '2026-11-29T05:46:00Z'
    const early = { ...waitingRequest(now), signedAt: '2026-11-29T04:00:00Z' }
    assert.ok(broken(early, now).some((rule) => rule.endsWith('window/in-the-future')))
  })
})
