import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import fc from 'fast-check'

import {
  equal,
  fromBase64,
  fromBase64Url,
  fromHex,
  sha256Hex,
  toBase64,
  toBase64Url,
  toHex,
  utf8,
} from './bytes.ts'

const bytes = fc.uint8Array({ maxLength: 70 })

describe('bytes as text', () => {
  it('come back the same from hexadecimal, base64 and base64url', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        assert.deepEqual(fromHex(toHex(value)), value)
        assert.deepEqual(fromBase64(toBase64(value)), value)
        assert.deepEqual(fromBase64Url(toBase64Url(value)), value)
        assert.equal(toBase64(value), Buffer.from(value).toString('base64'))
        assert.equal(toBase64Url(value), Buffer.from(value).toString('base64url'))
      }),
    )
  })

  it('have one form only: padding, spare bits, white space and other alphabets are refused', () => {
    for (const text of ['YQ', 'YR==', 'YQ==\n', 'Y Q==', '-_==', 'YQ=', '?']) {
      assert.equal(fromBase64(text), null, text)
    }
    for (const text of ['YQ==', 'YR', 'YQ ', '+/', 'Y', 'é']) {
      assert.equal(fromBase64Url(text), null, text)
    }
  })

  it('refuses what is not hexadecimal', () => {
    for (const text of ['0', 'zz', '0x00']) assert.throws(() => fromHex(text), Error, text)
  })
})

describe('equal()', () => {
  it('compares contents and lengths', () => {
    assert.ok(equal(utf8('abc'), utf8('abc')))
    assert.ok(equal(new Uint8Array(), new Uint8Array()))
    assert.ok(!equal(utf8('abc'), utf8('abd')))
    assert.ok(!equal(utf8('abc'), utf8('abcd')))
    assert.ok(!equal(utf8(''), utf8('\0')))
  })
})

describe('sha256Hex()', () => {
  it('gives the example of FIPS 180-4', () => {
    assert.equal(
      sha256Hex(utf8('abc')),
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
  })
})
