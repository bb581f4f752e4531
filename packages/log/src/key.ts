import { ed25519 } from '@noble/curves/ed25519.js'

import { decodeBase64, encodeBase64 } from './base64.ts'
import { bytesOfText, concatBytes } from './bytes.ts'
import { LogError } from './error.ts'
import { sha256 } from './hash.ts'

/** The assigned signature types of C2SP signed-note that this library makes and verifies. */
export const signatureType = { ed25519: 0x01, cosignature: 0x04 } as const
export type SignatureType = (typeof signatureType)[keyof typeof signatureType]

/** Bytes of an Ed25519 public key, and of a secret one (its seed). */
export const keyBytes = 32

/** A public key with its name: what `vkey` text says. */
export interface PublicKey {
  readonly name: string
  /** the first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key), as a number */
  readonly id: number
  readonly type: SignatureType
  /** 32 bytes */
  readonly key: Uint8Array
}

/** A secret key with its name. Only this library's signers look inside. */
export interface SecretKey {
  readonly name: string
  readonly type: SignatureType
  /** 32 bytes, the seed of RFC 8032 */
  readonly seed: Uint8Array
}

/** @throws LogError `key-malformed` where the name is not fit for a signature line */
export function createKey({ name, type, seed }: SecretKey): SecretKey {
  if (!isKeyName(name) || seed.length !== keyBytes) throw new LogError('key-malformed', name)
  return { name, type, seed }
}

export function publicKeyOf({ name, type, seed }: SecretKey): PublicKey {
  const key = ed25519.getPublicKey(seed)
  return { name, type, key, id: keyId(name, concatBytes([Uint8Array.of(type), key])) }
}

/** `name+hexid+base64(type ‖ key)`: the `vkey` text of C2SP signed-note. */
export function formatPublicKey({ name, id, type, key }: PublicKey): string {
  const material = encodeBase64(concatBytes([Uint8Array.of(type), key]))
  return `${name}+${hexOfId(id)}+${material}`
}

/** @throws LogError `key-malformed` */
export function parsePublicKey(text: string): PublicKey {
  const { name, idText, type, key } = splitKeyText(text)
  const id = keyId(name, concatBytes([Uint8Array.of(type), key]))
  if (hexOfId(id) !== idText) throw new LogError('key-malformed')
  return { name, id, type, key }
}

/** `PRIVATE+KEY+name+hexid+base64(type ‖ seed)`, as Go's sumdb/note writes it. A secret. */
export function formatSecretKey(secret: SecretKey): string {
  const material = encodeBase64(concatBytes([Uint8Array.of(secret.type), secret.seed]))
  return `${secretPrefix}${secret.name}+${hexOfId(publicKeyOf(secret).id)}+${material}`
}

/** @throws LogError `key-malformed` */
export function parseSecretKey(text: string): SecretKey {
  // No part of the text goes into an error: it is a secret.
  if (!text.startsWith(secretPrefix)) throw new LogError('key-malformed')
  const { name, idText, type, key } = splitKeyText(text.slice(secretPrefix.length))
  const secret = { name, type, seed: key }
  if (hexOfId(publicKeyOf(secret).id) !== idText) throw new LogError('key-malformed')
  return secret
}

/** "Key names MUST be non-empty and MUST NOT contain any Unicode spaces or plus (U+002B) characters" */
export function isKeyName(name: string): boolean {
  // oxlint-disable-next-line no-control-regex -- a note "MUST NOT contain any ASCII control characters"
  return name !== '' && name.isWellFormed() && !/[\s\u0085+\u0000-\u001f]/u.test(name)
}

const secretPrefix = 'PRIVATE+KEY+'

function splitKeyText(text: string): {
  name: string
  idText: string
  type: SignatureType
  key: Uint8Array
} {
  const [, name = '', idText = '', base64 = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? []
  const material = decodeBase64(base64)
  const type = Object.values(signatureType).find((known) => known === material?.[0])
  if (type === undefined || material?.length !== 1 + keyBytes || !isKeyName(name))
    throw new LogError('key-malformed')
  return { name, idText, type, key: material.slice(1) }
}

/** "key ID = SHA-256(key name || 0x0A || signature type || public key)[:4]" */
function keyId(name: string, material: Uint8Array): number {
  const hash = sha256(concatBytes([bytesOfText(`${name}\n`), material]))
  return new DataView(hash.buffer, hash.byteOffset).getUint32(0)
}

function hexOfId(id: number): string {
  return id.toString(16).padStart(8, '0')
}
