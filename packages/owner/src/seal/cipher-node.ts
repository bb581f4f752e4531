import { createCipheriv, createSecretKey } from 'node:crypto'

import { tagBytes } from '@porchlight/core'

import type { SealChunk } from './cipher.ts'

/** The cipher of Node's OpenSSL. */
export function nodeSealingCipher(key: Uint8Array): SealChunk {
  // a key object is a quarter faster than making one of the bytes for each chunk
  const secret = createSecretKey(key)
  return async (plain, nonce, sealed) => {
    const cipher = createCipheriv('chacha20-poly1305', secret, nonce, { authTagLength: tagBytes })
    // a stream cipher gives all of the text at once; `final` adds nothing
    const text = cipher.update(plain)
    sealed.set(text)
    // frees it now: left to the garbage collector it costs half of the sealing again
    text.buffer.transfer(0)
    cipher.final()
    sealed.set(cipher.getAuthTag(), plain.length)
  }
}
