import { Recipient } from '@porchlight/core'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'

/** What one answer can be asked at: the recipient goes in its manifest, the identity stays with the owner. */
export interface ReplyKey {
  readonly recipient: Recipient
  /** `AGE-SECRET-KEY-1…` */
  readonly identity: string
}

/** A new one for each answer: by a second use two answers would be known for one owner's. */
export async function newReplyKey(): Promise<ReplyKey> {
  const identity = await generateX25519Identity()
  return { identity, recipient: Recipient.parse(await identityToRecipient(identity)) }
}
