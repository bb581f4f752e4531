import { strict as assert } from 'node:assert'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'

import { instantOf } from '@porchlight/core'

import { startHub } from '../main.ts'
import type { RunningHub } from '../main.ts'

describe('a zip on its way to a hub that has a password', { timeout: 30_000 }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'porchlight-zip-routes-'))
  const zips = join(directory, 'state', 'zips')
  let hub: RunningHub
  before(async () => {
    hub = await startHub({
      directory: join(directory, 'state'),
      key: randomBytes(32).toString('hex'),
      host: '127.0.0.1',
      port: 0,
      password: 'four words of a list',
      webDirectory: null,
      now: () => instantOf(Date.now()),
      random: (length) => randomBytes(length),
      lineTo: (origin) => ({ origin, send: fetch }),
      notify: () => undefined,
      bug: (error) => {
        throw error
      },
    })
  })
  after(async () => {
    await hub.close()
    rmSync(directory, { recursive: true })
  })

  async function send(headers: Readonly<Record<string, string>>): Promise<Response> {
    return await fetch(`${hub.address}/api/hub/zips`, {
      method: 'POST',
      headers: { 'content-type': 'application/zip', ...headers },
      body: Buffer.alloc(1000),
    })
  }

  async function cookie(): Promise<string> {
    const response = await fetch(`${hub.address}/api/hub/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ password: 'four words of a list' }),
    })
    return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  }

  it('is refused where nobody is signed in, and where another site sends it; nothing of it is kept', async () => {
    assert.equal((await send({})).status, 401)
    const signedIn = { cookie: await cookie() }
    assert.equal((await send({ ...signedIn, origin: 'https://elsewhere.example' })).status, 403)
    assert.equal(existsSync(zips), false)
    assert.equal((await send({ ...signedIn, 'content-type': 'text/plain' })).status, 400)
    // control: signed in and from its own screens it is read, and is no zip
    assert.equal((await send(signedIn)).status, 422)
    assert.deepEqual(readdirSync(zips), [])
  })
})
