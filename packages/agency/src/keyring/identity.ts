import { identityToRecipient } from 'age-encryption'
import { Fault, Recipient } from '@porchlight/core'

/** An age X25519 identity and its public half. */
export interface KeyPair {
  readonly recipient: Recipient
  /** `AGE-SECRET-KEY-1…` */
  readonly identity: string
}

/** @throws {Fault} `seal/damaged` where the text is no X25519 identity. */
export async function keyPairOf(identity: string): Promise<KeyPair> {
  if (!/^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/.test(identity)) throw new Fault('seal/damaged')
  return { identity, recipient: Recipient.parse(await recipientOf(identity)) }
}

async function recipientOf(identity: string): Promise<string> {
  try {
    return await identityToRecipient(identity)
  } catch (error) {
    // the checksum of the Bech32 text
    throw new Fault('seal/damaged', { cause: error })
  }
}
