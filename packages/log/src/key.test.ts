import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import {
  createKey,
  formatPublicKey,
  formatSecretKey,
  parsePublicKey,
  parseSecretKey,
  publicKeyOf,
  signatureType,
} from './key.ts'

/** The example key of Go's golang.org/x/mod/sumdb/note (BSD-3-Clause). */
const vkey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const skey = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz'

describe('key', () => {
  it('reads and writes the text of Go', () => {
    assert.equal(formatPublicKey(parsePublicKey(vkey)), vkey)
    assert.equal(formatSecretKey(parseSecretKey(skey)), skey)
    assert.equal(formatPublicKey(publicKeyOf(parseSecretKey(skey))), vkey)
  })

  it('gives another id to the same key with another name or type', () => {
    const { seed } = parseSecretKey(skey)
    const ids = [
      { name: 'PeterNeumann', type: signatureType.ed25519, seed },
      { name: 'PeterNeumann', type: signatureType.cosignature, seed },
      { name: 'PeterNeumanN', type: signatureType.ed25519, seed },
    ].map((secret) => publicKeyOf(createKey(secret)).id)
    assert.equal(ids[0], 0xc74f20a3)
    assert.equal(new Set(ids).size, 3)
  })

  it('refuses text whose name, id, type or key was changed', () => {
    for (const text of [
      vkey.replace('Peter', 'Petra'),
      vkey.replace('c74f20a3', 'c74f20a4'),
      vkey.replace('c74f20a3', 'C74F20A3'),
      vkey.replace('ARpc', 'AhpC'),
      vkey.replace('10TW', '10TX'),
      vkey.slice(0, -4),
      `${vkey}\n`,
      'PeterNeumann+c74f20a3',
      skey,
      '',
    ])
      assert.throws(() => parsePublicKey(text), { code: 'key-malformed' }, text)
    assert.throws(() => parseSecretKey(skey.replace('KDFz', 'KDFy')), { code: 'key-malformed' })
    assert.throws(() => parseSecretKey(vkey), { code: 'key-malformed' })
  })

  it('refuses names that would break a signature line', () => {
    const seed = new Uint8Array(32)
    for (const name of [
      '',
      'a b',
      'a+b',
      'a\u00a0b',
      'a\u2003b',
      'a\nb',
      '\u0085',
      '\u0000',
      '\ud800',
    ])
      assert.throws(() => createKey({ name, type: signatureType.ed25519, seed }), {
        code: 'key-malformed',
      })
    assert.throws(
      () => createKey({ name: 'a', type: signatureType.ed25519, seed: new Uint8Array(31) }),
      { code: 'key-malformed' },
    )
  })
})
