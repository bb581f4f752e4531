import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { run } from '../fixture.test.ts'
import type { Run } from '../fixture.test.ts'
import { asking, entry, growingLog, logKey, now } from '../verify/fixture.test.ts'
import type { Files } from '../verify/fixture.test.ts'

const url = 'https://example.com'
const facts = {
  name: 'Example',
  origin: url,
  demo: false,
  logKey,
  witnessPolicy: 'quorum none\n',
  now,
  releaseMinutes: 15,
  admissionStewards: 2,
}

/** A network with one instance. */
function serving(files: Files): (request: Request) => Promise<Response> {
  return async (request) => {
    const { origin, pathname } = new URL(request.url)
    if (origin !== url) throw new TypeError('fetch failed')
    if (pathname === '/api/instance') return Response.json(facts)
    const bytes = files.get(pathname.replace(/^\/log\//, ''))
    return await Promise.resolve(
      new Response(bytes === undefined ? null : new Uint8Array(bytes), {
        status: bytes === undefined ? 404 : 200,
      }),
    )
  }
}

async function inDirectory(test: (directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'porchlight-monitor-'))
  try {
    await test(directory)
  } finally {
    await rm(directory, { recursive: true })
  }
}

describe('porchlight monitor --once', () => {
  it('ends with 0 where all is well, with 1 and a line where it is not, and tells it once', async () => {
    await inDirectory(async (data) => {
      const { files, add } = await growingLog()
      await add(asking)
      async function look(): Promise<Run> {
        const args = ['monitor', url, '--data', data, '--once', '--json']
        return await run(args, { send: serving(files), now: () => now })
      }
      assert.deepEqual(await look(), { status: 0, said: '', noted: '' })
      await add([entry('partner.announced')])
      const alerted = await look()
      assert.equal(alerted.status, 1)
      const says = `Partner p00000000000a is announced; not active before 2026-11-30T10:00:00Z.`
      assert.equal(alerted.noted, `${now} PARTNER ${url}: ${says}\nporchlight: Alerts: 1`)
      assert.deepEqual(JSON.parse(alerted.said), {
        instance: url,
        at: now,
        code: 'partner',
        entry: 4,
        says,
      })
      assert.equal((await look()).status, 0)
    })
  })

  it('survives an address at which nothing answers, and watches the others', async () => {
    await inDirectory(async (data) => {
      const { files, add } = await growingLog()
      await add(asking)
      const args = ['monitor', 'https://gone.example', url, '--data', data, '--once']
      const { status, noted } = await run(args, { send: serving(files), now: () => now })
      assert.equal(status, 1)
      assert.match(noted, /STALL https:\/\/gone\.example: The server cannot be reached/)
      const copy = await readdir(join(data, 'example.com'))
      assert.ok(copy.includes('checkpoint') && copy.includes('log.vkey'))
    })
  })

  it('refuses what it cannot watch by', async () => {
    await inDirectory(async (data) => {
      const common = ['monitor', url, '--data', data, '--once']
      for (const [args, because] of [
        [['--watch', 'police'], /Not an agency: police/],
        [['--key', 'x'], /Not a signing key: x/],
        [['--policy', '/nowhere'], /There is no such file/],
        [['--log', logKey, '--', 'https://other.example'], /give one address/],
      ] as const) {
        const { status, noted } = await run([...common, ...args])
        assert.equal(status, 1)
        assert.match(noted, because)
      }
    })
  })
})

describe('porchlight monitor', () => {
  it('says at once what it watches, as silence is good news, and ends when it is stopped', async () => {
    await inDirectory(async (data) => {
      const { files, add } = await growingLog()
      await add(asking)
      const stop = new AbortController()
      const fetched = serving(files)
      const { status, noted } = await run(['monitor', url, '--data', data], {
        // the last that a look asks for
        send: async (request) => {
          if (request.url.includes('/tile/')) stop.abort()
          return await fetched(new Request(request.url))
        },
        now: () => now,
        signal: stop.signal,
      })
      assert.equal(status, 0)
      assert.equal(noted, `Watching ${url} every 60 s. Silence is good news.`)
    })
  })
})
