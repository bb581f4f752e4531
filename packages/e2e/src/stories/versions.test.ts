import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { api, call, entryBytes, instantOf, Replay, requestDigest } from '@porchlight/core'
import type { OwnRequest, Request } from '@porchlight/core'
import { parsePolicy, verifyWitnessedProof } from '@porchlight/log'
import { checkPublished } from '@porchlight/owner'
import type { Trust } from '@porchlight/owner'

import { openInbox } from '../detective.ts'
import { loggedEntries, ofKind } from '../logged.ts'
import { withClip } from '../made-clip.ts'
import { answerWith } from '../neighbour.ts'
import { stranger } from '../person.ts'
import { openTown, publishRequest, submitRequest, submitVersion } from '../town.ts'
import type { Town } from '../town.ts'
import { openWorld } from '../world.ts'
import type { World } from '../world.ts'

const corrected = {
  title: 'Hit-and-run at Elm Street and Fourth Avenue: a white van',
  text: 'A white van, not a dark one, struck a cyclist at the crossing and drove away east on Elm Street. We ask for footage of the crossing or the van.',
}

describe('a later version of a request', () => {
  it('takes the same way as the first, stands in its place, and leaves it to be read', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const first = await publishRequest(town)
    const handedIn = await submitVersion(town, first, corrected)
    assert.equal(handedIn.next?.state, 'awaiting-approval')
    assert.deepEqual((await seen(world, first)).signed, first.signed, 'not public before its yeses')
    const { id } = first.signed.request
    const own = call(town.author.line, api.approveRequest, { id, draft: 1 })
    await assert.rejects(own, { code: 'request/author-is-approver' })
    await publishVersion(town, first, 1)

    const published = await seen(world, first)
    assert.deepEqual(published.signed, handedIn.next.signed)
    assert.deepEqual(
      published.earlier.map(({ signed }) => signed),
      [first.signed],
    )
    const entries = await loggedEntries(world)
    const [entry] = ofKind(entries, 'request.versioned')
    assert.equal(entry?.digest, requestDigest(published.signed))
    assert.deepEqual(missteps(entries), [])
    assert.deepEqual(await trust(world, first), { trusted: true })
    const page = await (await fetch(`${world.origin}/requests/${id}`)).text()
    for (const { title, text } of [first.signed.request, published.signed.request]) {
      assert.ok(page.includes(title))
      assert.ok(page.includes(text))
    }
    await world.restart()
    assert.deepEqual((await seen(world, first)).earlier.length, 1)
  })

  it('is opened with the same key, and so are the answers to the one before', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const first = await publishRequest(town)
    await answer(world, first)
    await submitVersion(town, first, corrected)
    await publishVersion(town, first, 1)
    const second = await ownRequest(town, first)
    await answer(world, second)
    const opened = await openInbox(town, second)
    assert.deepEqual(
      opened.map(({ manifest }) => [manifest.version, manifest.requestDigest]),
      [
        [1, requestDigest(first.signed)],
        [2, requestDigest(second.signed)],
      ],
    )
    const forgotten = openInbox(town, { ...second, earlier: [] })
    await assert.rejects(forgotten, { code: 'submission/altered' }, 'control: of no known version')
  })

  it('changes nothing that people have answered to, and comes once', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const first = await publishRequest(town)
    const { handling } = first.signed.request
    const forbidden: readonly Partial<Request>[] = [
      { handling: { ...handling, unusedDays: handling.unusedDays - 1 } },
      { offence: 'arson' },
      { recipient: (await submitRequest(town)).signed.request.recipient },
      { version: 3 },
    ]
    for (const change of forbidden)
      await assert.rejects(submitVersion(town, first, change), {
        code: 'request/against-the-rules',
      })
    await submitVersion(town, first, corrected)
    const another = submitVersion(town, first, corrected)
    await assert.rejects(another, { code: 'request/wrong-state' }, 'one waits already')
    await publishVersion(town, first, 1)
    const third = submitVersion(town, await ownRequest(town, first))
    await assert.rejects(third, { code: 'request/against-the-rules' })
  })

  it('is refused in public by rule; what stands stays, and a better one may follow', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const first = await publishRequest(town)
    const { id } = first.signed.request
    await submitVersion(town, first, corrected)
    await call(town.approver.line, api.approveRequest, { id, draft: 1 })
    await call(town.stewards[1].line, api.refuse, { id, draft: 1, rules: ['text/vague'] })
    const refused = await ownRequest(town, first)
    assert.deepEqual([refused.state, refused.next?.state], ['published', 'refused'])
    assert.deepEqual(refused.next?.refusedFor, ['text/vague'])
    assert.equal((await seen(world, first)).signed.request.version, 1)
    assert.equal(ofKind(await loggedEntries(world), 'request.refused').length, 1)

    const again = await submitVersion(town, first, corrected)
    assert.equal(again.next?.draft, 2)
    const stale = call(town.approver.line, api.approveRequest, { id, draft: 1 })
    await assert.rejects(stale, { code: 'request/wrong-state' }, 'a yes is to one text')
    await call(town.author.line, api.withdrawVersion, { id, draft: 2 })
    await submitVersion(town, first, corrected)
    await publishVersion(town, first, 3)
    assert.equal((await seen(world, first)).signed.request.version, 2)
  })

  it('ends with its request, and comes never after it', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const first = await publishRequest(town)
    const { id } = first.signed.request
    await submitVersion(town, first, corrected)
    await call(town.approver.line, api.approveRequest, { id, draft: 1 })
    await call(town.author.line, api.closeRequest, { id, outcome: 'used' })
    const late = call(town.stewards[0].line, api.publish, { id, draft: 1 })
    await assert.rejects(late, { code: 'request/wrong-state' })
    const after = submitVersion(town, first, corrected)
    await assert.rejects(after, { code: 'request/wrong-state' })
    assert.equal((await ownRequest(town, first)).next?.state, 'withdrawn')
    assert.deepEqual(missteps(await loggedEntries(world)), [])
  })

  it('is not believed where the instance hides the first, or puts another in its place', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const first = await publishRequest(town)
    await submitVersion(town, first, corrected)
    await publishVersion(town, first, 1)
    const other = await seen(world, await publishRequest(town))
    assert.deepEqual(await trust(world, first), { trusted: true }, 'control')
    const lies = [
      { earlier: [], because: ['not-logged'] },
      { earlier: [other], because: ['against-the-rules'] },
    ]
    for (const { earlier, because } of lies) {
      const wrong = await trust(world, first, { earlier })
      assert.deepEqual(wrong.trusted ? [] : wrong.because, because)
    }
  })
})

