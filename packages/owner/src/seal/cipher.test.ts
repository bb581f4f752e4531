import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { chunkNonce, fromHex, toHex } from '@porchlight/core'

import { nodeSealingCipher } from './cipher-node.ts'
import { nobleCipher, sodiumCipher, webCryptoCipher, webSealingCipher } from './cipher-web.ts'
import type { SealingCipher } from './cipher.ts'

const ciphers: Readonly<Record<string, SealingCipher>> = {
  'OpenSSL in Node': nodeSealingCipher,
  WebCrypto: webCryptoCipher,
  libsodium: sodiumCipher,
  noble: nobleCipher,
  'the one a browser chooses': webSealingCipher,
}

for (const [name, cipher] of Object.entries(ciphers))
  describe(`cipher: ${name}`, () => {
    it('seals the test vector of RFC 8439 A.5 up to its associated data', async () => {
      // key and nonce of the RFC; the tag is without associated data, as OpenSSL gives it
      const key = new Uint8Array(
        fromHex('1c9240a5eb55d38af333888604f6b5f0473917c1402b80099dca5cbc207075c0'),
      )
      const nonce = new Uint8Array(fromHex('000000000102030405060708'))
      const plain = new TextEncoder().encode('Internet-Drafts are draft documents')
      const sealed = new Uint8Array(plain.length + 16)
      await (
        await cipher(key)
      )(plain, nonce, sealed)
      assert.equal(toHex(sealed.subarray(0, 16)), '64a0861575861af460f062c79be643bd')
    })

    it('agrees with noble on chunks of every awkward size, also several at a time', async () => {
      const key = Uint8Array.from({ length: 32 }, (_, i) => i)
      const sizes = [0, 1, 15, 16, 17, 63, 64, 65, 65_535, 65_536]
      assert.deepEqual(
        await sealedAll(cipher, key, sizes),
        await sealedAll(nobleCipher, key, sizes),
      )
    })
  })

async function sealedAll(
  cipher: SealingCipher,
  key: Uint8Array<ArrayBuffer>,
  sizes: readonly number[],
): Promise<string[]> {
  const sealChunk = await cipher(key)
  return await Promise.all(
    sizes.map(async (size, index) => {
      const sealed = new Uint8Array(size + 16)
      await sealChunk(new Uint8Array(size).fill(index), chunkNonce(index, index % 2 === 0), sealed)
      return toHex(sealed)
    }),
  )
}
