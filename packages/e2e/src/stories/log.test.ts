import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { api, call, defaultPolicy, Replay, requestDigest } from '@porchlight/core'

import { checkpointOf, loggedEntries, ofKind } from '../logged.ts'
import { stranger } from '../person.ts'
import { openTown, publishRequest, submitRequest } from '../town.ts'
import { openWitness } from '../witness.ts'
import { openWitnessedWorld, openWorld } from '../world.ts'
import type { World } from '../world.ts'

describe('the log of an instance', () => {
  it('begins with its rules and its witnesses, said once', async () => {
    await using world = await openWorld()
    await world.restart()
    const entries = await loggedEntries(world)
    const [first] = entries
    assert.equal(first?.kind, 'instance.opened')
    assert.deepEqual([first.origin, first.policy], [world.origin, { ...defaultPolicy }])
    const { logKey } = await call(stranger(world.origin), api.instance, {})
    assert.equal(first.witnesses, `log ${logKey}\nquorum none\n`)
    assert.equal(ofKind(entries, 'instance.opened').length, 1)
    assert.deepEqual(ofKind(entries, 'policy.changed'), [])
  })

  it('says how requests ended, and that one was refused; absent: its text', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const { line } = town.author
    const withdrawn = (await publishRequest(town)).signed.request.id
    const closed = (await publishRequest(town)).signed.request.id
    const { signed } = await submitRequest(town)
    await call(town.approver.line, api.approveRequest, { draft: 0, id: signed.request.id })
    const [steward] = town.stewards
    await call(steward.line, api.refuse, { draft: 0, id: signed.request.id, rules: ['text/vague'] })
    await call(line, api.withdrawRequest, { id: withdrawn })
    await call(line, api.closeRequest, { id: closed, outcome: 'exculpatory' })
    const entries = await loggedEntries(world)
    assert.equal(ofKind(entries, 'request.withdrawn')[0]?.request, withdrawn)
    const [end] = ofKind(entries, 'request.closed')
    assert.deepEqual([end?.request, end?.outcome], [closed, 'exculpatory'])
    const [refused] = ofKind(entries, 'request.refused')
    assert.deepEqual(refused?.rules, ['text/vague'])
    assert.equal(refused.digest, requestDigest(signed))
    const text = JSON.stringify(entries)
    for (const absent of [signed.request.id, signed.request.caseNumber, signed.request.place])
      assert.ok(!text.includes(absent), absent)
    assert.ok(text.includes(closed), 'control: what is public is named')
  })

  it('ends a request once, however many say so at the same time', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const { id } = (await publishRequest(town)).signed.request
    const { line } = town.author
    const ends = await Promise.allSettled([
      call(line, api.closeRequest, { id, outcome: 'used' }),
      call(line, api.withdrawRequest, { id }),
      call(line, api.closeRequest, { id, outcome: 'no-crime' }),
    ])
    assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 1)
    const entries = await loggedEntries(world)
    const said = [...ofKind(entries, 'request.closed'), ...ofKind(entries, 'request.withdrawn')]
    assert.equal(said.length, 1)
  })

  it('is in an order that nobody can object to', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const { id } = (await publishRequest(town)).signed.request
    await call(town.author.line, api.closeRequest, { id, outcome: 'used' })
    const replay = new Replay()
    for (const entry of await loggedEntries(world)) assert.deepEqual(replay.take(entry), [])
    assert.equal(replay.requests.get(id)?.state, 'closed')
  })
})

describe('witnesses', () => {
  it('have cosigned whatever has taken effect', async () => {
    await using one = await openWitness('one', 1)
    await using two = await openWitness('two', 2)
    await using world = await openWitnessedWorld([one, two])
    await publishRequest(await openTown(world))
    const verdict = await checkpointOf(world)
    assert.deepEqual(
      verdict.cosignatures.map(({ witness }) => witness),
      ['one', 'two'],
    )
    assert.ok(verdict.verified)
  })

  for (const conduct of ['down', 'lying'] as const) {
    it(`are survived as the policy says where one of three is ${conduct}`, async () => {
      await using one = await openWitness('one', 1)
      await using two = await openWitness('two', 2)
      await using three = await openWitness('three', 3)
      three.conduct = conduct
      await using world = await openWitnessedWorld([one, two, three], 2)
      await publishRequest(await openTown(world))
      assert.ok((await checkpointOf(world)).verified)
      assert.ok(three.asked() > 0, 'control: it was asked')
    })
  }

  it('hold back what they have not seen, which takes effect when they are back, and once', async () => {
    await using one = await openWitness('one', 1)
    await using world = await openWitnessedWorld([one])
    const town = await openTown(world)
    const { signed } = await submitRequest(town)
    const { id } = signed.request
    await call(town.approver.line, api.approveRequest, { draft: 0, id })
    one.conduct = 'down'
    const publishing = call(town.stewards[0].line, api.publish, { draft: 0, id })
    await assert.rejects(publishing, { code: 'log/unavailable' })
    const unseen = call(stranger(world.origin), api.getRequest, { id })
    await assert.rejects(unseen, { code: 'request/not-found' })
    await world.restart()
    await assert.rejects(call(stranger(world.origin), api.getRequest, { id }))
    one.conduct = 'honest'
    await untilPublic(world, id)
    const published = ofKind(await loggedEntries(world), 'request.published')
    assert.equal(published.length, 1)
  })
})

/** Longer than the instance waits before it tries again. */
const patienceMillis = 15_000

async function untilPublic(world: World, id: string): Promise<void> {
  const end = Date.now() + patienceMillis
  while (Date.now() < end) {
    const response = await fetch(`${world.origin}/api/requests/${id}`)
    if (response.ok) return
    await sleep(200)
  }
  assert.fail('It has not become public')
}
