import assert from 'node:assert/strict'
import { createCipheriv } from 'node:crypto'
import { describe, it } from 'node:test'

import { chunkNonce } from '@porchlight/core'

import { nodeOpeningCipher } from './cipher-node.ts'
import { nobleCipher, sodiumCipher, webCryptoCipher, webOpeningCipher } from './cipher-web.ts'
import type { OpeningCipher } from './cipher.ts'

const ciphers: Readonly<Record<string, OpeningCipher>> = {
  'OpenSSL in Node': nodeOpeningCipher,
  WebCrypto: webCryptoCipher,
  libsodium: sodiumCipher,
  noble: nobleCipher,
  'the one a browser chooses': webOpeningCipher,
}

const key = Uint8Array.from({ length: 32 }, (_, i) => i)
const nonce = chunkNonce(3, true)

for (const [name, cipher] of Object.entries(ciphers))
  describe(`cipher: ${name}`, () => {
    it('opens chunks of every awkward size', async () => {
      const openChunk = await cipher(key)
      for (const size of [0, 1, 15, 16, 17, 63, 64, 65, 65_535, 65_536]) {
        const expected = new Uint8Array(size).fill(size)
        const plain = new Uint8Array(size)
        assert.equal(await openChunk(sealed(expected), nonce, plain), true)
        assert.equal(Buffer.compare(plain, expected), 0)
      }
    })

    it('says so when a byte, the nonce or the key is another', async () => {
      const chunk = sealed(new Uint8Array(100))
      const plain = new Uint8Array(100)
      for (const at of [0, 99, 100, 115]) {
        const altered = chunk.slice()
        altered[at] = (altered[at] ?? 0) ^ 1
        assert.equal(await (await cipher(key))(altered, nonce, plain), false)
      }
      assert.equal(await (await cipher(key))(chunk, chunkNonce(3, false), plain), false)
      assert.equal(await (await cipher(new Uint8Array(32)))(chunk, nonce, plain), false)
    })
  })

function sealed(plain: Uint8Array): Uint8Array {
  const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 })
  return new Uint8Array([...cipher.update(plain), ...cipher.final(), ...cipher.getAuthTag()])
}
