// The age vectors of C2SP CCTV (npm cctv-age, 0BSD or CC0): every payload that can be opened is sealed again to the same bytes.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inflateSync } from 'node:zlib'

import { concat, findHeaderEnd, fromHex, payloadKey, pieceBytes, pieces } from '@porchlight/core'
import { armor, Decrypter } from 'age-encryption'
import * as vectors from 'cctv-age'

import { nodeSealer } from './node-sealer.ts'
import type { NewSealer } from './sealer.ts'
import { threadSealer } from './thread-node.ts'
import { webTools } from './web-tools.ts'

const every: Readonly<Record<string, NewSealer>> = {
  node: nodeSealer,
  thread: threadSealer,
  web: webTools.sealer,
}

const successes = Object.entries(vectors).flatMap(([name, bytes]) => readSuccess(name, bytes))

describe('age vectors that open', () => {
  it('are 26', () => {
    assert.equal(successes.length, 26)
  })

  for (const { name, file, fileKey, decrypter } of successes)
    it(`${name}: sealed again is the same`, async () => {
      const verdict = findHeaderEnd(file)
      if (!verdict.found) throw new Error('No header')
      const nonce = file.subarray(verdict.end, verdict.end + 16)
      const plaintext = await decrypter.decrypt(file)
      for (const newSealer of Object.values(every)) {
        const start = file.subarray(0, verdict.end + 16)
        const key = payloadKey(fileKey, nonce)
        const sealer = await newSealer({ key, start, bytes: plaintext.length })
        const parts: Uint8Array[] = [start]
        for await (const piece of pieces(once(plaintext), pieceBytes))
          parts.push((await sealer.seal(piece)).slice())
        sealer.close()
        assert.equal(Buffer.compare(concat(...parts), file), 0)
      }
    })
})

interface Success {
  readonly name: string
  readonly file: Uint8Array
  readonly fileKey: Uint8Array
  readonly decrypter: Decrypter
}

function readSuccess(name: string, bytes: Uint8Array): Success[] {
  const split = Buffer.from(bytes).indexOf('\n\n')
  const lines = new TextDecoder().decode(bytes.subarray(0, split)).split('\n')
  function values(key: string): string[] {
    return lines.flatMap((line) =>
      line.startsWith(`${key}: `) ? [line.slice(key.length + 2)] : [],
    )
  }
  if (values('expect')[0] !== 'success') return []
  const stored = bytes.subarray(split + 2)
  const inflated = values('compressed').length > 0 ? inflateSync(stored) : stored
  const file =
    values('armored').length > 0 ? armor.decode(new TextDecoder().decode(inflated)) : inflated
  const decrypter = new Decrypter()
  for (const identity of values('identity')) decrypter.addIdentity(identity)
  for (const passphrase of values('passphrase')) decrypter.addPassphrase(passphrase)
  return [{ name, file, fileKey: fromHex(values('file key')[0] ?? ''), decrypter }]
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
