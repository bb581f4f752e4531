import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { hourSeconds, later } from '@porchlight/core'
import {
  createKey,
  formatPublicKey,
  parsePolicy,
  publicKeyOf,
  signatureType,
} from '@porchlight/log'

import { freshness, vouchedAt } from './fresh.ts'

const now = '2026-11-23T12:00:00Z'
const hours = [-3, -2, -1, 0, 1, 2, 3]

/** What a client whose clock is off says of a feed that is really so old. */
function said(ageSeconds: number, errorHours: number): ReturnType<typeof freshness> {
  return freshness(later(now, -ageSeconds), later(now, errorHours * hourSeconds))
}

describe('freshness()', () => {
  it('takes nothing that is really older than a day, by a clock that is off by three hours at most', () => {
    for (const error of hours) assert.equal(said(24 * hourSeconds + 1, error), 'stale')
  })

  it('takes everything of the last 18 hours, by such a clock', () => {
    for (const error of hours)
      for (let age = 0; age <= 18; age += 1) assert.equal(said(age * hourSeconds, error), 'fresh')
  })

  it('grants a right clock 21 hours', () => {
    assert.equal(said(21 * hourSeconds, 0), 'fresh')
    assert.equal(said(21 * hourSeconds + 1, 0), 'stale')
  })

  it('says that the clock is wrong where a feed comes from more than three hours ahead', () => {
    assert.equal(said(-300, -3), 'fresh')
    assert.equal(said(0, -4), 'clock')
    assert.equal(said(30 * hourSeconds, -40), 'clock')
  })
})

const names = ['north', 'south', 'east']
const lines = names.map((name, at) => {
  const seed = new Uint8Array(32).fill(at + 1)
  const key = publicKeyOf(createKey({ name, type: signatureType.cosignature, seed }))
  return `witness ${name} ${formatPublicKey(key)}\n`
})
const policy = parsePolicy(`${lines.join('')}group enough 2 north south east\nquorum enough\n`)

describe('vouchedAt()', () => {
  const [early, middle, late] = [later(now, -50 * hourSeconds), later(now, -30), now]

  it('is the latest time for which enough witnesses vouch', () => {
    const cosignatures = [
      { witness: 'north', at: early },
      { witness: 'south', at: late },
      { witness: 'east', at: middle },
    ]
    assert.equal(vouchedAt(cosignatures, policy), middle)
  })

  it('is not made later by one witness alone', () => {
    const cosignatures = [
      { witness: 'north', at: early },
      { witness: 'south', at: early },
      { witness: 'east', at: late },
    ]
    assert.equal(vouchedAt(cosignatures, policy), early)
  })

  it('is nothing without a quorum, and where none is asked for', () => {
    assert.equal(vouchedAt([{ witness: 'north', at: late }], policy), null)
    assert.equal(vouchedAt([], parsePolicy('quorum none\n')), null)
  })
})
