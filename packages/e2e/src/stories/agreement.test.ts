import { strict as assert } from 'node:assert'
import { randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'

import { keysOf, newKeyring, wrapWithPassphrase } from '@porchlight/agency'
import {
  api,
  call,
  canonicalBytes,
  instantOf,
  later,
  recipientId,
  sha256Hex,
  toBase64,
} from '@porchlight/core'
import type { NewAgency } from '@porchlight/core'

import { claiming } from '../claiming.ts'
import { chained, openInbox } from '../detective.ts'
import { loggedEntries, ofKind } from '../logged.ts'
import { withClip } from '../made-clip.ts'
import { answerWith } from '../neighbour.ts'
import { Person, stranger } from '../person.ts'
import { openTown, publishRequest, submitRequest } from '../town.ts'
import { openWorld } from '../world.ts'

describe('who must agree', () => {
  it('to an agency: as many stewards as the instance says, each once, on the keys that were read out', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const [first, second] = town.stewards
    const { agency, link } = await call(first.line, api.addAgency, { agency: springfield })
    const { id } = agency.profile
    const member = await new Person(world.origin).join(link, 'Eli Chief')
    const keyring = await newKeyring(springfield.name, (length) => randomBytes(length))
    const keys = await keysOf(keyring)
    const sealed = toBase64(await wrapWithPassphrase(keyring, 'long enough words', 2))
    const wrap = { way: 'passphrase', credential: '', sealed } as const
    await call(member.line, api.setKeys, { keys, wrap })
    const others = { ...keys, signing: (await keysOf(town.keyring)).signing }
    const swapped = call(first.line, api.admitAgency, { id, keys: others })
    await assert.rejects(swapped, { code: 'agency/no-keys' })
    await call(first.line, api.admitAgency, { id, keys })
    const again = call(first.line, api.admitAgency, { id, keys })
    await assert.rejects(again, { code: 'agency/already-approved' })
    const unknown = call(stranger(world.origin), api.getAgency, { id })
    await assert.rejects(unknown, { code: 'agency/not-found' })
    await call(second.line, api.admitAgency, { id, keys })
    const { profile } = await call(stranger(world.origin), api.getAgency, { id })
    assert.equal(profile.name, springfield.name)
    const entries = await loggedEntries(world)
    const admitted = ofKind(entries, 'agency.admitted').find(({ agency: each }) => each === id)
    assert.equal(admitted?.profile, sha256Hex(canonicalBytes(profile)))
    assert.equal(admitted.stewards.length, 2)
    const key = ofKind(entries, 'agency.key').find(({ agency: each }) => each === id)
    assert.deepEqual([key?.signing, key?.vault], [keys.signing, recipientId(keys.vault)])
  })

  it('to an extended request: two colleagues and two stewards', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const { signed } = await submitRequest(town, extended())
    const { id } = signed.request
    const { link } = await call(town.author.line, api.inviteColleague, {})
    const third = await new Person(world.origin).join(link, 'Fay Approver')
    const once = await call(town.approver.line, api.approveRequest, { draft: 0, id })
    assert.equal(once.state, 'awaiting-approval')
    const twice = await call(third.line, api.approveRequest, { draft: 0, id })
    assert.equal(twice.state, 'awaiting-moderation')
    const [first, second] = town.stewards
    assert.deepEqual(await call(first.line, api.publish, { draft: 0, id }), { published: false })
    assert.deepEqual(await call(first.line, api.publish, { draft: 0, id }), { published: false })
    const unseen = call(stranger(world.origin), api.getRequest, { id })
    await assert.rejects(unseen, { code: 'request/not-found' })
    assert.deepEqual(await call(second.line, api.publish, { draft: 0, id }), { published: true })
    const { request } = (await call(stranger(world.origin), api.getRequest, { id })).signed
    assert.equal(request.class, 'extended')
  })
})

describe('the public log', () => {
  it('says that an answer was opened, accepted and declined; absent: who, which clip and why', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const own = await publishRequest(town)
    await withClip(async (path) => await answerWith({ ...world, ...own }, [path, path]))
    const [opened] = await openInbox(town, own)
    assert.ok(opened)
    const [one = '', two = ''] = opened.manifest.clips.map(({ name }) => name)
    const events = chained(town, opened.submission, [
      { action: 'accepted', clip: one },
      { action: 'declined', clip: two, reason: 'not-relevant' },
    ])
    const { id } = opened.submission
    await call(town.author.line, api.recordCustody, { id, events: [...events] })
    const all = await loggedEntries(world)
    const entries = all.slice(all.findIndex(({ kind }) => kind === 'request.published'))
    assert.deepEqual(
      entries.filter(({ kind }) => kind !== 'feed.published').map(({ kind }) => kind),
      [
        'request.published',
        'submission.sealed',
        'custody.opened',
        'custody.accepted',
        'custody.declined',
      ],
    )
    const text = JSON.stringify(entries)
    for (const absent of [id, one, two, 'not-relevant', town.author.member.id, 'Cleo']) {
      assert.ok(!text.includes(absent), absent)
    }
    assert.ok(text.includes(own.signed.request.id), 'control: the request is named')
  })

  it('names as recipient of an answer the request’s key and no other, whatever the sender says', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const own = await publishRequest(town)
    const theirs = recipientId(own.signed.request.recipient)
    const another = '0'.repeat(32)
    for (const recipients of [[another], [theirs, another], [theirs, theirs]]) {
      const line = claiming(stranger(world.origin), recipients)
      const sent = withClip(
        async (path) => await answerWith({ ...world, ...own }, [path], { line }),
      )
      await assert.rejects(sent, { code: 'submission/altered' })
    }
    assert.deepEqual(ofKind(await loggedEntries(world), 'submission.sealed'), [])
    const line = claiming(stranger(world.origin), [theirs])
    await withClip(async (path) => await answerWith({ ...world, ...own }, [path], { line }))
    const sealed = ofKind(await loggedEntries(world), 'submission.sealed')
    assert.deepEqual(
      sealed.map((entry) => entry.recipients),
      [[theirs]],
    )
  })
})

const springfield: NewAgency = {
  name: 'Springfield Fire Department',
  kind: 'fire',
  place: 'Springfield, Ohio',
  zone: 'America/New_York',
  federal: [],
  phone: '+1 937 555 0100',
  website: 'https://fire.springfield.example',
  verifiedBy: 'Met the chief at the station; the number is in the county directory.',
}

/** Three days of windows for a killing: only the extended class may ask that. */
function extended() {
  const now = instantOf(Date.now())
  return {
    class: 'extended',
    offence: 'homicide',
    title: 'Man found dead at Elm Street and Fourth Avenue',
    text: 'A man was found dead beside the crossing on Monday morning. We ask for footage that shows the crossing in the three days before, people or vehicles that stopped there.',
    incidentAt: later(now, -30 * 3600),
    windows: [{ from: later(now, -4 * 86_400), to: later(now, -86_400) }],
  } as const
}
