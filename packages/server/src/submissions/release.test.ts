import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { nextRelease, releaseAt } from './release.ts'

describe('nextRelease()', () => {
  it('is the next multiple of the minutes', () => {
    assert.equal(nextRelease('2026-11-23T17:01:10Z', 15), '2026-11-23T17:15:00Z')
  })
  it('is the same instant on a boundary', () => {
    assert.equal(nextRelease('2026-11-23T17:15:00Z', 15), '2026-11-23T17:15:00Z')
  })
  it('crosses midnight', () => {
    assert.equal(nextRelease('2026-11-23T23:59:59Z', 15), '2026-11-24T00:00:00Z')
  })
  it('is at once where nothing is held back', () => {
    assert.equal(nextRelease('2026-11-23T17:01:10Z', 0), '2026-11-23T17:01:10Z')
  })
})

describe('releaseAt()', () => {
  it('keeps the boundary, and the day alone where nothing is held back', () => {
    assert.equal(releaseAt('2026-11-23T17:01:10Z', 15), '2026-11-23T17:15:00Z')
    assert.equal(releaseAt('2026-11-23T17:01:10Z', 0), '2026-11-23T00:00:00Z')
  })
})
