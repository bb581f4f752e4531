import { strict as assert } from 'node:assert'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'

import { later } from '@porchlight/core'
import { createKey, formatPublicKey, publicKeyOf, signatureType } from '@porchlight/log'
import { startServer } from '@porchlight/server'
import type { RunningServer } from '@porchlight/server'

import { portNear } from '../demo/port.ts'
import { run } from '../fixture.test.ts'
import type { Run } from '../fixture.test.ts'
import { pauseMillis } from './follow.ts'

async function send(request: Request): Promise<Response> {
  return await fetch(request)
}

/** Something between the instance and us turns one bit of each feed. */
async function sendAltered(request: Request): Promise<Response> {
  const response = await fetch(request)
  if (!/\/feed\/\d+$/.test(request.url)) return response
  const bytes = new Uint8Array(await response.arrayBuffer())
  bytes[100] = (bytes[100] ?? 0) ^ 1
  return new Response(bytes)
}

describe('porchlight follow', () => {
  let directory = ''
  let server: RunningServer | null = null
  let origin = ''

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'porchlight-follow-'))
    const port = await portNear(0)
    origin = `http://127.0.0.1:${String(port)}`
    const dataDirectory = join(directory, 'data')
    server = await startServer({ dataDirectory, origin, port, demo: true })
  })
  after(async () => {
    await server?.close()
    await rm(directory, { recursive: true })
  })

  async function follow(state: string, ...rest: readonly string[]): Promise<Run> {
    const words = ['follow', origin, '--once', '--state', join(directory, state), ...rest]
    return await run(words, { send })
  }

  it('checks the feed, and remembers what it saw', async () => {
    const first = await follow('seen.json', '--json')
    assert.equal(first.status, 0, first.noted)
    const news: unknown = JSON.parse(first.said)
    assert.ok(typeof news === 'object' && news !== null && 'feed' in news && 'refused' in news)
    assert.ok('messages' in news)
    assert.deepEqual([news.feed, news.refused, news.messages], [1, [], 0])
    const held = await readFile(join(directory, 'seen.json'), 'utf8')
    assert.ok(held.includes(origin))
    assert.equal((await follow('seen.json')).status, 0)
  })

  it('fetches the same two files each time', async () => {
    const urls: string[] = []
    for (let time = 0; time < 2; time += 1)
      await run(['follow', origin, '--once', '--state', join(directory, 'twice.json')], {
        send: async (request) => {
          urls.push(request.url)
          return await fetch(request)
        },
      })
    const both = [`${origin}/feed/latest`, `${origin}/feed/1`]
    assert.deepEqual(urls, [...both, ...both])
  })

  it('refuses what was altered on its way, says by which check, and remembers nothing of it', async () => {
    const state = join(directory, 'altered.json')
    const words = ['follow', origin, '--once', '--state', state]
    const { status, said } = await run(words, { send: sendAltered })
    assert.equal(status, 1)
    assert.match(said, /REFUSED .*"(?:digest|form)"/)
    await assert.rejects(readFile(state), /ENOENT/)
  })

  it('refuses a feed that is a day old, by the clock of a day later', async () => {
    const words = ['follow', origin, '--once', '--state', join(directory, 'old.json')]
    const now = new Date(Date.now()).toISOString().slice(0, 19).concat('Z')
    const { status, said } = await run(words, { send, now: () => later(now, 86_400) })
    assert.equal(status, 1)
    assert.match(said, /"fresh"/)
  })

  it('refuses by the policy that is given to it', async () => {
    const policy = join(directory, 'policy.txt')
    const seed = new Uint8Array(32).fill(3)
    const secret = createKey({ name: 'mine.example', type: signatureType.cosignature, seed })
    const vkey = formatPublicKey(publicKeyOf(secret))
    await writeFile(policy, `witness mine ${vkey}\nquorum mine\n`)
    const { status, said } = await follow('policy.json', '--policy', policy)
    assert.equal(status, 1)
    assert.match(said, /"witnesses"/)
    await writeFile(policy, 'quorum mine')
    const malformed = await follow('policy.json', '--policy', policy)
    assert.match(malformed.noted, /no policy of witnesses/)
  })

  it('ends with 2 where there is nothing to look at', async () => {
    const words = ['follow', origin, '--once', '--state', join(directory, 'none.json')]
    assert.equal((await run(words)).status, 2)
    const absent = await run(words, {
      send: async () => await Promise.resolve(new Response(null, { status: 503 })),
    })
    assert.equal(absent.status, 2)
    assert.match(absent.noted, /503/)
  })

  it('does not go on with the memory of another instance, or with a damaged one', async () => {
    await follow('mine.json')
    const state = join(directory, 'mine.json')
    const other = await run(['follow', 'http://localhost:1', '--once', '--state', state], { send })
    assert.match(other.noted, /remembers/)
    await writeFile(state, '{')
    assert.match((await follow('mine.json')).noted, /Not a file of this command/)
  })
})

function middle(): Uint8Array {
  return Uint8Array.of(127)
}

describe('pauseMillis()', () => {
  it('is the time that was asked for, a tenth either way', () => {
    assert.equal(Math.round(pauseMillis(5, 0, middle) / 1000), 300)
    assert.equal(
      pauseMillis(5, 0, () => Uint8Array.of(0)),
      270_000,
    )
    assert.equal(
      pauseMillis(5, 0, () => Uint8Array.of(255)),
      330_000,
    )
  })

  it('grows from half a minute after failures, up to that', () => {
    const seconds = [1, 2, 3, 4, 5, 60].map((failures) =>
      Math.round(pauseMillis(5, failures, middle) / 1000),
    )
    assert.deepEqual(seconds, [30, 60, 120, 240, 300, 300])
  })
})
