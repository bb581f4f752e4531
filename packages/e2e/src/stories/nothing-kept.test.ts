import { strict as assert } from 'node:assert'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import type { SignedRequest } from '@porchlight/core'

import { answerWith } from '../neighbour.ts'
import type { Sent } from '../neighbour.ts'
import { findCanaries } from '../privacy/canary.ts'
import type { Haystack } from '../privacy/canary.ts'
import type { Canary } from '../privacy/forms.ts'
import { knownLine } from '../privacy/known-line.ts'
import { findTimes } from '../privacy/times.ts'
import type { Span } from '../privacy/times.ts'
import { openWatched } from '../privacy/watched.ts'
import type { Watched } from '../privacy/watched.ts'
import { openTown, publishRequest } from '../town.ts'

/** What a sender's machine says of itself without being asked, and what the file says. */
const traits = {
  'connection address': '127.0.0.77',
  'forwarded address': '203.0.113.77',
  'user agent': 'CanaryBrowser/77.0 (porch of number 12)',
  cookie: 'canary_cookie=f00dcafe77',
  language: 'x-canary-tongue',
  referrer: 'https://canary-referrer.example/inbox',
  'query of the page': 'canary-campaign-77',
  'file name': 'canary-kitchen-window-77.mp4',
  'words in the file': 'CANARY-SERIAL-0077-LATITUDE-41.4993',
} as const

const senderHeaders = {
  'user-agent': traits['user agent'],
  cookie: traits.cookie,
  'accept-language': traits.language,
  referer: traits.referrer,
  'x-forwarded-for': traits['forwarded address'],
  'x-real-ip': traits['forwarded address'],
  forwarded: `for=${traits['forwarded address']}`,
}

/** A page read, an upload with a name refused, and an answer sent. */
interface Visit {
  readonly sent: Sent
  readonly span: Span
  readonly canaries: readonly Canary[]
  /** With which the sender uploads and asks. */
  readonly secret: Canary
}

describe('of somebody who answers, an instance keeps', () => {
  it('absent: address, agent, cookie, language, names, words; also hashed or encoded, in data and journal', async () => {
    await using world = await openWatched('sound')
    const { signed } = await publishRequest(await openTown(world))
    const { canaries, sent, secret } = await visit(world, signed)
    const everything = await world.everything()
    assert.deepEqual(findCanaries(everything, canaries), [])
    // by its hash alone the sender is let in again
    assert.match(findCanaries(everything, [secret]).join('\n'), /^(secret, as SHA-256, in .+\n?)+$/)
    const known = [
      { name: 'case number', secret: signed.request.caseNumber },
      { name: 'sealed file', secret: sent.answer.sealed[0] ?? '' },
    ]
    const control = findCanaries(everything, known).join('\n')
    assert.match(control, /case number, as plain text, in porchlight\.db/)
    assert.match(control, /sealed file, as plain text, in porchlight\.db/)
    assert.match(String(everything.get('journal')), /"msg":"started"/)
  })

  it('absent: any time of it finer than the day, in data and journal', async () => {
    await using world = await openWatched('sound')
    const { signed } = await publishRequest(await openTown(world))
    const { span, sent } = await visit(world, signed)
    // before anything is read, which sets times of access
    const times = await timesBelow(join(world.dataDirectory, 'objects'))
    assert.deepEqual([...new Set(times)], [0], 'files and directories of 1970')
    const everything = await world.everything()
    // what is byte for byte what was sent says nothing of when
    const ciphertext = placesOf(everything, sent.answer.sealed)
    assert.equal(ciphertext.length, sent.answer.sealed.length)
    const written = new Map([...everything].filter(([place]) => !ciphertext.includes(place)))
    assert.deepEqual(findTimes(written, span), [])
    const day = { name: 'day', secret: new Date(span.from).toISOString().slice(0, 10) }
    assert.notDeepEqual(findCanaries(everything, [day]), [], 'control: the day is found')
  })

  it('control: an instance that writes any of it down is caught', async () => {
    await using world = await openWatched('leaking')
    const { signed } = await publishRequest(await openTown(world))
    const { canaries, span } = await visit(world, signed)
    const everything = await world.everything()
    const found = findCanaries(everything, canaries)
    assert.ok(found.includes('user agent, as plain text, in journal'))
    assert.ok(found.includes('connection address, as hex, in leaked-address'))
    assert.ok(found.includes('cookie, as base64, in leaked-cookie'))
    assert.ok(findTimes(everything, span).includes('milliseconds in binary in leaked-time'))
  })
})

async function visit(world: Watched, signed: SignedRequest): Promise<Visit> {
  // whatever the town did is in an earlier second
  await sleep(1100)
  const from = Date.now()
  const secrets: string[] = []
  const traitsOfLine = { address: traits['connection address'], headers: senderHeaders }
  const line = knownLine(world.origin, traitsOfLine, ({ headers }) => {
    secrets.push(headers.get('authorization')?.replace('Bearer ', '') ?? '')
  })
  const page = `/requests/${signed.request.id}?from=${traits['query of the page']}`
  assert.equal((await line.send(new Request(new URL(page, world.origin)))).status, 200)
  const sent = await withClip(async (path) => {
    return await answerWith({ ...world, signed }, [path], {
      line,
      opened: async (opened) => {
        assert.equal(await namedUpload(world.origin, opened.secret), 400)
      },
    })
  })
  const canaries = [
    ...Object.entries(traits).map(([name, secret]) => ({ name, secret })),
    { name: 'salt of the commitment', secret: sent.answer.manifest.salt },
    { name: 'name of a clip', secret: sent.answer.manifest.clips[0]?.name ?? '' },
  ]
  const secret = { name: 'secret', secret: secrets.find((one) => one !== '') ?? '' }
  assert.ok([secret, ...canaries].every((canary) => canary.secret.length > 8))
  return { sent, span: { from, to: Date.now() }, canaries, secret }

  async function namedUpload(origin: string, bearer: string): Promise<number> {
    const name = Buffer.from(traits['file name']).toString('base64')
    const headers = {
      authorization: `Bearer ${bearer}`,
      'porchlight-file': '0',
      'tus-resumable': '1.0.0',
      'upload-length': '4',
      'upload-metadata': `filename ${name}`,
    }
    const url = new URL('/api/uploads', origin)
    return (await line.send(new Request(url, { method: 'POST', headers }))).status
  }
}

async function withClip<T>(work: (path: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'porchlight-clip-'))
  try {
    const path = join(directory, traits['file name'])
    await writeFile(path, `${traits['words in the file']} `.repeat(2000))
    return await work(path)
  } finally {
    await rm(directory, { recursive: true })
  }
}

/** Times of change and access of a directory and of everything below it, in milliseconds. */
async function timesBelow(directory: string): Promise<readonly number[]> {
  const entries = await readdir(directory, { recursive: true })
  const all = ['.', ...entries].map(async (entry) => await stat(join(directory, entry)))
  const stats = await Promise.all(all)
  return stats.flatMap((one) => (one.isFile() ? [one.mtimeMs, one.atimeMs] : [one.mtimeMs]))
}

/** Where files of these SHA-256 digests are. */
function placesOf(everything: Haystack, digests: readonly string[]): readonly string[] {
  return [...everything].flatMap(([place, bytes]) => {
    const digest = createHash('sha256').update(bytes).digest('hex')
    return digests.includes(digest) ? [place] : []
  })
}
