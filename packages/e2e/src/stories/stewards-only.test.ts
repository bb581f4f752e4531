import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { api, call } from '@porchlight/core'

import { openTown, publishRequest } from '../town.ts'
import { openWorld } from '../world.ts'

describe('how an agency was verified', () => {
  it('is for stewards; absent: from the public, and from the agency itself', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const { request } = (await publishRequest(town)).signed
    const { agencies } = await call(town.stewards[0].line, api.agencies, {})
    const words = agencies.find(({ profile }) => profile.id === request.agency)?.verifiedBy ?? ''
    assert.ok(words.length > 10, 'control: stewards see it')
    const paths = [
      '/agencies',
      `/agencies/${request.agency}`,
      `/requests/${request.id}`,
      `/api/agencies/${request.agency}`,
      `/api/requests/${request.id}`,
      '/api/requests',
      '/api/agency',
    ]
    for (const path of paths) {
      const answer = await town.author.line.send(new Request(new URL(path, world.origin)))
      const text = await answer.text()
      assert.equal(answer.status, 200, path)
      assert.ok(text.includes(request.agency), `control: ${path} is about this agency`)
      assert.ok(!text.includes(words), path)
    }
  })
})
