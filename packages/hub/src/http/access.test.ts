import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { hubApi } from '@porchlight/owner'
import fastify from 'fastify'
import type { InjectOptions } from 'fastify'

import { Access } from './access.ts'
import { mounter, mountRefusals } from './mount.ts'

const wipe = { method: 'POST', url: hubApi.wipe.path, payload: { really: 'wipe' } } as const

describe('who may use the hub', () => {
  it('lets whoever sits at the machine in, without a password', async () => {
    assert.equal(await status(null, { ...wipe, headers: { host: '127.0.0.1:4747' } }), 200)
  })

  it('refuses a name that somebody made point at this machine', async () => {
    assert.equal(await status(null, { ...wipe, headers: { host: 'evil.example:4747' } }), 403)
  })

  it('refuses what a page of another site sends', async () => {
    const headers = { host: 'localhost:4747', origin: 'https://evil.example' }
    assert.equal(await status(null, { ...wipe, headers }), 403)
  })

  it('refuses everybody without the password, once there is one', async () => {
    assert.equal(await status('open sesame', { ...wipe, headers: { host: 'hub.local:4747' } }), 401)
  })

  it('gives a cookie for the password, which then opens everything', async () => {
    const app = appWith('open sesame')
    const headers = { host: 'hub.local:4747' }
    const signIn = { method: 'POST', url: hubApi.signIn.path, headers } as const
    const wrong = await app.inject({ ...signIn, payload: { password: 'sesame' } })
    assert.equal(wrong.statusCode, 401)
    const right = await app.inject({ ...signIn, payload: { password: 'open sesame' } })
    const cookie = String(right.headers['set-cookie']).split(';')[0] ?? ''
    assert.match(String(right.headers['set-cookie']), /HttpOnly; SameSite=Strict/)
    const used = await app.inject({ ...wipe, headers: { ...headers, cookie } })
    assert.equal(used.statusCode, 200)
  })

  it('lets nobody guess for long', async () => {
    const app = appWith('open sesame')
    const tries = {
      method: 'POST',
      url: hubApi.signIn.path,
      headers: { host: 'hub.local' },
    } as const
    for (let at = 0; at < 5; at += 1) await app.inject({ ...tries, payload: { password: 'x' } })
    const { statusCode } = await app.inject({ ...tries, payload: { password: 'open sesame' } })
    assert.equal(statusCode, 429)
  })

  it('lets whoever knows the password sign in as often as they like', async () => {
    const app = appWith('open sesame')
    const headers = { host: 'hub.local' }
    const right = { method: 'POST', url: hubApi.signIn.path, headers } as const
    for (let at = 0; at < 7; at += 1) {
      const answer = await app.inject({ ...right, payload: { password: 'open sesame' } })
      assert.equal(answer.statusCode, 200)
    }
  })
})

function appWith(password: string | null) {
  const app = fastify()
  const access = new Access(password, () => 0)
  const mount = mounter(app, access)
  mountRefusals(app, () => undefined)
  mount(hubApi.wipe, async () => await Promise.resolve({ done: true } as const))
  mount(hubApi.signIn, async ({ password: given }, reply) => {
    await access.signIn(given, reply)
    return { done: true } as const
  })
  return app
}

async function status(password: string | null, request: InjectOptions): Promise<number> {
  return (await appWith(password).inject(request)).statusCode
}
