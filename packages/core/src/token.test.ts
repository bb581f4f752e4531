import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, it } from 'node:test'

import { fromBase64, fromHex, toBase64, toHex } from './bytes.ts'
import {
  challengeDigest,
  plainKey,
  pssKey,
  readToken,
  Token,
  tokenInput,
  tokenOf,
  Wanted,
  workHolds,
  workSubject,
} from './token.ts'

const host = 'porchlight.example'
const request = 'r00000000000a'
const keyId = 'ab'.repeat(32)

function token(): string {
  const input = tokenInput(new Uint8Array(32).fill(7), challengeDigest(host, request), keyId)
  return tokenOf(input, new Uint8Array(256).fill(9))
}

describe('readToken()', () => {
  it('tells the key, the signature and by what it is known again', () => {
    const read = readToken(Token.parse(token()), host, request)
    assert.ok(read)
    assert.equal(read.keyId, keyId)
    assert.deepEqual(read.signature, new Uint8Array(256).fill(9))
    assert.match(read.digest, /^[0-9a-f]{64}$/)
  })

  it('is null for another request, another host, another type, another length', () => {
    assert.equal(readToken(token(), host, 'r00000000000b'), null)
    assert.equal(readToken(token(), 'other.example', request), null)
    const bytes = fromBase64(token()) ?? new Uint8Array()
    bytes[1] = 1
    assert.equal(readToken(toBase64(bytes), host, request), null)
    assert.equal(readToken(toBase64(bytes.subarray(1)), host, request), null)
    assert.equal(Token.safeParse(toBase64(bytes.subarray(1))).success, false)
  })
})

describe('pssKey()', () => {
  it('wraps a key as RFC 9578 has it, and plainKey() gives it as every program reads it', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const key = pssKey(publicKey.export({ type: 'pkcs1', format: 'der' }))
    assert.match(toHex(key), /^30820152303d06092a864886f70d01010a/)
    assert.equal(key.length, 0x152 + 4)
    const plain = publicKey.export({ type: 'spki', format: 'der' })
    assert.equal(toHex(plainKey(key) ?? new Uint8Array()), plain.toString('hex'))
    assert.equal(plainKey(plain), null)
  })
})

describe('workHolds()', () => {
  it('counts leading zero bits', () => {
    const subject = new Uint8Array(32)
    const counters = Array.from({ length: 4000 }, (_, at) => at.toString(16).padStart(16, '0'))
    for (const bits of [0, 1, 3, 4, 5, 8]) {
      const share = counters.filter((counter) => workHolds(subject, counter, bits)).length / 4000
      assert.ok(Math.abs(share - 2 ** -bits) < 0.03, `${String(bits)} bits: ${String(share)}`)
    }
  })

  it('is about these messages and this key', () => {
    const wanted = [{ request, blinded: toBase64(fromHex('01'.repeat(256))) }]
    const other = [{ request, blinded: toBase64(fromHex('02'.repeat(256))) }]
    const subjects = [
      workSubject(keyId, wanted),
      workSubject(keyId, other),
      workSubject('cd'.repeat(32), wanted),
    ]
    assert.equal(new Set(subjects.map(toHex)).size, 3)
    assert.equal(Wanted.safeParse([...wanted, ...wanted]).success, false, 'a request twice')
  })
})
