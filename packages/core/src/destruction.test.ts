import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import type { CustodyEvent, SignedCustodyEvent } from './custody.ts'
import { keptUntil, useOf } from './destruction.ts'

const one = 'c'.repeat(16)
const two = 'd'.repeat(16)

function said(...events: readonly Pick<CustodyEvent, 'action'>[]): readonly SignedCustodyEvent[] {
  const common = {
    submission: 's00000000000a',
    at: '2026-11-23T10:00:00Z',
    by: 'm00000000000a',
    previous: null,
  }
  const signature = { key: 'A'.repeat(43), value: 'A'.repeat(86) }
  return events.map((event) => ({
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what a test leaves out, `useOf` does not look at
    event: { ...common, ...event } as CustodyEvent,
    signature,
  }))
}

const accepted = { action: 'accepted', clip: one } as const
const declined = { action: 'declined', clip: one, reason: 'not-relevant' } as const
const other = { action: 'declined', clip: two, reason: 'duplicate' } as const

describe('useOf()', () => {
  it('is unused before anybody has said anything of it, and while a clip is undecided', () => {
    assert.equal(useOf([], 2), 'unused')
    assert.equal(useOf(said({ action: 'opened' }), 2), 'unused')
    assert.equal(useOf(said({ action: 'opened' }, declined), 2), 'unused')
  })

  it('is declined where each clip is, and used where one is accepted', () => {
    assert.equal(useOf(said(declined, other), 2), 'declined')
    assert.equal(useOf(said(accepted, other), 2), 'used')
  })

  it('goes by the last word on a clip', () => {
    assert.equal(useOf(said(accepted, declined), 1), 'declined')
    assert.equal(useOf(said(declined, accepted), 1), 'used')
  })
})

describe('keptUntil()', () => {
  const handling = { usedDays: 365, unusedDays: 30, declinedDays: 0, onward: [] }
  const ended = '2026-11-23T23:59:00Z'

  it('counts the days of its use from the end of the request', () => {
    assert.equal(keptUntil(handling, 'used', ended), '2027-11-23')
    assert.equal(keptUntil(handling, 'unused', ended), '2026-12-23')
    assert.equal(keptUntil(handling, 'declined', ended), '2026-11-23')
  })
})
