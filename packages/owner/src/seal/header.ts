import { Fault, Recipient } from '@porchlight/core'
import { Encrypter } from 'age-encryption'
import type { Recipient as Wrapper } from 'age-encryption'

/** A file is sealed to a request's key and, later, one of a partner; age itself has no limit. */
const maxRecipients = 8

/** What `Encrypter` puts after the header of an empty file: a nonce and the tag of one empty chunk. */
const emptyPayloadBytes = 32

/** The textual header of an age file, and the 16 bytes that it wraps for each recipient. */
export interface SealedHeader {
  readonly header: Uint8Array
  readonly fileKey: Uint8Array
}

/**
 * Makes the header of a new age file. All recipients are X25519: age.md has it that a file for a
 * post-quantum recipient is for no other, and Debian's `age` reads none.
 *
 * @throws {Fault} `seal/untrusted-request` for what is not the text of an X25519 recipient.
 */
export async function sealHeader(recipients: readonly string[]): Promise<SealedHeader> {
  if (recipients.length === 0 || recipients.length > maxRecipients)
    throw new Error(`A file has 1 to ${String(maxRecipients)} recipients`)
  const keeper = new FileKeyKeeper()
  const encrypter = new Encrypter()
  encrypter.addRecipient(keeper)
  for (const recipient of recipients) addRecipient(encrypter, recipient)
  const empty = await encrypter.encrypt(new Uint8Array(0))
  return { header: empty.subarray(0, -emptyPayloadBytes), fileKey: keeper.fileKey() }
}

/** The library makes the file key and shows it to recipients only: this one keeps it and adds nothing to the header. */
class FileKeyKeeper implements Wrapper {
  #fileKey: Uint8Array | null = null

  wrapFileKey(fileKey: Uint8Array): [] {
    this.#fileKey = fileKey.slice()
    return []
  }

  fileKey(): Uint8Array {
    if (this.#fileKey === null) throw new Error('The library did not wrap the file key')
    return this.#fileKey
  }
}

function addRecipient(encrypter: Encrypter, recipient: string): void {
  const parsed = Recipient.safeParse(recipient)
  if (!parsed.success) throw new Fault('seal/untrusted-request', { cause: parsed.error })
  try {
    encrypter.addRecipient(parsed.data)
  } catch (error) {
    // the checksum of the Bech32 text
    throw new Fault('seal/untrusted-request', { cause: error })
  }
}
