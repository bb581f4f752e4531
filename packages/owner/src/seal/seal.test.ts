import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { concat, paddedSize, sha256Hex } from '@porchlight/core'
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'

import { nodeTools } from './node-tools.ts'
import { seal } from './seal.ts'
import type { SealingInput } from './seal.ts'
import { threadSealer } from './thread-node.ts'
import { webTools } from './web-tools.ts'

const identity = await generateX25519Identity()
const recipients = [await identityToRecipient(identity)]

const threadTools = { ...nodeTools, sealer: threadSealer }
const everyTools = { node: nodeTools, thread: threadTools, web: webTools }

for (const [name, tools] of Object.entries(everyTools))
  describe(`seal() with the tools of ${name}`, () => {
    it('makes age files of exactly the announced size, with the digests that it says', async () => {
      for (const bytes of [0, 65_537, 1_048_576, 1_048_577]) {
        const content = counting(bytes)
        const sealing = await seal(input(content, { tools, paddedTo: bytes }))
        const file = await whole(sealing.pieces)
        assert.equal(file.length, sealing.sealedBytes)
        assert.deepEqual(sealing.digests(), {
          content: sha256Hex(content),
          sealed: sha256Hex(file),
        })
        assert.equal(sha256Hex(await opened(file)), sha256Hex(content), String(bytes))
      }
    })

    it('puts zero bytes after the content and leaves them out of its digest', async () => {
      const content = counting(100_001)
      const sealing = await seal(input(content, { tools, paddedTo: paddedSize(100_001) }))
      const plaintext = await opened(await whole(sealing.pieces))
      assert.equal(plaintext.length, paddedSize(100_001))
      assert.equal(sha256Hex(plaintext.subarray(0, 100_001)), sha256Hex(content))
      assert.ok(plaintext.subarray(100_001).every((byte) => byte === 0))
      assert.equal(sealing.digests().content, sha256Hex(content))
    })
  })

describe('seal()', () => {
  it('says how far it is', async () => {
    const told: number[] = []
    const sealing = await seal(input(counting(250), { progress: (bytes) => told.push(bytes) }))
    await whole(sealing.pieces)
    assert.deepEqual(told, [100, 200, 250])
  })

  it('stops when it is told to, with the reason given', async () => {
    const stop = new AbortController()
    const sealing = await seal(
      input(counting(250), {
        progress: () => stop.abort(new Error('enough')),
        signal: stop.signal,
      }),
    )
    await assert.rejects(whole(sealing.pieces), /enough/)
    assert.throws(() => sealing.digests(), /Not all pieces/)
  })

  it('fails where the source gives more or less than announced, and passes its failure on', async () => {
    for (const bytes of [249, 251]) {
      const sealing = await seal(input(counting(250), { bytes, paddedTo: 300 }))
      await assert.rejects(whole(sealing.pieces), /more or fewer bytes/)
    }
    const source = failing()
    const sealing = await seal(input(counting(250), { source }))
    await assert.rejects(whole(sealing.pieces), /the disk died/)
  })

  it('gives no digests before the end', async () => {
    const sealing = await seal(input(counting(10), {}))
    assert.throws(() => sealing.digests(), /Not all pieces/)
  })

  it('never seals two files to the same bytes', async () => {
    const files = await Promise.all(
      [0, 1].map(async () => await whole((await seal(input(counting(10), {}))).pieces)),
    )
    assert.notDeepEqual(files[0], files[1])
  })
})

function input(content: Uint8Array, rest: Partial<SealingInput>): SealingInput {
  const { length } = content
  return {
    source: cutUp(content, Math.max(100, length / 7)),
    bytes: length,
    paddedTo: length,
    recipients,
    tools: nodeTools,
    ...rest,
  }
}

function counting(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => i ^ (i >> 8))
}

async function* cutUp(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function* failing(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(10)
  throw new Error('the disk died')
}

async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const piece of pieces) parts.push(piece.slice())
  return concat(...parts)
}

async function opened(file: Uint8Array): Promise<Uint8Array> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  return await decrypter.decrypt(file)
}
