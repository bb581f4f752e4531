import { z } from 'zod'

import { concat, equal, fromBase64, fromHex, sha256Hex, toBase64, toHex, utf8 } from './bytes.ts'
import { canonicalBytes } from './canonical.ts'
import { RequestId } from './id.ts'
import type { Digest } from './id.ts'

/**
 * Tokens of Privacy Pass (RFC 9577, RFC 9578), type 2: RSA 2048 blind signatures that anybody can verify
 * (RFC 9474, SHA-384, PSS with a salt of 48 bytes, the message as it is). Whoever holds one may answer one
 * request once; the issuer that signed it never saw it.
 */
const tokenType = Uint8Array.of(0x00, 0x02)

const nonceBytes = 32
const signatureBytes = 256
/** Type, nonce, digest of the challenge, id of the key: what is signed. */
const inputBytes = tokenType.length + nonceBytes + 32 + 32
const tokenBytes = inputBytes + signatureBytes

function bytesAsText(length: number): z.ZodType<string> {
  return z
    .base64()
    .length(Math.ceil(length / 3) * 4)
    .refine((text) => fromBase64(text)?.length === length, 'Of another length')
}

/** A token as standard base64. */
export const Token = bytesAsText(tokenBytes)
export type Token = z.infer<typeof Token>

/** A blinded message, or the issuer's signature over it, as standard base64. */
export const Blinded = bytesAsText(signatureBytes)

/** One call asks for tokens of so many requests at most. */
export const maxWanted = 256

/** What is asked of the issuer: for each request a message that it cannot read. */
export const Wanted = z
  .array(z.strictObject({ request: RequestId, blinded: Blinded }))
  .min(1)
  .max(maxWanted)
  .refine(
    (wanted) => new Set(wanted.map(({ request }) => request)).size === wanted.length,
    'A request twice',
  )
export type Wanted = z.infer<typeof Wanted>

/** Why a household gets tokens: work that its machine did, or a code that a steward gave it. */
export const Admission = z.discriminatedUnion('kind', [
  /** Sixteen hexadecimal digits, so that one proof is as long as another. */
  z.strictObject({ kind: z.literal('work'), counter: z.string().regex(/^[0-9a-f]{16}$/) }),
  z.strictObject({ kind: z.literal('invite'), code: z.string().regex(/^[0-9a-z]{20}$/) }),
])
export type Admission = z.infer<typeof Admission>

/** What everybody must know to get tokens. */
export const Issuer = z.strictObject({
  /** RSASSA-PSS SubjectPublicKeyInfo (RFC 9578, 8.2.2) as standard base64. */
  key: z.base64().max(1000),
  admission: z.enum(['work', 'invite']),
  /** Leading zero bits that a proof of work has. */
  workBits: z.int().min(0).max(32),
})
export type Issuer = z.infer<typeof Issuer>

/** The id of an issuer's key, under which the log has it: SHA-256 of the public key as encoded. */
export function tokenKeyId(key: Uint8Array): Digest {
  return sha256Hex(key)
}

/** RFC 9577, 2.1.2: the challenge of one request at one issuer, hashed. A token for one request is none for another. */
export function challengeDigest(host: string, request: RequestId): Uint8Array {
  const name = utf8(host)
  const context = fromHex(sha256Hex(utf8(`porchlight/token/v1 ${request}`)))
  return fromHex(
    sha256Hex(concat(tokenType, long(name), Uint8Array.of(context.length), context, long(name))),
  )
}

/** What the issuer signs without seeing it. */
export function tokenInput(nonce: Uint8Array, challenge: Uint8Array, keyId: Digest): Uint8Array {
  return concat(tokenType, nonce, challenge, fromHex(keyId))
}

export function tokenOf(input: Uint8Array, signature: Uint8Array): Token {
  return toBase64(concat(input, signature))
}

export interface ReadToken {
  /** The signed part. */
  readonly input: Uint8Array
  readonly keyId: Digest
  readonly signature: Uint8Array
  /** SHA-256 of the signed part: by it a token that was spent is known again. */
  readonly digest: Digest
}

/** Null where it is no token of this request at this host; whether the signature holds, the caller checks. */
export function readToken(token: Token, host: string, request: RequestId): ReadToken | null {
  const bytes = fromBase64(token)
  if (bytes?.length !== tokenBytes) return null
  const input = bytes.subarray(0, inputBytes)
  const keyId = toHex(input.subarray(inputBytes - 32))
  const challenge = challengeDigest(host, request)
  const nonce = input.subarray(tokenType.length, tokenType.length + nonceBytes)
  if (!equal(tokenInput(nonce, challenge, keyId), input)) return null
  return { input, keyId, signature: bytes.subarray(inputBytes), digest: sha256Hex(input) }
}

/** What a proof of work is about: this key and these messages; for others it is worth nothing. */
export function workSubject(keyId: Digest, wanted: Wanted): Uint8Array {
  return fromHex(
    sha256Hex(concat(utf8(`porchlight/token-work/v1 ${keyId}\n`), canonicalBytes(wanted))),
  )
}

/** Whether SHA-256 of subject and counter begins with so many zero bits. */
export function workHolds(subject: Uint8Array, counter: string, bits: number): boolean {
  const digest = sha256Hex(concat(subject, fromHex(counter)))
  const whole = Math.floor(bits / 4)
  if (!digest.startsWith('0'.repeat(whole))) return false
  return Number.parseInt(digest.charAt(whole), 16) < 2 ** (4 - (bits % 4))
}

function long(bytes: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(Math.floor(bytes.length / 256), bytes.length % 256), bytes)
}

/** `SEQUENCE { SEQUENCE { id-RSASSA-PSS, SHA-384, MGF1 with SHA-384, salt 48 }, BIT STRING }` around a 2048-bit key (RFC 9578, 8.2.2). */
const pssPrefix = fromHex(
  '30820152303d06092a864886f70d01010a3030a00d300b0609608648016503040202a11a301806092a864886f70d010108300b0609608648016503040202a2030201300382010f00',
)
/** The same key as `rsaEncryption`, which is what programs read. */
const plainPrefix = fromHex('30820122300d06092a864886f70d01010105000382010f00')

/** @param pkcs1 a 2048-bit RSA public key, DER */
export function pssKey(pkcs1: Uint8Array): Uint8Array {
  return concat(pssPrefix, pkcs1)
}

/** SubjectPublicKeyInfo with `rsaEncryption`; null where it is no such key. */
export function plainKey(key: Uint8Array): Uint8Array | null {
  if (!equal(key.subarray(0, pssPrefix.length), pssPrefix)) return null
  return concat(plainPrefix, key.subarray(pssPrefix.length))
}
