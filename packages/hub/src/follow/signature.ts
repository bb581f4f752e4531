import { isStrongKey } from '@porchlight/core'
import type { Signature, SigningKey } from '@porchlight/core'
import { AskedThread, programBeside } from '@porchlight/owner/node'

import { holds } from './verifying-thread.ts'
import type { SignedText } from './verifying-thread.ts'

/** A signature with what it is over, of `requestTexts`. */
export interface SignedBy {
  readonly text: string
  readonly signature: Signature
}

/** As many take some milliseconds here, and starting a thread takes as long. */
const fewEnough = 64

/**
 * As `requestSignatureHolds`, by Node's own Ed25519: a feed may bring ten thousand. Keys are looked at as strictly
 * as there. Many are verified on a thread beside this one, which is started when it is first needed.
 */
export class SignatureVerifier {
  #thread: AskedThread<readonly SignedText[]> | null = null

  /** In the order of what is given. */
  async verify(all: readonly SignedBy[]): Promise<readonly boolean[]> {
    if (all.length <= fewEnough) return all.map(nodeSignatureHolds)
    this.#thread ??= new AskedThread(programBeside('verifying-thread', import.meta.url))
    const good = all.flatMap(({ text, signature: { key, value } }) =>
      isGood(key) ? [{ text, key, value }] : [],
    )
    const answers = await this.#thread.ask(good)
    if (!Array.isArray(answers)) throw new Error('The verifying thread gave no answers')
    const each: Iterator<unknown> = answers.values()
    return all.map(({ signature }) => isGood(signature.key) && each.next().value === true)
  }

  [Symbol.dispose](): void {
    this.#thread?.close()
  }
}

export function nodeSignatureHolds({ text, signature: { key, value } }: SignedBy): boolean {
  return isGood(key) && holds({ text, key, value })
}

/** Agencies are few; looking at a key takes a millisecond. */
const looked = new Map<SigningKey, boolean>()
const maxLooked = 10_000

function isGood(key: SigningKey): boolean {
  const known = looked.get(key)
  if (known !== undefined) return known
  const good = isStrongKey(key)
  if (looked.size < maxLooked) looked.set(key, good)
  return good
}
