import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { api, call } from '@porchlight/core'

import { openTown, publishRequest, submitRequest } from '../town.ts'
import { openWorld } from '../world.ts'

const lists = ['/requests', '/requests.csv', '/feed.atom', '/api/requests']

describe('the list of requests', () => {
  it('keeps what was withdrawn or closed; absent: what was never public', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const { line } = town.author
    const live = (await publishRequest(town)).signed.request.id
    const withdrawn = (await publishRequest(town)).signed.request.id
    const closed = (await publishRequest(town)).signed.request.id
    const unseen = (await submitRequest(town)).signed.request.id
    await call(line, api.withdrawRequest, { id: withdrawn })
    await call(line, api.closeRequest, { id: closed, outcome: 'exculpatory' })
    await call(line, api.withdrawRequest, { id: unseen })
    for (const path of lists) {
      const text = await (await fetch(`${world.origin}${path}`)).text()
      for (const id of [live, withdrawn, closed]) assert.ok(text.includes(id), `${id} in ${path}`)
      assert.ok(!text.includes(unseen), `absent from ${path}`)
    }
    const seen = await call(line, api.getRequest, { id: closed })
    assert.deepEqual([seen.state, seen.outcome], ['closed', 'exculpatory'])
  })

  it('keeps a closed request as it was signed: it cannot be closed again, withdrawn or handed in anew', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const { line } = town.author
    const { signed, wrappedKey } = await publishRequest(town)
    const { id } = signed.request
    await call(line, api.closeRequest, { id, outcome: 'used' })
    for (const again of [
      call(line, api.closeRequest, { id, outcome: 'no-crime' }),
      call(line, api.withdrawRequest, { id }),
    ]) {
      await assert.rejects(again, { code: 'request/wrong-state' })
    }
    const anew = call(line, api.submitRequest, { signed, wrappedKey })
    await assert.rejects(anew, { code: 'request/exists' })
    const seen = await call(line, api.getRequest, { id })
    assert.deepEqual([seen.signed, seen.outcome], [signed, 'used'])
  })
})