async function publishVersion(town: Town, { signed }: OwnRequest, draft: number): Promise<void> {
  const { id } = signed.request
  await call(town.approver.line, api.approveRequest, { id, draft })
  assert.deepEqual(await call(town.stewards[0].line, api.publish, { id, draft }), {
    published: true,
  })
}

async function seen({ origin }: World, { signed }: Pick<OwnRequest, 'signed'>) {
  return await call(stranger(origin), api.getRequest, { id: signed.request.id })
}

async function ownRequest(town: Town, { signed }: OwnRequest): Promise<OwnRequest> {
  const { requests } = await call(town.author.line, api.ownRequests, {})
  const found = requests.find((own) => own.signed.request.id === signed.request.id)
  assert.ok(found)
  return found
}

async function answer(world: World, own: OwnRequest): Promise<void> {
  await withClip(async (path) => await answerWith({ ...world, ...own }, [path]))
}

function missteps(entries: Awaited<ReturnType<typeof loggedEntries>>): readonly string[] {
  const replay = new Replay()
  return entries.flatMap((entry) => replay.take(entry))
}

async function trust(
  world: World,
  own: OwnRequest,
  shown: Partial<Awaited<ReturnType<typeof seen>>> = {},
): Promise<Trust> {
  const line = stranger(world.origin)
  const published = { ...(await seen(world, own)), ...shown }
  const agency = await call(line, api.getAgency, { id: own.signed.request.agency })
  const instance = await call(line, api.instance, {})
  const policy = parsePolicy(instance.witnessPolicy)
  return checkPublished({
    published,
    agency,
    instance,
    now: instantOf(Date.now()),
    judge: (proof, entry) => {
      const verdict = verifyWitnessedProof({ proof, entry: entryBytes(entry), policy })
      return verdict.verified ? 'holds' : 'not-logged'
    },
  })
}
