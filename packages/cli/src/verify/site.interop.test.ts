import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, it } from 'node:test'

import { startServer } from '@porchlight/server'
import type { RunningServer } from '@porchlight/server'

import { portNear } from '../demo/port.ts'
import { run } from '../fixture.test.ts'
import type { Run } from '../fixture.test.ts'

/** The smallest apps that a server takes. */
const bundle: Readonly<Record<string, string>> = {
  '.vite/manifest.json': '{"src/public/island.ts":{"file":"assets/island.js"}}',
  'owner.html': '<!doctype html><script type="module" src="/app/assets/owner.js"></script>',
  'agency.html': '<!doctype html><script type="module" src="/app/assets/owner.js"></script>',
  'desk.html': '<!doctype html><p>The desk</p>',
  // of the hub, which is no part of an instance
  'hub.html': '<!doctype html><p>The hub</p>',
  'assets/owner.js': 'console.log("owner")',
  'assets/island.js': 'console.log("island")',
}

async function send(request: Request): Promise<Response> {
  return await fetch(request)
}

describe('porchlight verify site, against a real server', { timeout: 60_000 }, () => {
  let directory = ''
  let origin = ''
  let server: RunningServer | null = null

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'porchlight-site-'))
    for (const [path, text] of Object.entries(bundle)) await put(path, text)
    const port = await portNear(0)
    origin = `http://localhost:${String(port)}`
    server = await startServer({
      dataDirectory: join(directory, 'data'),
      webDirectory: join(directory, 'web'),
      origin,
      port,
    })
  })
  after(async () => {
    await server?.close()
    await rm(directory, { recursive: true })
  })

  async function put(path: string, text: string): Promise<void> {
    const file = join(directory, 'web', path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }

  async function verify(...options: readonly string[]): Promise<Run> {
    return await run(['verify', 'site', origin, ...options], { send })
  }

  it('verifies what the server serves', async () => {
    const { status, said, noted } = await verify()
    assert.equal(status, 0, said + noted)
    assert.match(said, /All 5 files are served as listed/)
  })

  it('names a file with one byte changed, and one that is gone', async () => {
    for (const path of ['assets/owner.js', 'assets/island.js']) {
      const text = await readFile(join(directory, 'web', path), 'utf8')
      await put(path, text.replace('console', 'consolf'))
      const altered = await verify()
      assert.equal(altered.status, 1)
      assert.match(altered.said, RegExp(`FAILS  Altered: ${path}$`, 'm'))
      await rm(join(directory, 'web', path))
      const { status, said } = await verify('--json')
      assert.equal(status, 1)
      assert.match(said, RegExp(`"missing": \\[\\s+"${path}"\\s+\\]`))
      await put(path, text)
    }
    assert.equal((await verify()).status, 0)
  })
})
