import { chacha20poly1305 } from '@noble/ciphers/chacha.js'
import { equal, fromHex } from '@porchlight/core'

import type { OpenChunk, OpeningCipher } from './cipher.ts'

/**
 * The fastest cipher that this browser has: WebCrypto, else WebAssembly, else JavaScript. Each is
 * tried on a known answer first, so that one that is absent, switched off or wrong is passed over.
 */
export async function webOpeningCipher(key: Uint8Array<ArrayBuffer>): Promise<OpenChunk> {
  fastest ??= chooseCipher()
  const cipher = await fastest
  return await cipher(key)
}

let fastest: Promise<OpeningCipher> | null = null

async function chooseCipher(): Promise<OpeningCipher> {
  for (const cipher of [webCryptoCipher, sodiumCipher]) if (await works(cipher)) return cipher
  return nobleCipher
}

async function works(cipher: OpeningCipher): Promise<boolean> {
  const plain = new Uint8Array(16).fill(1)
  try {
    const openChunk = await cipher(new Uint8Array(32))
    return (
      (await openChunk(knownAnswer, new Uint8Array(12), plain)) && equal(plain, new Uint8Array(16))
    )
  } catch {
    // whatever a browser without it throws (no such algorithm, WebAssembly refused by a policy),
    // the next cipher does the same work
    return false
  }
}

/** 16 zero bytes under the zero key and nonce: begins with the key stream of RFC 8439 A.1 test vector 2. */
const knownAnswer = fromHex('9f07e7be5551387a98ba977c732d080dc34a88047320f52aa2c6683ef8084d2f')

/** WebCrypto as the WICG's “Modern Algorithms in the Web Cryptography API” extends it; not yet in the DOM's types. */
interface ModernSubtle {
  importKey(
    format: string,
    key: Uint8Array<ArrayBuffer>,
    algorithm: string,
    extractable: boolean,
    usages: 'decrypt'[],
  ): Promise<CryptoKey>
}

export async function webCryptoCipher(key: Uint8Array<ArrayBuffer>): Promise<OpenChunk> {
  const name = 'ChaCha20-Poly1305'
  const modern: ModernSubtle = crypto.subtle
  const cryptoKey = await modern.importKey('raw-secret', key, name, false, ['decrypt'])
  return async (sealed, iv, plain) => {
    try {
      const algorithm = { name, iv, tagLength: 128 }
      plain.set(new Uint8Array(await crypto.subtle.decrypt(algorithm, cryptoKey, owned(sealed))))
      return true
    } catch (error) {
      if (error instanceof DOMException && error.name === 'OperationError') return false
      throw error
    }
  }
}

export async function sodiumCipher(key: Uint8Array): Promise<OpenChunk> {
  const { default: sodium } = await import('libsodium-wrappers')
  await sodium.ready
  return async (sealed, nonce, plain) => {
    try {
      plain.set(sodium.crypto_aead_chacha20poly1305_ietf_decrypt(null, sealed, null, nonce, key))
      return true
    } catch (error) {
      if (error instanceof Error && error.message.startsWith(sodiumWrongTag)) return false
      throw error
    }
  }
}

const sodiumWrongTag = 'ciphertext cannot be decrypted using that key'

export async function nobleCipher(key: Uint8Array): Promise<OpenChunk> {
  return async (sealed, nonce, plain) => {
    try {
      chacha20poly1305(key, nonce).decrypt(sealed, plain)
      return true
    } catch (error) {
      if (error instanceof Error && error.message === nobleWrongTag) return false
      throw error
    }
  }
}

const nobleWrongTag = 'invalid tag'

/** WebCrypto takes no view of memory that threads share; nothing here makes one. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
    : new Uint8Array(bytes)
}
