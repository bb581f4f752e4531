import { createCipheriv } from 'node:crypto'

import { tagBytes } from '@porchlight/core'

import type { SealChunk } from './cipher.ts'

/** The cipher of Node's OpenSSL. */
export function nodeSealingCipher(key: Uint8Array): SealChunk {
  return async (plain, nonce, sealed) => {
    const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: tagBytes })
    // a stream cipher gives all of the text at once; `final` adds nothing
    sealed.set(cipher.update(plain))
    cipher.final()
    sealed.set(cipher.getAuthTag(), plain.length)
  }
}
