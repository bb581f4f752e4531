import {
  Fault,
  fromBase64,
  readQuestion,
  readReply,
  SealedMessage,
  signQuestion,
  threadPlaintext,
  toBase64,
} from '@porchlight/core'
import type {
  Question,
  Recipient,
  SigningKey,
  SigningSecret,
  ThreadMessage,
} from '@porchlight/core'
import { Encrypter } from 'age-encryption'

import { openSmall } from '../open/small.ts'

/** A question in two files: one for the feed that the owner alone reads, one for the agency's own inbox. */
export interface SealedQuestion {
  readonly sealed: SealedMessage
  readonly kept: SealedMessage
}

/**
 * Signs a question and seals it twice. One file for both would put the agency's own key on what the feed shows to
 * everybody, for ever: whoever had the request's key later could read there what was asked.
 *
 * @param reply the recipient that the owner gave with the answer
 * @param request the request's own
 */
export async function sealQuestion(
  question: Question,
  signing: SigningSecret,
  { reply, request }: { readonly reply: Recipient; readonly request: Recipient },
): Promise<SealedQuestion> {
  const plaintext = threadPlaintext(signQuestion(question, signing))
  return { sealed: await sealTo(reply, plaintext), kept: await sealTo(request, plaintext) }
}

/** A question that the agency asked, and what came back. */
export interface Asked {
  readonly question: Question
  /** Null while the owner has not answered; they need not. */
  readonly reply: string | null
}

/**
 * Reads the thread of one submission. The instance could have put anything in it: a question counts where one of
 * the agency's keys signed it, and a reply where it names such a question, which only its reader could. What
 * cannot be read, or counts for nothing, is left out.
 *
 * @param identity of the request's own key
 * @param keys the agency's signing keys, those before too
 */
export async function openThread(
  messages: readonly ThreadMessage[],
  identity: string,
  { keys, submission }: { readonly keys: readonly SigningKey[]; readonly submission: string },
): Promise<readonly Asked[]> {
  const asked: Question[] = []
  const replies = new Map<string, string>()
  for (const { from, sealed } of messages) {
    const plaintext = await opened(sealed, identity)
    if (plaintext === null) continue
    const signed = from === 'agency' ? readQuestion(plaintext) : null
    if (signed?.question.submission === submission && keys.includes(signed.signature.key))
      asked.push(signed.question)
    const reply = from === 'owner' ? readReply(plaintext) : null
    if (reply !== null && !replies.has(reply.question)) replies.set(reply.question, reply.text)
  }
  return asked.map((question) => ({ question, reply: replies.get(question.id) ?? null }))
}

async function sealTo(recipient: Recipient, plaintext: Uint8Array): Promise<SealedMessage> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  return SealedMessage.parse(toBase64(await encrypter.encrypt(plaintext)))
}

async function opened(sealed: SealedMessage, identity: string): Promise<Uint8Array | null> {
  try {
    return await openSmall(fromBase64(sealed) ?? new Uint8Array(), [{ kind: 'identity', identity }])
  } catch (error) {
    if (error instanceof Fault) return null
    throw error
  }
}
