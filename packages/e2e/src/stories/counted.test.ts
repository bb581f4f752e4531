import { strict as assert } from 'node:assert'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, it } from 'node:test'

import { api, call } from '@porchlight/core'

import { withClip } from '../made-clip.ts'
import { answerWith } from '../neighbour.ts'
import { stranger } from '../person.ts'
import { openTown, publishRequest, submitRequest } from '../town.ts'
import type { Town } from '../town.ts'
import { openWorld } from '../world.ts'
import type { World } from '../world.ts'

/** What the public is told, and where it can count it again. */
async function publicNumbers({ origin }: World): Promise<object> {
  const line = stranger(origin)
  const { requests } = await call(line, api.listRequests, {})
  const one = await call(line, api.getRequest, { id: requests[0]?.signed.request.id ?? '' })
  const { refusals } = await call(line, api.refusals, {})
  assert.equal(one.submissions, requests[0]?.submissions)
  return { answers: one.submissions, refusals: refusals.map(({ rule, count }) => [rule, count]) }
}

/** What the agency is told of the same request, out of the tables. */
async function inboxCount(town: Town): Promise<number | undefined> {
  const { requests } = await call(town.author.line, api.ownRequests, {})
  return requests.find(({ state }) => state === 'published')?.submissions
}

describe('a public number', () => {
  it('is counted from the log: what somebody writes into the tables does not change it', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const own = await publishRequest(town)
    await withClip(async (clip) => await answerWith({ ...world, ...own }, [clip]))
    const refused = await submitRequest(town)
    const { id } = refused.signed.request
    await call(town.approver.line, api.approveRequest, { draft: 0, id })
    const [steward] = town.stewards
    await call(steward.line, api.refuse, { draft: 0, id, rules: ['text/vague'] })
    const honest = { answers: 1, refusals: [['text/vague', 1]] }
    assert.deepEqual(await publicNumbers(world), honest)
    assert.equal(await inboxCount(town), 1)
    const db = new DatabaseSync(join(world.dataDirectory, 'porchlight.db'))
    db.exec(`UPDATE submissions SET state = 'open'`)
    db.exec(`DELETE FROM moderations WHERE decision = 'refused'`)
    db.close()
    assert.equal(await inboxCount(town), 0, 'control: the tables do say something else now')
    assert.deepEqual(await publicNumbers(world), honest)
    await world.restart()
    assert.deepEqual(await publicNumbers(world), honest)
  })

  it('comes with the address of the entries that it was counted from', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const { request } = (await publishRequest(town)).signed
    const { entries } = await call(stranger(world.origin), api.getRequest, { id: request.id })
    assert.equal(entries, `/log?request=${request.id}&kind=submission.sealed`)
    const page = await fetch(new URL(entries, world.origin))
    assert.equal(page.status, 200)
  })
})
