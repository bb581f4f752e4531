import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { live } from '../fixture.test.ts'
import { mayHaveAsked } from './directory.ts'
import type { KnownAgency } from './directory.ts'

const agency: KnownAgency = {
  profile: live.agency,
  suspended: false,
  signing: [
    { key: 'first', from: '2026-01-01T00:00:00Z' },
    { key: 'second', from: '2026-11-10T00:00:00Z' },
    { key: 'third', from: '2026-11-25T00:00:00Z' },
  ],
}

describe('mayHaveAsked()', () => {
  it('takes the key that is good now, and one that was good while a question of the feed was asked', () => {
    const now = '2026-11-20T00:00:00Z'
    assert.equal(mayHaveAsked(agency, 'second', now), true)
    assert.equal(mayHaveAsked(agency, 'first', now), true, 'good until ten days ago')
  })

  it('takes no key of later, of long ago, or of nobody', () => {
    const now = '2026-11-20T00:00:00Z'
    assert.equal(mayHaveAsked(agency, 'third', now), false)
    assert.equal(mayHaveAsked(agency, 'first', '2026-11-24T00:00:01Z'), false)
    assert.equal(mayHaveAsked(agency, 'unknown', now), false)
  })

  it('takes nothing of an agency that is suspended', () => {
    const now = '2026-11-20T00:00:00Z'
    assert.equal(mayHaveAsked({ ...agency, suspended: true }, 'second', now), false)
  })
})
