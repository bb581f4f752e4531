import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { requestSignatureHolds, requestTexts, sign, signingKeyOf } from '@porchlight/core'
import type { SignedRequest } from '@porchlight/core'

import { request } from '../fixture.test.ts'
import { nodeSignatureHolds, SignatureVerifier } from './signature.ts'
import type { SignedBy } from './signature.ts'

const secret = new Uint8Array(32).fill(5)
function toVerify(signed: SignedRequest): SignedBy {
  return { text: requestTexts(signed).signed, signature: signed.signature }
}

function both(signed: SignedRequest): readonly boolean[] {
  return [nodeSignatureHolds(toVerify(signed)), requestSignatureHolds(signed)]
}

describe('nodeSignatureHolds()', () => {
  const signed = { request, signature: sign('porchlight/request/v1', request, secret) }

  it('holds where the other one does', () => {
    assert.deepEqual(both(signed), [true, true])
  })

  it('fails on every flipped bit, as the other one', () => {
    const value = Buffer.from(signed.signature.value, 'base64url')
    for (let bit = 0; bit < 512; bit += 7) {
      const flipped = Buffer.from(value)
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const signature = { ...signed.signature, value: flipped.toString('base64url') }
      assert.deepEqual(both({ ...signed, signature }), [false, false], String(bit))
    }
    const other = { ...request, title: 'Another' }
    assert.deepEqual(both({ ...signed, request: other }), [false, false])
    const key = signingKeyOf(new Uint8Array(32).fill(6))
    assert.deepEqual(both({ request, signature: { ...signed.signature, key } }), [false, false])
  })

  it('refuses keys of small order, with which a signature of zeros holds for everything', () => {
    for (const hex of [
      '0100000000000000000000000000000000000000000000000000000000000000',
      'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      '0000000000000000000000000000000000000000000000000000000000000000',
    ]) {
      const key = Buffer.from(hex, 'hex').toString('base64url')
      const value = Buffer.concat([Buffer.from(hex, 'hex'), Buffer.alloc(32)]).toString('base64url')
      assert.deepEqual(both({ request, signature: { key, value } }), [false, false], hex)
    }
  })
})

describe('SignatureVerifier', () => {
  const signed = { request, signature: sign('porchlight/request/v1', request, secret) }
  const zeros = Buffer.alloc(32).toString('base64url')
  const others = {
    good: toVerify(signed),
    otherText: { ...toVerify(signed), text: 'another' },
    weakKey: { ...toVerify(signed), signature: { ...signed.signature, key: zeros } },
    noValue: { ...toVerify(signed), signature: { ...signed.signature, value: 'AA' } },
    otherForm: {
      ...toVerify(signed),
      signature: { ...signed.signature, value: `${signed.signature.value}=` },
    },
  }
  /** Each kind in turn. */
  function mixed(count: number): readonly SignedBy[] {
    const kinds = Object.values(others)
    return Array.from({ length: count }, (_, at) => kinds[at % kinds.length] ?? others.good)
  }

  for (const count of [0, 1, 64, 65, 1000])
    it(`tells of each of ${count} in their order, many at once on its thread`, async () => {
      using verifier = new SignatureVerifier()
      const lists = [mixed(count), mixed(count).toReversed()]
      const answers = await Promise.all(lists.map(async (list) => await verifier.verify(list)))
      const want = lists.map((list) => list.map((one) => one === others.good))
      assert.deepEqual(answers, want)
    })

  it('fails aloud where its thread ended, instead of waiting for ever', async () => {
    const verifier = new SignatureVerifier()
    const asked = verifier.verify(mixed(1000))
    verifier[Symbol.dispose]()
    await assert.rejects(asked, /ended/)
    await assert.rejects(verifier.verify(mixed(1000)), /ended/)
  })
})
