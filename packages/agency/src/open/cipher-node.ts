import { createDecipheriv } from 'node:crypto'

import { tagBytes } from '@porchlight/core'

import type { OpenChunk } from './cipher.ts'

/** The cipher of Node's OpenSSL. */
export function nodeOpeningCipher(key: Uint8Array): OpenChunk {
  return async (sealed, nonce, plain) => {
    const decipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: tagBytes })
    decipher.setAuthTag(sealed.subarray(plain.length))
    plain.set(decipher.update(sealed.subarray(0, plain.length)))
    try {
      decipher.final()
      return true
    } catch {
      // after a whole `update` the tag is all that `final` looks at; its error has no code
      return false
    }
  }
}
