import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { keysOf, newKeyring } from '@porchlight/agency'

import { requirePresent } from './present-keys.ts'

const [old, present, next, stranger] = await Promise.all(
  [1, 2, 3, 4].map(
    async (seed) =>
      await newKeyring('Maple Heights', (length) => new Uint8Array(length).fill(seed)),
  ),
)
assert.ok(old && present && next && stranger)
const agency = {
  keys: await keysOf(present),
  earlier: [await keysOf(old)],
  next: {
    keys: await keysOf(next),
    from: '2026-11-27T09:00:00Z',
    confirmations: 2,
    confirmationsNeeded: 2,
  },
}

describe('requirePresent()', () => {
  it('takes the keys that are good now', () => {
    assert.doesNotThrow(() => {
      requirePresent(present, agency)
    })
  })

  it('says of others what they are', () => {
    for (const [keyring, says] of [
      [old, /replaced by new ones/],
      [next, /not good yet/],
      [stranger, /another agency/],
    ] as const)
      assert.throws(() => {
        requirePresent(keyring, agency)
      }, says)
  })
})
