import { Worker } from 'node:worker_threads'

import { isStrongKey } from '@porchlight/core'
import type { Signature, SigningKey } from '@porchlight/core'

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
  #thread: VerifyingThread | null = null

  /** In the order of what is given. */
  async verify(all: readonly SignedBy[]): Promise<readonly boolean[]> {
    if (all.length <= fewEnough) return all.map(nodeSignatureHolds)
    this.#thread ??= new VerifyingThread()
    const good = all.flatMap(({ text, signature: { key, value } }) =>
      isGood(key) ? [{ text, key, value }] : [],
    )
    const answers = (await this.#thread.verify(good)).values()
    return all.map(({ signature }) => isGood(signature.key) && answers.next().value === true)
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

const ended = 'The verifying thread ended'

class VerifyingThread {
  readonly #thread = new Worker(program())
  readonly #asked: PromiseWithResolvers<readonly boolean[]>[] = []
  #hasEnded = false

  constructor() {
    this.#thread.on('message', (answer: readonly boolean[]) => this.#asked.shift()?.resolve(answer))
    this.#thread.on('error', (error) => {
      this.#failAll(error)
    })
    this.#thread.on('exit', () => {
      this.#hasEnded = true
      this.#failAll(new Error(ended))
    })
  }

  async verify(texts: readonly SignedText[]): Promise<readonly boolean[]> {
    if (this.#hasEnded) throw new Error(ended)
    const asked = Promise.withResolvers<readonly boolean[]>()
    this.#asked.push(asked)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    this.#thread.postMessage(texts)
    return await asked.promise
  }

  close(): void {
    void this.#thread.terminate()
  }

  #failAll(error: unknown): void {
    for (const { reject } of this.#asked.splice(0)) reject(error)
  }
}

/** Beside this file, compiled or not as it is. */
function program(): URL {
  const source = new URL('./verifying-thread.ts', import.meta.url)
  return import.meta.url.endsWith('.ts')
    ? source
    : new URL('./verifying-thread.js', import.meta.url)
}
