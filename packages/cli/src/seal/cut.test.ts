import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { InvalidArgumentError } from 'commander'

import { parseCut } from './cut.ts'

describe('parseCut()', () => {
  it('reads seconds, minutes and hours', () => {
    assert.deepEqual(parseCut('5-12.5'), { from: 5, to: 12.5 })
    assert.deepEqual(parseCut('0:05-1:02.25'), { from: 5, to: 62.25 })
    assert.deepEqual(parseCut('1:00:00-1:00:30'), { from: 3600, to: 3630 })
  })

  it('refuses everything else', () => {
    for (const text of ['', '5', '5-', '-5', '9-3', '5-5', '1-2-3', 'a-b', '1e3-2e3', '5 - 6'])
      assert.throws(() => parseCut(text), InvalidArgumentError, text)
  })
})
