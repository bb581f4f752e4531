import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { textStepBytes, paddedText, paddedSize } from './padding.ts'

const kib = 1024
const mib = kib * kib

/** From 1 byte to 64 GiB in steps of a hundredth. */
const sizes = [...growing()]

describe('paddedSize()', () => {
  it('holds the content, never shrinks when it grows, and does not pad twice', () => {
    let before = 0
    for (const bytes of sizes) {
      const padded = paddedSize(bytes)
      assert.ok(padded >= bytes && padded >= before, String(bytes))
      assert.equal(paddedSize(padded), padded)
      before = padded
    }
  })

  it('makes everything up to 64 KiB look alike', () => {
    for (const bytes of [0, 1, 1000, 64 * kib]) assert.equal(paddedSize(bytes), 64 * kib)
  })

  it('adds a quarter at most below 64 MiB and a thirtieth above', () => {
    for (const bytes of sizes.filter((size) => size > 64 * kib)) {
      const limit = bytes > 64 * mib ? 1 / 31 : 1 / 4
      assert.ok(paddedSize(bytes) / bytes - 1 <= limit, String(bytes))
    }
  })

  it('goes through 64 MiB from the ladder to Padmé', () => {
    assert.equal(paddedSize(64 * mib - 1), 64 * mib)
    assert.equal(paddedSize(64 * mib), 64 * mib)
    assert.equal(paddedSize(64 * mib + 1), 66 * mib)
    assert.equal(paddedSize(1000 * mib), 1008 * mib)
  })

  it('leaves few sizes: 33 up to 64 MiB, about 32 for each doubling after', () => {
    assert.ok(distinct(0, 64 * mib) <= 33, String(distinct(0, 64 * mib)))
    assert.ok(distinct(64 * mib, 128 * mib) <= 33)
  })
})

describe('paddedText()', () => {
  it('is the same JSON in whole steps of 4 KiB', () => {
    for (const text of ['{}', JSON.stringify({ a: 'é'.repeat(2100) })]) {
      const padded = paddedText(text)
      assert.equal(padded.length % textStepBytes, 0)
      assert.deepEqual(JSON.parse(new TextDecoder().decode(padded)), JSON.parse(text))
    }
    assert.equal(paddedText('{}').length, 4096)
    assert.equal(paddedText(JSON.stringify({ a: 'é'.repeat(2100) })).length, 8192)
  })
})

function* growing(): Generator<number> {
  for (let bytes = 1; bytes <= 64 * 1024 ** 3; bytes = Math.ceil(bytes * 1.01)) yield bytes
}

function distinct(from: number, to: number): number {
  return new Set(sizes.filter((size) => size > from && size <= to).map(paddedSize)).size
}
