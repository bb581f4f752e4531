import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import * as fc from 'fast-check'

import { decodeBase64, encodeBase64 } from './base64.ts'

describe('base64', () => {
  it('gives what Node gives, and back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = encodeBase64(bytes)
        assert.equal(text, Buffer.from(bytes).toString('base64'))
        assert.deepEqual(decodeBase64(text), bytes)
      }),
    )
  })

  it('accepts one text only for the same bytes', () => {
    assert.deepEqual(decodeBase64('AAE='), Uint8Array.of(0, 1))
    for (const other of [
      'AAE',
      'AAF=',
      'AAE==',
      'AAE= ',
      ' AAE=',
      'AA\nE=',
      'A-E=',
      'A',
      '=',
      'A====',
    ])
      assert.equal(decodeBase64(other), null, other)
  })
})
