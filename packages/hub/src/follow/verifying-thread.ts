import { createPublicKey, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { isMainThread, parentPort } from 'node:worker_threads'

/**
 * Ed25519 by Node, and the program of a thread that does only that. It loads nothing but Node's own modules, so
 * that it starts in milliseconds and needs little memory.
 */

export interface SignedText {
  /** What the signature is over, in UTF-8. */
  readonly text: string
  /** Base64url of 32 bytes; whether the key is a strong one is not asked here. */
  readonly key: string
  /** Base64url of 64 bytes. */
  readonly value: string
}

/** Without the cofactor, as RFC 8032 allows and OpenSSL does. */
export function holds({ text, key, value }: SignedText): boolean {
  const bytes = Buffer.from(value, 'base64url')
  // another text for the same bytes is none
  if (bytes.length !== 64 || bytes.toString('base64url') !== value) return false
  return verify(null, Buffer.from(text), keyOf(key), bytes)
}

/** Agencies are few, and each signs with one key. */
const keys = new Map<string, KeyObject>()
const maxKeys = 10_000

function keyOf(key: string): KeyObject {
  const known = keys.get(key)
  if (known !== undefined) return known
  const made = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' })
  if (keys.size < maxKeys) keys.set(key, made)
  return made
}

if (!isMainThread && parentPort !== null) {
  const port = parentPort
  port.on('message', (texts: readonly SignedText[]) => {
    port.postMessage(texts.map(holds))
  })
}
