import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'

import { api, call } from '@porchlight/core'

import { portNear } from './demo/port.ts'
import { demoPassphrase } from './demo/story.ts'
import { cookieLine } from './signed-in.ts'
import { run } from './fixture.test.ts'
import type { Run } from './fixture.test.ts'

const environment = { PORCHLIGHT_PASSPHRASE: demoPassphrase }

async function send(request: Request): Promise<Response> {
  return await fetch(request)
}

describe('the command line, from a neighbour to a detective', () => {
  let directory = ''
  let origin = ''
  let request = ''
  const stop = new AbortController()
  let demo: Promise<Run> | null = null

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'porchlight-journey-'))
    const port = await portNear(0)
    origin = `http://localhost:${String(port)}`
    const ready = Promise.withResolvers<undefined>()
    demo = run(['demo', '--port', String(port)], {
      send,
      signal: stop.signal,
      said: (text) => {
        if (text.includes('is running')) ready.resolve(undefined)
      },
    })
    await Promise.race([ready.promise, demo])
    const { requests } = await call({ origin, send }, api.listRequests, {})
    request = requests[0]?.signed.request.id ?? ''
    execFileSync('ffmpeg', [
      ...'-v error -f lavfi -i testsrc2=s=320x240:r=10:d=2 -pix_fmt yuv420p'.split(' '),
      '-metadata',
      'title=Garage 7391',
      join(directory, 'garage.mp4'),
    ])
  })
  after(async () => {
    stop.abort()
    await demo
    await rm(directory, { recursive: true })
  })

  function path(name: string): string {
    return join(directory, name)
  }

  /** A one-time code of somebody at the agency. */
  async function newCode(): Promise<string> {
    const line = cookieLine({ origin, send }, null)
    const { members } = await call(line, api.demoMembers, {})
    const member = members.find(({ role }) => role === 'agency')?.id ?? ''
    await call(line, api.demoSignIn, { member })
    return (await call(line, api.connectCode, {})).code
  }

  it('shows exactly what would leave, and sends nothing', async () => {
    const posts: string[] = []
    const { status, said } = await run(
      ['seal', request, path('garage.mp4'), '--to', origin, '--dry-run'],
      {
        send: async (asked) => {
          if (asked.method !== 'GET') posts.push(asked.url)
          return await send(asked)
        },
        temporary: directory,
      },
    )
    assert.equal(status, 0)
    assert.deepEqual(posts, [])
    assert.match(said, /title = Garage 7391/)
    assert.match(said, /"kind": "porchlight\/manifest\/v1"/)
    assert.deepEqual(await readdir(directory), ['garage.mp4'])
  })

  it('seals, sends, verifies the receipt offline, opens and verifies again', async () => {
    const receipt = path('receipt.tlog-proof')
    const sealing = ['seal', request, path('garage.mp4'), '--to', origin, '--receipt', receipt]
    const sent = await run([...sealing, '--cut', '0:00.5-0:01.5', '--yes'], {
      send,
      temporary: directory,
    })
    assert.equal(sent.status, 0, sent.noted)
    assert.deepEqual((await readdir(directory)).toSorted(), ['garage.mp4', 'receipt.tlog-proof'])
    const verified = await run(['verify', 'receipt', receipt])
    assert.equal(verified.status, 0)

    const opening = ['open', origin, '--code', await newCode(), '--out', path('out')]
    const opened = await run([...opening, '--keep-sealed'], { send, environment })
    assert.equal(opened.status, 0, opened.noted)
    assert.match(opened.said, /^2\/2 clips of 2 answers opened and verified/m)
    const clips = (await readdir(path('out'), { recursive: true })).filter((name) =>
      name.endsWith('.mp4'),
    )
    assert.equal(clips.length, 2)
    for (const clip of clips) {
      const bytes = await readFile(join(path('out'), clip))
      assert.equal(bytes.includes('Garage 7391'), false)
    }

    const files = (await readdir(path('out'), { recursive: true }))
      .filter((name) => name.endsWith('.age'))
      .map((name) => join(path('out'), name))
    const held = await run(['verify', 'receipt', receipt, '--sealed', ...files])
    assert.equal(held.status, 1, 'the files of the other answer are not of this one')
    assert.equal(held.said.match(/of that answer\.$/gm)?.length, files.length)
  })

  it('names what was altered, and opens the rest', async () => {
    const opening = ['open', origin, '--code', await newCode(), '--out', path('again')]
    await run([...opening, '--keep-sealed'], { send, environment })
    const [first = ''] = await readdir(path('again'))
    const victim = join(path('again'), first, 'sealed', '001.age')
    const bytes = await readFile(victim)
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
    await writeFile(victim, bytes)
    await writeFile(path('agency.age'), await keyringFile())
    const from = ['open', path('again'), '--key', path('agency.age'), '--out', path('third')]
    const { status, said } = await run(from, { environment })
    assert.equal(status, 1)
    assert.match(said, /^FAILED {4}.*damaged or was cut short/m)
    assert.match(said, /^1\/2 clips of 2 answers/m)
  })

  /** The agency's keyring as its passphrase sealed it. */
  async function keyringFile(): Promise<Uint8Array> {
    const line = cookieLine({ origin, send }, null)
    await call(line, api.useConnectCode, { code: await newCode() })
    const { keyring } = await call(line, api.ownAgency, {})
    return Buffer.from(keyring[0]?.sealed ?? '', 'base64')
  }
})
