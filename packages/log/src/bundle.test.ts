import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import * as fc from 'fast-check'

import { decodeBundle, encodeBundle, maxEntryBytes } from './bundle.ts'

describe('bundle', () => {
  it('puts a big-endian length before each entry', () => {
    const bytes = encodeBundle([Uint8Array.of(7), new Uint8Array(0), new Uint8Array(258)])
    assert.deepEqual([...bytes.subarray(0, 7)], [0, 1, 7, 0, 0, 1, 2])
    assert.equal(bytes.length, 3 + 2 + 260)
  })

  it('gives its entries back', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), (entries) => {
        assert.deepEqual(decodeBundle(encodeBundle(entries), entries.length), entries)
      }),
    )
  })

  it('takes an entry of 65,535 bytes and refuses a longer one', () => {
    const longest = new Uint8Array(maxEntryBytes)
    assert.deepEqual(decodeBundle(encodeBundle([longest]), 1), [longest])
    assert.throws(() => encodeBundle([new Uint8Array(maxEntryBytes + 1)]), {
      code: 'entry-too-large',
    })
  })

  it('refuses bytes that are cut off, and another number of entries', () => {
    const bytes = encodeBundle([Uint8Array.of(1, 2), Uint8Array.of(3)])
    for (let length = 0; length < bytes.length; length++)
      assert.throws(() => decodeBundle(bytes.slice(0, length), 2), { code: 'bundle-malformed' })
    assert.throws(() => decodeBundle(bytes, 1), { code: 'bundle-malformed' })
    assert.throws(() => decodeBundle(bytes, 3), { code: 'bundle-malformed' })
  })
})
