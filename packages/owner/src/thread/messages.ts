import {
  fromBase64,
  readQuestion,
  SealedMessage,
  threadPlaintext,
  toBase64,
} from '@porchlight/core'
import type { Recipient, Reply, SignedQuestion } from '@porchlight/core'
import { Decrypter, Encrypter } from 'age-encryption'

/**
 * Tries one message of the feed with the identity of one answer. Null where it is for somebody else, damaged, or
 * no question: which of them, nobody needs to know. That its key is the agency's, the caller checks.
 */
export async function tryQuestion(
  sealed: SealedMessage,
  identity: string,
): Promise<SignedQuestion | null> {
  const file = fromBase64(sealed)
  if (file === null) return null
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  return await decrypter.decrypt(file).then(readQuestion, notForUs)
}

/** Seals a reply to the request's own key, as its clips were. */
export async function sealReply(reply: Reply, recipient: Recipient): Promise<SealedMessage> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  return SealedMessage.parse(toBase64(await encrypter.encrypt(threadPlaintext(reply))))
}

/** The library throws plain errors for every file that it does not open; a bug of ours it does not throw. */
function notForUs(error: unknown): null {
  if (error instanceof Error) return null
  throw error
}
