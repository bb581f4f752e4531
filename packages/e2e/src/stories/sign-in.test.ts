import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { api, call } from '@porchlight/core'

import { Person, stranger } from '../person.ts'
import { openTown } from '../town.ts'
import { openWorld } from '../world.ts'

describe('signing in', () => {
  it('takes the passkey that was made with the invitation', async () => {
    await using world = await openWorld()
    const steward = await new Person(world.origin).join(world.stewardLink, 'Ada Steward')
    await steward.signIn()
    const { member } = await call(steward.line, api.whoAmI, {})
    assert.equal(member?.role, 'steward')
  })

  it('refuses an invitation the second time', async () => {
    await using world = await openWorld()
    await new Person(world.origin).join(world.stewardLink, 'Ada Steward')
    await assert.rejects(new Person(world.origin).join(world.stewardLink, 'Eve'), {
      code: 'invite/unknown',
    })
  })

  it('refuses a passkey that nobody registered', async () => {
    await using world = await openWorld()
    await assert.rejects(new Person(world.origin).signIn(), { code: 'passkey/refused' })
  })

  it('has no demonstration on a real instance', async () => {
    await using world = await openWorld()
    const line = stranger(world.origin)
    await assert.rejects(call(line, api.demoMembers, {}), { code: 'demo/off' })
    await assert.rejects(call(line, api.demoSignIn, { member: 'm000000000000' }), {
      code: 'demo/off',
    })
  })

  it('is not possible from another site', async () => {
    await using world = await openWorld()
    for (const headers of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      const answer = await fetch(`${world.origin}/api/session/start`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: '{}',
      })
      assert.equal(answer.status, 403)
    }
  })

  it('gives a one-time code to the command line, good once', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const { code } = await call(town.author.line, api.connectCode, {})
    const terminal = new Person(world.origin)
    const { member } = await call(terminal.line, api.useConnectCode, { code })
    assert.equal(member.id, town.author.member.id)
    const again = call(new Person(world.origin).line, api.useConnectCode, { code })
    await assert.rejects(again, { code: 'invite/unknown' })
  })
})
