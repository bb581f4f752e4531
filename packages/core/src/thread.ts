import { z } from 'zod'

import { paddedText, textStepBytes } from './age/padding.ts'
import { tagBytes } from './age/stream.ts'
import { fromBase64, toHex } from './bytes.ts'
import { canonical } from './canonical.ts'
import { SubmissionId } from './id.ts'
import type { Random } from './id.ts'
import { Day } from './instant.ts'
import { jsonOf } from './json.ts'
import { sign, Signature, signatureHolds } from './sign.ts'
import type { SigningSecret } from './sign.ts'

/**
 * The thread of one submission: what its agency asks an owner who is anonymous, and what the owner answers.
 * Questions go in the feed, to everybody; only whoever has the identity of that one submission can read one.
 */

/** What an agency may ask for. */
export const asks = ['more', 'original', 'position', 'statement', 'other'] as const
export const Ask = z.enum(asks)
export type Ask = z.infer<typeof Ask>

/** A page of writing; more is a conversation for the telephone. */
export const maxThreadLetters = 2000

/**
 * The words of either, as they are typed. Of control characters only tab and line feed, and no half of a pair: no
 * letter takes JSON more than three bytes for each of its UTF-16 units.
 */
export const ThreadText = z
  .string()
  .trim()
  .min(1)
  .max(maxThreadLetters)
  .regex(/^(?:[\t\n]|[^\p{Cc}\p{Cs}])*$/u)

/**
 * A question's name: 128 random bits. It stands in sealed text only, so whoever names it in a reply has read the
 * question: the request's key is public, and anybody could seal something to it.
 */
export const QuestionId = z.string().regex(/^[0-9a-f]{32}$/)
export type QuestionId = z.infer<typeof QuestionId>

export const Question = z.strictObject({
  kind: z.literal('porchlight/question/v1'),
  id: QuestionId,
  submission: SubmissionId,
  asks: Ask,
  text: ThreadText,
  day: Day,
})
export type Question = z.infer<typeof Question>

export const SignedQuestion = z.strictObject({ question: Question, signature: Signature })
export type SignedQuestion = z.infer<typeof SignedQuestion>

/** What the owner answers. Nothing says who: that the question is named is all the proof there is. */
export const Reply = z.strictObject({
  kind: z.literal('porchlight/reply/v1'),
  question: QuestionId,
  text: ThreadText,
})
export type Reply = z.infer<typeof Reply>

export function newQuestionId(random: Random): QuestionId {
  return toHex(random(16))
}

export function signQuestion(question: Question, secret: SigningSecret): SignedQuestion {
  return { question, signature: sign('porchlight/question/v1', question, secret) }
}

/** What is sealed of either: RFC 8785 JSON, then spaces, to one or two steps of 4 KiB. */
export function threadPlaintext(message: SignedQuestion | Reply): Uint8Array {
  return paddedText(canonical(message))
}

/** Null for anything but a question whose signature holds under the key that it names; whose that is, the caller must know. */
export function readQuestion(plaintext: Uint8Array): SignedQuestion | null {
  const read = SignedQuestion.safeParse(parsed(plaintext))
  return read.success && questionSignatureHolds(read.data) ? read.data : null
}

/** Null for anything but a reply. */
export function readReply(plaintext: Uint8Array): Reply | null {
  return Reply.safeParse(parsed(plaintext)).data ?? null
}

/** Lengths of the lines of an age header with one X25519 stanza, and the nonce of the payload after it. */
const sealedStartBytes = 22 + 54 + 44 + 48 + 16

/**
 * The two lengths that a message can have: 2,000 letters of three bytes each, with all that stands beside them,
 * fill two steps. So a length says whether a message is long, and that it has one recipient; nothing else.
 */
export const sealedMessageBytes: readonly number[] = [1, 2].map(
  (steps) => sealedStartBytes + steps * textStepBytes + tagBytes,
)

/** An age file to one recipient as standard base64: opaque to the instance. */
export const SealedMessage = z
  .base64()
  .max(16_384)
  .refine((text) => sealedMessageBytes.includes(fromBase64(text)?.length ?? 0), 'Not one length')
export type SealedMessage = z.infer<typeof SealedMessage>

/** Everybody fetches all of them: six steps of the feed, twelve where all of them are long. */
export const maxFeedMessages = 64

/** Of a hub that was off over a holiday. Also for a submission that has ended: a message that went early would tell which it was. */
export const messageDays = 14

/** What one owner can be asked in all. More than that is pressing somebody who wants to stay unknown. */
export const maxQuestions = 8

/** Of one agency, on all its submissions: room in the feed is everybody's. */
export const maxQuestionsADay = 8

/** Under the key that the signature names. */
function questionSignatureHolds({ question, signature }: SignedQuestion): boolean {
  return signatureHolds('porchlight/question/v1', question, signature)
}

function parsed(plaintext: Uint8Array): unknown {
  return jsonOf(new TextDecoder().decode(plaintext))
}
