import { z } from 'zod'

/** A request's public name: `r` and twelve lower-case letters or digits, chosen at random by the agency. */
export const RequestId = z.string().regex(/^r[0-9a-z]{12}$/)
export type RequestId = z.infer<typeof RequestId>

/** An agency's public name: `a` and twelve. */
export const AgencyId = z.string().regex(/^a[0-9a-z]{12}$/)
export type AgencyId = z.infer<typeof AgencyId>

/** A partner's public name: `p` and twelve. */
export const PartnerId = z.string().regex(/^p[0-9a-z]{12}$/)
export type PartnerId = z.infer<typeof PartnerId>

/** Names a steward in the log: the first 16 bytes of SHA-256 of the member's name, which is random and never public. */
export const StewardId = z.string().regex(/^[0-9a-f]{32}$/)
export type StewardId = z.infer<typeof StewardId>

/** A person who may sign in (agency member or steward): `m` and twelve. Never public. */
export const MemberId = z.string().regex(/^m[0-9a-z]{12}$/)
export type MemberId = z.infer<typeof MemberId>

/** A submission's name between owner, instance and agency: `s` and twelve. Never in the log. */
export const SubmissionId = z.string().regex(/^s[0-9a-z]{12}$/)
export type SubmissionId = z.infer<typeof SubmissionId>

/** Bytes from a cryptographic source of randomness, `length` of them. */
export type Random = (length: number) => Uint8Array

/** A new name: the letter and twelve characters of 5 bits each (60 bits). */
export function newId(letter: 'r' | 'a' | 'm' | 's' | 'p', random: Random): string {
  // 32 of the 36 letters and digits, so that five bits give one character without bias
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
  const characters = Array.from(random(12), (byte) => alphabet.charAt(byte % alphabet.length))
  return `${letter}${characters.join('')}`
}

/** SHA-256 as 64 lower-case hexadecimal digits. */
export const Digest = z.string().regex(/^[0-9a-f]{64}$/)
export type Digest = z.infer<typeof Digest>

/** An Ed25519 public key: base64url, 32 bytes. */
export const SigningKey = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
export type SigningKey = z.infer<typeof SigningKey>

/** An age X25519 recipient (Bech32, `age1…`), the public half of what opens a submission. */
export const Recipient = z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/)
export type Recipient = z.infer<typeof Recipient>

/** Names a recipient in the log: the first 16 bytes of SHA-256 of its text, in hexadecimal. */
export const RecipientId = z.string().regex(/^[0-9a-f]{32}$/)
export type RecipientId = z.infer<typeof RecipientId>
