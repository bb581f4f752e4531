import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { timeLeft } from './time-left.ts'

const waiting = { approvedAt: '2026-11-23T10:00:00Z', lapsesAt: '2026-11-24T10:00:00Z' }

describe('timeLeft()', () => {
  it('counts whole minutes until the request lapses', () => {
    assert.deepEqual(timeLeft(waiting, '2026-11-23T10:00:30Z'), {
      seconds: 86_340,
      late: false,
    })
  })

  it('is late after two hours, not at two hours', () => {
    assert.equal(timeLeft(waiting, '2026-11-23T12:00:00Z').late, false)
    assert.equal(timeLeft(waiting, '2026-11-23T12:00:01Z').late, true)
  })

  it('has no less than nothing left', () => {
    assert.equal(timeLeft(waiting, '2026-11-25T00:00:00Z').seconds, 0)
  })
})
