import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { api, call, requestDigest } from '@porchlight/core'

import { loggedEntries, ofKind } from '../logged.ts'
import { stranger } from '../person.ts'
import { openTown, publishRequest, submitRequest } from '../town.ts'
import { openWorld } from '../world.ts'

describe('a request', () => {
  it('is public once a colleague and a steward agreed, and its digest is in the log', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const { signed } = await publishRequest(town)
    const line = stranger(world.origin)
    const seen = await call(line, api.getRequest, { id: signed.request.id })
    assert.deepEqual(seen.signed, signed)
    const [entry] = ofKind(await loggedEntries(world), 'request.published')
    assert.equal(entry?.digest, requestDigest(signed))
  })

  it('is invisible before that, in every state', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const { signed } = await submitRequest(town)
    const { id } = signed.request
    const line = stranger(world.origin)
    await assert.rejects(call(line, api.getRequest, { id }), { code: 'request/not-found' })
    await call(town.approver.line, api.approveRequest, { draft: 0, id })
    await assert.rejects(call(line, api.getRequest, { id }), { code: 'request/not-found' })
    await call(town.stewards[1].line, api.refuse, { draft: 0, id, rules: ['text/vague'] })
    await assert.rejects(call(line, api.getRequest, { id }), { code: 'request/not-found' })
    const { requests } = await call(line, api.listRequests, {})
    assert.deepEqual(requests, [])
  })

  it('is refused in public by rule and agency, absent: its words', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const { signed } = await submitRequest(town)
    const { id, title, text } = signed.request
    await call(town.approver.line, api.approveRequest, { draft: 0, id })
    await call(town.stewards[0].line, api.refuse, { draft: 0, id, rules: ['text/vague'] })
    const answer = await fetch(`${world.origin}/api/refusals`)
    const body = await answer.text()
    assert.deepEqual(JSON.parse(body), {
      refusals: [
        {
          rule: 'text/vague',
          agency: town.agency,
          count: 1,
          entries: `/log?agency=${town.agency}&of=rule%3Atext%2Fvague`,
        },
      ],
    })
    assert.ok(!body.includes(title) && !body.includes(text) && !body.includes(id))
  })

  it('cannot be approved by its author', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const { signed } = await submitRequest(town)
    const asked = call(town.author.line, api.approveRequest, { draft: 0, id: signed.request.id })
    await assert.rejects(asked, { code: 'request/author-is-approver' })
  })

  it('cannot be handed in under another key, another time or against a rule', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 19)
    await assert.rejects(submitRequest(town, { signedAt: `${yesterday}Z` }), { code: 'clock/off' })
    await assert.rejects(submitRequest(town, { agency: 'a000000000000' }), {
      code: 'request/bad-signature',
    })
    await assert.rejects(submitRequest(town, { title: 'Misc', text: 'Investigation' }), {
      code: 'request/against-the-rules',
    })
  })

  it('survives a restart, and its proof is the same', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const { signed } = await publishRequest(town)
    const line = stranger(world.origin)
    const before = await call(line, api.getRequest, { id: signed.request.id })
    await world.restart()
    assert.deepEqual(await call(line, api.getRequest, { id: signed.request.id }), before)
  })
})
