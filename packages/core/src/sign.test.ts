import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { ed25519 } from '@noble/curves/ed25519.js'
import fc from 'fast-check'

import { concat, fromBase64Url, fromHex, toBase64Url, toHex, utf8 } from './bytes.ts'
import { canonicalBytes } from './canonical.ts'
import { newSigningSecret, sign, Signature, signatureHolds, signingKeyOf } from './sign.ts'

const secret = newSigningSecret((length) => new Uint8Array(length).fill(7))
const body = { b: 1, a: ['é', null] }
const context = 'porchlight/request/v1'
const signature = sign(context, body, secret)

describe('sign()', () => {
  it('makes the key of RFC 8032, test 1, from its secret', () => {
    const known = fromHex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60')
    assert.equal(
      toHex(fromBase64Url(signingKeyOf(known)) ?? new Uint8Array()),
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    )
  })

  it('signs context, a zero byte and canonical JSON: what another program can make again', () => {
    const bytes = concat(utf8(context), Uint8Array.of(0), utf8('{"a":["é",null],"b":1}'))
    assert.equal(signature.value, toBase64Url(ed25519.sign(bytes, secret)))
    assert.deepEqual(Signature.parse(signature), signature)
  })

  it('holds whatever order the names have', () => {
    assert.ok(signatureHolds(context, { a: ['é', null], b: 1 }, signature))
  })

  it('holds for any JSON, and not for another', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const signed = sign(context, one, secret)
        assert.ok(signatureHolds(context, one, signed))
        const same = toHex(canonicalBytes(one)) === toHex(canonicalBytes(other))
        assert.equal(signatureHolds(context, other, signed), same)
      }),
      { numRuns: 20 },
    )
  })
})

describe('signatureHolds()', () => {
  it('refuses another body, another context, another key', () => {
    const stranger = newSigningSecret((length) => new Uint8Array(length).fill(8))
    assert.ok(!signatureHolds(context, { ...body, b: 2 }, signature))
    assert.ok(!signatureHolds('porchlight/custody/v1', body, signature))
    assert.ok(!signatureHolds(context, body, { ...signature, key: signingKeyOf(stranger) }))
  })

  it('refuses each single flipped bit of the value', () => {
    const value = fromBase64Url(signature.value) ?? new Uint8Array()
    for (let bit = 0; bit < 512; bit += 7) {
      const flipped = value.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
      assert.ok(!signatureHolds(context, body, { ...signature, value: toBase64Url(flipped) }))
    }
  })

  it('refuses an S that is not reduced, though the equation holds (RFC 8032 section 5.1.7)', () => {
    const value = fromBase64Url(signature.value) ?? new Uint8Array()
    const s = littleEndian(value.subarray(32)) + groupOrder
    const same = concat(value.subarray(0, 32), fromLittleEndian(s))
    assert.ok(!signatureHolds(context, body, { ...signature, value: toBase64Url(same) }))
  })

  it('refuses keys of small order, under which one signature holds for every body', () => {
    // R = B and S = 1 verify for any message where the key contributes nothing
    const basePoint = fromHex('58'.concat('66'.repeat(31)))
    const value = concat(basePoint, Uint8Array.of(1), new Uint8Array(31))
    const identity = concat(Uint8Array.of(1), new Uint8Array(31))
    const message = concat(utf8(context), Uint8Array.of(0), canonicalBytes(body))
    assert.ok(ed25519.verify(value, message, identity, { zip215: true }), 'the lax check is fooled')
    const forged = { key: toBase64Url(identity), value: toBase64Url(value) }
    assert.ok(!signatureHolds(context, body, forged))
    for (const key of smallOrder) {
      const other = { key: toBase64Url(fromHex(key)), value: toBase64Url(value) }
      assert.ok(!signatureHolds(context, body, other), key)
    }
  })

  it('refuses what is no point, no key and no base64url at all', () => {
    const noPoint = `${'_'.repeat(42)}8`
    for (const key of [noPoint, 'short', '*'.repeat(43), `${'A'.repeat(42)}B`]) {
      assert.ok(!signatureHolds(context, body, { ...signature, key }), key)
    }
    for (const value of ['', 'AAAA', '*'.repeat(86), `${'A'.repeat(85)}B`]) {
      assert.ok(!signatureHolds(context, body, { ...signature, value }), value)
    }
  })
})

/** Order of the base point of edwards25519 (RFC 8032 section 5.1). */
const groupOrder = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n

/** Canonical and non-canonical encodings of points whose order divides eight. */
const smallOrder = [
  '00'.repeat(32),
  `01${'00'.repeat(31)}`,
  `01${'00'.repeat(30)}80`,
  `00${'00'.repeat(30)}80`,
  `ec${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(30)}7f`,
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
]

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n)
}

function fromLittleEndian(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, at) => Number((value >> BigInt(8 * at)) & 255n))
}
