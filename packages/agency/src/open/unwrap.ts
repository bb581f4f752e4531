import { concat, Fault, findHeaderEnd, payloadKey, payloadNonceBytes } from '@porchlight/core'
import { Decrypter } from 'age-encryption'

import { faultOfAge } from './age-fault.ts'

/** What may open a file: the text of an age identity (`AGE-SECRET-KEY-1…`), or a passphrase. */
export type OpeningKey =
  | { readonly kind: 'identity'; readonly identity: string }
  | { readonly kind: 'passphrase'; readonly passphrase: string }

/** The first bytes of a file, up to its first chunk. */
export interface FileStart {
  readonly header: Uint8Array
  readonly nonce: Uint8Array
  /** What was read beyond them. */
  readonly rest: Uint8Array
}

/**
 * Reads up to the first chunk.
 *
 * @throws {Fault} `seal/not-sealed` where the file does not begin as age files do; `seal/damaged`
 * where it ends too early.
 */
export async function readStart(source: AsyncIterator<Uint8Array>): Promise<FileStart> {
  let read: Uint8Array = new Uint8Array(0)
  for (;;) {
    const verdict = findHeaderEnd(read)
    if (!verdict.found && verdict.because === 'not-age') throw new Fault('seal/not-sealed')
    if (verdict.found && read.length >= verdict.end + payloadNonceBytes)
      return startAt(read, verdict.end)
    const next = await source.next()
    if (next.done === true) throw new Fault(read.length === 0 ? 'seal/not-sealed' : 'seal/damaged')
    read = concat(read, next.value)
  }
}

function startAt(read: Uint8Array, headerEnd: number): FileStart {
  const payload = headerEnd + payloadNonceBytes
  return {
    header: read.subarray(0, headerEnd),
    nonce: read.subarray(headerEnd, payload),
    rest: read.subarray(payload),
  }
}

/**
 * The key of the file's chunks.
 *
 * @throws {Fault} `seal/wrong-key` where none of the keys is a recipient's, `seal/damaged` where the
 * header is malformed or was changed.
 */
export async function unwrapPayloadKey(
  { header, nonce }: FileStart,
  keys: readonly OpeningKey[],
): Promise<Uint8Array<ArrayBuffer>> {
  const decrypter = new Decrypter()
  for (const key of keys) addKey(decrypter, key)
  try {
    return payloadKey(await decrypter.decryptHeader(header), nonce)
  } catch (error) {
    throw faultOfAge(error)
  }
}

function addKey(decrypter: Decrypter, key: OpeningKey): void {
  if (key.kind === 'identity') decrypter.addIdentity(key.identity)
  else decrypter.addPassphrase(key.passphrase)
}
