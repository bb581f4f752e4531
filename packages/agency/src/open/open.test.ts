import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { concat, Fault, findHeaderEnd, sealedChunkBytes, sha256Hex } from '@porchlight/core'
import type { FaultCode } from '@porchlight/core'
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'

import { nodeTools } from './node-tools.ts'
import { open } from './open.ts'
import type { OpeningInput } from './open.ts'
import type { Sink } from './sink.ts'
import { webTools } from './web-tools.ts'

const identity = await generateX25519Identity()
const recipient = await identityToRecipient(identity)
const keys = [{ kind: 'identity', identity }] as const

for (const [name, tools] of Object.entries({ node: nodeTools, web: webTools }))
  describe(`open() with the tools of ${name}`, () => {
    it('gives the content without its padding, however the file is cut', async () => {
      const content = counting(200_000)
      const file = await sealed(concat(content, new Uint8Array(62_144)))
      for (const cut of [97, 65_536, 1_000_000]) {
        const sink = new Recorder()
        const expected = { bytes: content.length, sha256: sha256Hex(content) }
        const found = await open(
          input(file, { source: cutUp(file, cut), content: expected, sink, tools }),
        )
        assert.deepEqual(found, expected)
        assert.equal(Buffer.compare(sink.committed(), content), 0)
      }
    })

    it('opens files of every awkward size', async () => {
      for (const bytes of [0, 1, 65_535, 65_536, 65_537, 131_072, 1_048_576, 1_048_577]) {
        const content = counting(bytes)
        const sink = new Recorder()
        const found = await open(input(await sealed(content), { sink, tools }))
        assert.deepEqual(found, { bytes, sha256: sha256Hex(content) })
        assert.equal(Buffer.compare(sink.committed(), content), 0)
      }
    })
  })

describe('open() refuses and commits nothing', () => {
  it('with the key of somebody else', async () => {
    const other = await generateX25519Identity()
    const file = await sealed(counting(100))
    await refused(file, 'seal/wrong-key', { keys: [{ kind: 'identity', identity: other }] })
    await refused(file, 'seal/wrong-key', { keys: [] })
  })

  it('what is no age file', async () => {
    for (const text of ['', 'hello', 'age-encryption.org/v2\n', '-----BEGIN AGE ENCRYPTED FILE'])
      await refused(new TextEncoder().encode(text), 'seal/not-sealed')
  })

  it('a file that ends early: at every chunk, in the nonce, in the header', async () => {
    const file = await sealed(counting(5 * 65_536))
    const verdict = findHeaderEnd(file)
    if (!verdict.found) throw new Error('No header')
    const payload = verdict.end + 16
    const lengths = [1, 30, verdict.end - 1, verdict.end, verdict.end + 1, payload - 1, payload]
    for (let chunk = 0; chunk < 5; chunk++) {
      const start = payload + chunk * sealedChunkBytes
      lengths.push(start, start + 1, start + 16, start + 17, start + sealedChunkBytes - 1)
    }
    for (const length of lengths) await refused(file.subarray(0, length), 'seal/damaged')
  })

  it('a file with a flipped byte anywhere', async () => {
    const file = await sealed(counting(3 * 65_536))
    const verdict = findHeaderEnd(file)
    if (!verdict.found) throw new Error('No header')
    const places = [verdict.end - 5, verdict.end, verdict.end + 15, verdict.end + 16]
    places.push(verdict.end + 16 + sealedChunkBytes, file.length - 17, file.length - 1)
    for (const at of places) {
      const altered = file.slice()
      altered[at] = (altered[at] ?? 0) ^ 1
      await refused(altered, 'seal/damaged')
    }
  })

  it('bytes after the end, also another whole chunk', async () => {
    for (const bytes of [0, 10, 65_536]) {
      const file = await sealed(counting(bytes))
      for (const extra of [1, 16, 17, sealedChunkBytes])
        await refused(concat(file, new Uint8Array(extra)), 'seal/damaged')
      await refused(concat(file, file.subarray(-sealedChunkBytes)), 'seal/damaged')
    }
  })

  it('chunks in another order', async () => {
    const file = await sealed(counting(3 * 65_536))
    const verdict = findHeaderEnd(file)
    if (!verdict.found) throw new Error('No header')
    const first = verdict.end + 16
    const second = first + sealedChunkBytes
    const third = second + sealedChunkBytes
    const swapped = concat(
      file.subarray(0, first),
      file.subarray(second, third),
      file.subarray(first, second),
      file.subarray(third),
    )
    await refused(swapped, 'seal/damaged')
  })

  it('a content that is not as the manifest says', async () => {
    const content = counting(100)
    const sha256 = sha256Hex(content)
    const file = await sealed(concat(content, new Uint8Array(28)))
    await refused(file, 'seal/damaged', { content: { bytes: 99, sha256 } })
    await refused(file, 'seal/damaged', { content: { bytes: 101, sha256 } })
    await refused(file, 'seal/damaged', { content: { bytes: 129, sha256 } })
    await refused(file, 'seal/damaged', { content: { bytes: 100, sha256: '0'.repeat(64) } })
  })

  it('something hidden in the padding', async () => {
    const content = counting(100)
    const file = await sealed(concat(content, new Uint8Array(100), Uint8Array.of(1)))
    await refused(file, 'seal/damaged', {
      content: { bytes: 100, sha256: sha256Hex(content) },
    })
  })

  it('a sealed file with another digest than the one that was logged', async () => {
    const file = await sealed(counting(100))
    const sink = new Recorder()
    await open(input(file, { sealed: sha256Hex(file), sink }))
    assert.equal(sink.committed().length, 100)
    await refused(file, 'seal/damaged', { sealed: '0'.repeat(64) })
  })
})

