import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { coolOffSeconds, earliestFrom, isTooSoon, keyAt } from './keys.ts'

const at = '2026-11-23T10:00:00Z'
const threeDaysLater = '2026-11-26T10:00:00Z'
const first = { key: 'first', from: at }

describe('earliestFrom()', () => {
  it('is at once for a first key, and 72 hours later for one that replaces another', () => {
    assert.equal(coolOffSeconds, 259_200)
    assert.equal(earliestFrom([], at), at)
    assert.equal(earliestFrom([first], at), threeDaysLater)
  })
})

describe('isTooSoon()', () => {
  it('is about the second', () => {
    assert.equal(isTooSoon([], { from: at, at }), false)
    assert.equal(isTooSoon([], { from: '2026-11-23T09:59:59Z', at }), true)
    assert.equal(isTooSoon([first], { from: threeDaysLater, at }), false)
    assert.equal(isTooSoon([first], { from: '2026-11-26T09:59:59Z', at }), true)
  })
})

describe('keyAt()', () => {
  it('is none before the first, and the old one to the last second of the cool-off', () => {
    const keys = [first, { key: 'second', from: threeDaysLater }]
    assert.equal(keyAt([], at), null)
    assert.equal(keyAt(keys, '2026-11-23T09:59:59Z'), null)
    assert.equal(keyAt(keys, at), 'first')
    assert.equal(keyAt(keys, '2026-11-26T09:59:59Z'), 'first')
    assert.equal(keyAt(keys, threeDaysLater), 'second')
    assert.equal(keyAt(keys, '2030-01-01T00:00:00Z'), 'second')
  })
})
