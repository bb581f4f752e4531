import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { bytesOfText } from './bytes.ts'
import { createSigner } from './ed25519.ts'
import { secretKey } from './fixture.test.ts'
import { defaultHasher } from './hash.ts'
import { createKey, signatureType } from './key.ts'
import { createNodeSigner, nodeHasher } from './node.ts'

describe('createNodeSigner()', () => {
  it('signs as the signer in plain JavaScript does', () => {
    for (let i = 0; i < 8; i++) {
      const key = createKey({ ...secretKey, seed: new Uint8Array(32).fill(i) })
      const message = bytesOfText('checkpoint\n'.repeat(i))
      const [native, plain] = [createNodeSigner(key), createSigner(key)]
      assert.deepEqual(native.publicKey, plain.publicKey)
      assert.deepEqual(native.sign(message), plain.sign(message))
    }
  })

  it('refuses a key of another type', () => {
    const witness = createKey({ ...secretKey, type: signatureType.cosignature })
    assert.throws(() => createNodeSigner(witness), { code: 'key-malformed' })
  })
})

describe('nodeHasher', () => {
  it('hashes as the hasher in plain JavaScript does, large entries after small ones and the reverse', () => {
    for (const length of [0, 1, 1022, 1023, 1024, 65_535, 3]) {
      const entry = new Uint8Array(length).fill(length)
      const [native, plain] = [nodeHasher.leaf(entry), defaultHasher.leaf(entry)]
      assert.deepEqual(new Uint8Array(native), plain)
      assert.deepEqual(
        new Uint8Array(nodeHasher.node(plain, plain)),
        defaultHasher.node(plain, native),
      )
    }
  })

  it('gives hashes that later ones leave as they are', () => {
    const first = nodeHasher.leaf(bytesOfText('one'))
    const copy = first.slice()
    nodeHasher.leaf(bytesOfText('two'))
    assert.deepEqual(first.slice(), copy)
  })
})
