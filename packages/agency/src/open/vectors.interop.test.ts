// The age vectors of C2SP CCTV (npm cctv-age, 0BSD or CC0), all 143: whole, in odd pieces, byte by byte.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inflateSync } from 'node:zlib'

import { Fault, sha256Hex } from '@porchlight/core'
import { armor } from 'age-encryption'
import * as vectors from 'cctv-age'

import { nodeTools } from './node-tools.ts'
import { open } from './open.ts'
import type { OpeningTools } from './open.ts'
import { MemorySink } from './sink.ts'
import type { OpeningKey } from './unwrap.ts'
import { webTools } from './web-tools.ts'

const all = Object.entries(vectors).map(([name, bytes]) => readVector(name, bytes))

/** What a person is told, for each kind of refusal that the vectors know. */
const codes: Readonly<Record<string, readonly string[]>> = {
  'no match': ['seal/wrong-key'],
  'HMAC failure': ['seal/damaged'],
  'header failure': ['seal/damaged', 'seal/not-sealed'],
  'payload failure': ['seal/damaged'],
}

/** Byte by byte a file of megabytes takes minutes and shows nothing new. */
const maxBytewise = 70_000

describe('age vectors', () => {
  it('are 143, of which 26 open', () => {
    assert.equal(all.length, 143)
    assert.equal(all.filter(({ expect }) => expect === 'success').length, 26)
  })

  for (const vector of all)
    it(`${vector.name}: ${vector.expect}`, async () => {
      const file = vector.file()
      if (file === null) return assert.equal(vector.expect, 'armor failure')
      const cuts = [file.length + 1, 1009, ...(file.length < maxBytewise ? [1] : [])]
      for (const tools of [nodeTools, webTools])
        for (const cut of cuts) await check(vector, cutUp(file, cut), tools)
    })
})

interface Vector {
  readonly name: string
  readonly expect: string
  readonly payload: string | undefined
  readonly keys: readonly OpeningKey[]
  /** Null where the armor around it is refused: that is the library's own. */
  readonly file: () => Uint8Array | null
}

async function check(
  { expect, payload, keys }: Vector,
  source: AsyncIterable<Uint8Array>,
  tools: OpeningTools,
): Promise<void> {
  const sink = new MemorySink()
  const input = { source, keys, content: null, sealed: null, sink, tools }
  if (expect === 'success') {
    await open(input)
    assert.equal(sha256Hex(sink.bytes ?? new Uint8Array(0)), payload)
    return
  }
  await assert.rejects(
    open(input),
    (error) => error instanceof Fault && codes[expect]?.includes(error.code) === true,
  )
  assert.equal(sink.bytes, null)
}

function readVector(name: string, bytes: Uint8Array): Vector {
  const split = Buffer.from(bytes).indexOf('\n\n')
  const lines = new TextDecoder().decode(bytes.subarray(0, split)).split('\n')
  function values(key: string): string[] {
    return lines.flatMap((line) =>
      line.startsWith(`${key}: `) ? [line.slice(key.length + 2)] : [],
    )
  }
  const stored = bytes.subarray(split + 2)
  const file = values('compressed').length > 0 ? inflateSync(stored) : stored
  return {
    name,
    expect: values('expect')[0] ?? '',
    payload: values('payload')[0],
    keys: [
      ...values('identity').map((identity) => ({ kind: 'identity' as const, identity })),
      ...values('passphrase').map((passphrase) => ({ kind: 'passphrase' as const, passphrase })),
    ],
    file: () => (values('armored').length > 0 ? withoutArmor(file) : file),
  }
}

function withoutArmor(file: Uint8Array): Uint8Array | null {
  try {
    return armor.decode(new TextDecoder().decode(file))
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

async function* cutUp(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
