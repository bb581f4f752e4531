import { z } from 'zod'

import { Area } from './area.ts'
import { sha256Hex } from './bytes.ts'
import { canonical, canonicalBytes } from './canonical.ts'
import { AgencyId, Recipient, RequestId } from './id.ts'
import type { Digest } from './id.ts'
import { Instant, Window } from './instant.ts'
import { Offence } from './offence.ts'
import { Signature, signatureHolds } from './sign.ts'
import type { SigningContext } from './sign.ts'
import { Zone } from './zone.ts'

/** More windows than this no resident can follow. */
export const maxWindows = 12

/** Whom the agency says it may pass footage to; anybody else is outside the promise. */
export const onwardParties = [
  'prosecutor',
  'court',
  'defence',
  'partner-agency',
  'insurer',
  'media',
] as const
export const OnwardParty = z.enum(onwardParties)
export type OnwardParty = z.infer<typeof OnwardParty>

/** The agency's signed retention and onward-sharing terms. Days count from the close of the request. */
export const HandlingPromise = z.strictObject({
  usedDays: z.int().min(0).max(36_500),
  unusedDays: z.int().min(0).max(36_500),
  declinedDays: z.int().min(0).max(36_500),
  onward: z.array(OnwardParty).max(onwardParties.length),
})
export type HandlingPromise = z.infer<typeof HandlingPromise>

/** How a resident calls back to check that the request is real. */
export const Contact = z
  .strictObject({
    unit: z.string().trim().min(2).max(120),
    email: z.email().max(200).optional(),
    phone: z.string().trim().min(5).max(40).optional(),
  })
  .refine(({ email, phone }) => email !== undefined || phone !== undefined, 'An e-mail or a phone')
export type Contact = z.infer<typeof Contact>

/** `extended` may cover up to seven days, for grave offences with a second pair of eyes on both sides. */
export const RequestClass = z.enum(['standard', 'extended'])
export type RequestClass = z.infer<typeof RequestClass>

/**
 * One public ask by an agency about one incident. What the schema lets through is well formed;
 * whether it may be published is for the rules (`rules/check.ts`).
 */
export const Request = z.strictObject({
  id: RequestId,
  version: z.int().min(1).max(99),
  agency: AgencyId,
  class: RequestClass,
  caseNumber: z.string().trim().max(40),
  offence: Offence,
  title: z.string().trim().max(120),
  text: z.string().trim().max(2000),
  /** In words, as neighbours would say it. */
  place: z.string().trim().max(200),
  area: Area,
  windows: z.array(Window).min(1).max(maxWindows).readonly(),
  /** The zone in which people read the windows. */
  zone: Zone,
  incidentAt: Instant,
  contact: Contact,
  handling: HandlingPromise,
  /** When the agency signed it, by the clock of the agency's machine. */
  signedAt: Instant,
  /** After this instant nobody can answer. */
  expiresAt: Instant,
  /** Another request of the same case, where there is one. */
  linked: RequestId.nullable(),
  /** The request's own recipient: footage is sealed to this key. */
  recipient: Recipient,
})
export type Request = z.infer<typeof Request>

export const SignedRequest = z.strictObject({ request: Request, signature: Signature })
export type SignedRequest = z.infer<typeof SignedRequest>

const context: SigningContext = 'porchlight/request/v1'

/** What the log commits to: SHA-256 of the RFC 8785 JSON of the signed request. */
export function requestDigest(signed: SignedRequest): Digest {
  return sha256Hex(canonicalBytes(signed))
}

/** Whether the signature is good; that its key is the agency's own, the caller checks. */
export function requestSignatureHolds({ request, signature }: SignedRequest): boolean {
  return signatureHolds(context, request, signature)
}

export interface RequestTexts {
  /** What the agency signs, in UTF-8, for a verifier other than `requestSignatureHolds`. */
  readonly signed: string
  /** What `requestDigest` hashes, in UTF-8. */
  readonly whole: string
}

/** Both at the cost of one: in RFC 8785 the text of an object holds those of its parts, unchanged. */
export function requestTexts({ request, signature }: SignedRequest): RequestTexts {
  const text = canonical(request)
  return {
    signed: `${context}\0${text}`,
    whole: `{"request":${text},"signature":${canonical(signature)}}`,
  }
}

/** Life of a request. Only `published` can be answered, and only until `expiresAt`. */
export const RequestState = z.enum([
  'awaiting-approval',
  'awaiting-moderation',
  'published',
  'refused',
  'withdrawn',
  'closed',
  'lapsed',
])
export type RequestState = z.infer<typeof RequestState>

/** What a closed request came to. Exculpatory counts like any other. */
export const outcomes = ['used', 'not-useful', 'exculpatory', 'no-crime', 'withdrawn'] as const
export const Outcome = z.enum(outcomes)
export type Outcome = z.infer<typeof Outcome>
