import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { holdsOnePictureOfVp9 } from './prove-vp9.ts'

/** The first byte of a picture that is shown: a key picture, and one between. */
const [key, between] = [0b1000_0010, 0b1000_0110]

describe('a sample of VP9', () => {
  it('is one picture that is shown, and a key picture where the file says so', () => {
    assert.ok(holdsOnePictureOfVp9(Uint8Array.of(key, 7, 7), true))
    assert.ok(holdsOnePictureOfVp9(Uint8Array.of(between, 7, 7), false))
    assert.ok(!holdsOnePictureOfVp9(Uint8Array.of(between, 7, 7), true))
    assert.ok(!holdsOnePictureOfVp9(Uint8Array.of(key, 7, 7), false))
  })

  it('is refused where it is hidden, shows another again, or is no picture', () => {
    const [hidden, again, text] = [0b1000_0000, 0b1000_1000, 0x6d]
    for (const first of [hidden, again, text])
      for (const sync of [true, false])
        assert.ok(!holdsOnePictureOfVp9(Uint8Array.of(first, 7, 7), sync), String(first))
    assert.ok(!holdsOnePictureOfVp9(new Uint8Array(), true))
  })

  it('is refused where it bundles two', () => {
    // two of two bytes each: "superframe_index"
    const index = [0b1100_0001, 2, 2, 0b1100_0001]
    assert.ok(!holdsOnePictureOfVp9(Uint8Array.of(key, 7, between, 7, ...index), true))
    assert.ok(holdsOnePictureOfVp9(Uint8Array.of(key, 7, between, 0b1100_0001), true), 'control')
  })
})
