import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { maxDelaySeconds, somewhatLater } from './delay.ts'

const now = '2026-11-23T10:00:00Z'

describe('somewhatLater()', () => {
  it('is anywhere from now to so many seconds later, by the bytes that it is given', () => {
    function at(bytes: readonly number[]): string {
      return somewhatLater(now, maxDelaySeconds, () => Uint8Array.from(bytes))
    }
    assert.equal(at([0, 0]), now)
    assert.equal(at([128, 0]), '2026-11-23T10:30:00Z')
    assert.equal(at([255, 255]).slice(0, 16), '2026-11-23T10:59')
  })
})
