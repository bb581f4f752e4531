import { createCipheriv, createHash, createSecretKey } from 'node:crypto'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'

/**
 * The program of a sealing thread. It loads nothing but Node's own modules, so that it starts in
 * milliseconds and needs little memory; all arithmetic of the format is done by `thread-node.ts`.
 */

export interface ThreadWork {
  readonly key: Uint8Array
  /** The bytes of the file before the payload. */
  readonly start: Uint8Array
  /** Memory that both sides see. */
  readonly places: readonly { readonly plain: Uint8Array; readonly sealed: Uint8Array }[]
  readonly chunkBytes: number
  readonly tagBytes: number
}

/** Seal `bytes` at a place with these nonces, one for each chunk; or give the digest of all so far. */
export type Question =
  | { readonly place: number; readonly bytes: number; readonly nonces: Uint8Array }
  | 'digest'

function serve(port: MessagePort, { key, start, places, chunkBytes, tagBytes }: ThreadWork): void {
  const secret = createSecretKey(key)
  const hash = createHash('sha256').update(start)

  function sealAt({ place, bytes, nonces }: Exclude<Question, 'digest'>): void {
    const { plain, sealed } = places[place] ?? { plain: nonces, sealed: nonces }
    let at = 0
    for (let i = 0; i < nonces.length / nonceBytes; i++) {
      const nonce = nonces.subarray(i * nonceBytes, (i + 1) * nonceBytes)
      const cipher = createCipheriv('chacha20-poly1305', secret, nonce, { authTagLength: tagBytes })
      const chunk = plain.subarray(i * chunkBytes, Math.min((i + 1) * chunkBytes, bytes))
      const text = cipher.update(chunk)
      sealed.set(text, at)
      // frees it now: left to the garbage collector it costs half of the sealing again
      text.buffer.transfer(0)
      cipher.final()
      sealed.set(cipher.getAuthTag(), at + chunk.length)
      at += chunk.length + tagBytes
    }
    hash.update(sealed.subarray(0, at))
  }
  port.on('message', (question: Question) => {
    if (question !== 'digest') sealAt(question)
    port.postMessage(question === 'digest' ? hash.digest('hex') : 'sealed')
  })
}

const nonceBytes = 12

function isWork(data: unknown): data is ThreadWork {
  return typeof data === 'object' && data !== null && 'places' in data && 'chunkBytes' in data
}

if (!isMainThread && parentPort !== null && isWork(workerData)) serve(parentPort, workerData)
