import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { toHex } from '../bytes.ts'
import { chunkNonce, payloadKey, plaintextSize, sealedSize } from './stream.ts'

describe('chunkNonce()', () => {
  it('counts in the first eleven bytes and flags the last chunk in the twelfth', () => {
    assert.equal(toHex(chunkNonce(0, false)), '000000000000000000000000')
    assert.equal(toHex(chunkNonce(0, true)), '000000000000000000000001')
    assert.equal(toHex(chunkNonce(258, true)), '000000000000000000010201')
  })

  it('counts beyond 32 bits', () => {
    assert.equal(toHex(chunkNonce(2 ** 32 + 5, false)), '000000000000010000000500')
    assert.equal(toHex(chunkNonce(2 ** 32 - 1, false)), '00000000000000ffffffff00')
  })
})

describe('payloadKey()', () => {
  it('differs by file key and by nonce', () => {
    const keys = [0, 1].flatMap((a) =>
      [0, 1].map((b) => toHex(payloadKey(new Uint8Array(16).fill(a), new Uint8Array(16).fill(b)))),
    )
    assert.equal(new Set(keys).size, 4)
    assert.equal(keys[0]?.length, 64)
  })
})

describe('sealedSize() and plaintextSize()', () => {
  it('count one tag for each started chunk, and one for an empty file', () => {
    const expected = [
      [0, 16],
      [1, 17],
      [65_536, 65_552],
      [65_537, 65_569],
      [131_072, 131_104],
      [131_073, 131_121],
    ] as const
    for (const [plaintext, payload] of expected)
      assert.equal(sealedSize(200, plaintext), 200 + 16 + payload)
  })

  it('are each other’s inverse', () => {
    for (const bytes of [0, 1, 65_535, 65_536, 65_537, 131_072, 131_073, 1_000_000, 2 ** 36])
      assert.equal(plaintextSize(200, sealedSize(200, bytes)), bytes)
  })

  it('know sizes that no age file has', () => {
    const impossible = [0, 215, 216 + 15, sealedSize(200, 65_536) + 1, sealedSize(200, 65_536) + 16]
    for (const bytes of impossible) assert.equal(plaintextSize(200, bytes), null)
  })
})