describe('open() passes on and commits nothing', () => {
  it('a failure of the source, and ends it', async () => {
    const sink = new Recorder()
    const file = await sealed(counting(100))
    const source = failing(file.subarray(0, 50))
    await assert.rejects(open(input(file, { source, sink })), /the line went dead/)
    assert.equal(sink.state, 'discarded')
  })

  it('a failure of the sink', async () => {
    const sink = new Recorder(new Error('the disk is full'))
    await assert.rejects(open(input(await sealed(counting(100)), { sink })), /the disk is full/)
    assert.equal(sink.state, 'discarded')
  })

  it('the reason of who stopped it', async () => {
    const stop = new AbortController()
    const sink = new Recorder()
    const opening = input(await sealed(counting(3_000_000)), {
      sink,
      signal: stop.signal,
      progress: () => stop.abort(new Error('enough')),
    })
    await assert.rejects(open(opening), /enough/)
    assert.equal(sink.state, 'discarded')
  })
})

/** Keeps what it is given, also what was never committed. */
class Recorder implements Sink {
  readonly #parts: Uint8Array[] = []
  readonly #failure: Error | null
  state: 'open' | 'committed' | 'discarded' = 'open'

  constructor(failure: Error | null = null) {
    this.#failure = failure
  }

  write(bytes: Uint8Array): void {
    if (this.#failure !== null) throw this.#failure
    this.#parts.push(bytes.slice())
  }

  commit(): void {
    this.state = 'committed'
  }

  discard(): void {
    this.state = 'discarded'
  }

  committed(): Uint8Array {
    assert.equal(this.state, 'committed')
    return concat(...this.#parts)
  }
}

async function refused(
  file: Uint8Array,
  code: FaultCode,
  rest: Partial<OpeningInput> = {},
): Promise<void> {
  const sink = new Recorder()
  await assert.rejects(
    open(input(file, { sink, ...rest })),
    (error) => error instanceof Fault && error.code === code,
  )
  assert.equal(sink.state, 'discarded')
}

function input(file: Uint8Array, rest: Partial<OpeningInput>): OpeningInput {
  return {
    source: cutUp(file, 100_000),
    keys,
    content: null,
    sealed: null,
    sink: new Recorder(),
    tools: nodeTools,
    ...rest,
  }
}

async function sealed(plaintext: Uint8Array): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  return await encrypter.encrypt(plaintext)
}

function counting(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => i ^ (i >> 8) ^ (i >> 16))
}

async function* cutUp(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function* failing(start: Uint8Array): AsyncGenerator<Uint8Array> {
  yield start
  throw new Error('the line went dead')
}
