import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { movedByKey, shareOf, timeAt } from './trim.ts'

const span = { from: 2, to: 12 }

describe('a filmstrip', () => {
  it('is as long as its clip, and no moment lies outside it', () => {
    assert.deepEqual(
      [2, 7, 12, 0, 99].map((at) => shareOf(span, at)),
      [0, 0.5, 1, 0, 1],
    )
    assert.deepEqual(
      [0, 0.5, 1, -1, 2].map((share) => timeAt(span, share)),
      [2, 7, 12, 2, 12],
    )
    assert.equal(shareOf({ from: 3, to: 3 }, 3), 0)
  })
})

describe('a handle', () => {
  const handle = { value: 5, range: { from: 2, to: 5.02 }, step: 0.04 }

  it('is moved by arrows a picture at a time, by larger keys a second, within its range', () => {
    assert.equal(movedByKey('ArrowLeft', handle), 4.96)
    assert.equal(movedByKey('ArrowRight', handle), 5.02)
    assert.equal(movedByKey('PageDown', handle), 4)
    assert.equal(movedByKey('PageUp', handle), 5.02)
    assert.equal(movedByKey('Home', handle), 2)
    assert.equal(movedByKey('End', handle), 5.02)
  })

  it('leaves other keys to the page', () => {
    assert.equal(movedByKey('Tab', handle), null)
    assert.equal(movedByKey('toString', handle), null)
  })
})
