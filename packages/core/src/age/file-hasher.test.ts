import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { sha256 } from '@noble/hashes/sha2.js'

import { toHex } from '../bytes.ts'
import { webFileHasher } from './file-hasher.ts'

describe('webFileHasher()', () => {
  it('gives SHA-256 of what was kept in memory', async () => {
    const hasher = webFileHasher()
    hasher.update(new TextEncoder().encode('a'))
    hasher.update(new TextEncoder().encode('bc'))
    assert.equal(
      await hasher.digest(),
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
  })

  it('keeps nothing of the memory that it was given', async () => {
    const bytes = Uint8Array.of(1, 2, 3)
    const hasher = webFileHasher()
    hasher.update(bytes)
    bytes.fill(0)
    assert.equal(await hasher.digest(), toHex(sha256(Uint8Array.of(1, 2, 3))))
  })

  it('gives the same above what it keeps in memory', async () => {
    const mebibyte = Uint8Array.from({ length: 1024 ** 2 }, (_, i) => i)
    const [hasher, expected] = [webFileHasher(), sha256.create()]
    for (let i = 0; i < 33; i++) {
      hasher.update(mebibyte)
      expected.update(mebibyte)
    }
    assert.equal(await hasher.digest(), toHex(expected.digest()))
  })
})
