import { strict as assert } from 'node:assert'
import { after, before, describe, it, mock } from 'node:test'

import { newRequestKey } from '@porchlight/agency'
import {
  api,
  call,
  canonicalBytes,
  coolOffSeconds,
  daySeconds,
  Entry,
  Fault,
  later,
  millisOf,
  recipientId,
  Replay,
  sha256Hex,
} from '@porchlight/core'
import type { FaultCode, NewPartner, OwnRequest } from '@porchlight/core'
import { parsePolicy, verifyWitnessedProof } from '@porchlight/log'
import { startServer } from '@porchlight/server'

import { claiming } from '../claiming.ts'
import { loggedEntries, ofKind } from '../logged.ts'
import { withClip } from '../made-clip.ts'
import { answerWith } from '../neighbour.ts'
import { stranger } from '../person.ts'
import { openTown, publishRequest } from '../town.ts'
import type { Town } from '../town.ts'
import { openWitness } from '../witness.ts'
import { openWitnessedWorld, openWorld } from '../world.ts'
import type { World } from '../world.ts'

const start = millisOf('2026-11-23T10:00:30Z')

describe('a partner', () => {
  before(() => {
    mock.timers.enable({ apis: ['Date'], now: start })
  })
  after(() => {
    mock.timers.reset()
  })

  it('is announced by two stewards, starts after the public notice, and ends at once', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const id = await enter(town, await platform())
    await announce(town, id)
    const [announced] = ofKind(await loggedEntries(world), 'partner.announced')
    assert.deepEqual(
      [announced?.partner, announced?.at, announced?.notice],
      [id, '2026-11-23T10:00:00Z', '2026-11-30T10:00:00Z'],
    )
    await refused('partner/too-soon', activate(town, id))
    mock.timers.setTime(start + 7 * daySeconds * 1000 - 60_000)
    await signInAgain(town)
    await refused('partner/too-soon', activate(town, id))
    mock.timers.setTime(start + 7 * daySeconds * 1000)
    await activate(town, id)
    await refused('partner/wrong-state', activate(town, id))
    const [steward] = town.stewards
    await call(steward.line, api.endPartner, { id })
    await refused('partner/wrong-state', call(steward.line, api.endPartner, { id }))
    const entries = await loggedEntries(world)
    assert.deepEqual(
      entries.map(({ kind }) => kind).filter((kind) => kind.startsWith('partner.')),
      ['partner.announced', 'partner.key', 'partner.activated', 'partner.ended'],
    )
    const replay = new Replay()
    for (const entry of entries) assert.deepEqual(replay.take(entry), [])
    assert.equal(replay.partners.get(id)?.status, 'ended')
    mock.timers.setTime(start)
  })

  it('has the notice that the log promises: longer where the rules say so, and said again when they change', async () => {
    await using world = await openWorld({ partnerNoticeDays: 30 })
    const town = await openTown(world)
    await announce(town, await enter(town, await platform()))
    const before = await loggedEntries(world)
    assert.equal(ofKind(before, 'instance.opened')[0]?.partnerNoticeDays, 30)
    assert.equal(ofKind(before, 'partner.announced')[0]?.notice, '2026-12-23T10:00:00Z')
    await world.restart()
    assert.deepEqual(ofKind(await loggedEntries(world), 'policy.changed'), [])
    const { origin, dataDirectory } = world
    await world.restart(async () => {
      // the same instance, with the usual week
      const { port } = new URL(origin)
      const usual = await startServer({ dataDirectory, origin, port: Number(port) })
      await usual.close()
    })
    const after = await loggedEntries(world)
    assert.deepEqual(
      ofKind(after, 'policy.changed').map(({ partnerNoticeDays }) => partnerNoticeDays),
      [undefined, 30],
    )
    const replay = new Replay()
    for (const entry of after) assert.deepEqual(replay.take(entry), [])
    // control: what an operator would have to write who shortens it in silence
    const short = { ...ofKind(before, 'partner.announced')[0], notice: '2026-11-30T10:00:00Z' }
    const [opened] = before
    assert.ok(opened !== undefined)
    const again = new Replay()
    assert.deepEqual(again.take(opened), [])
    assert.deepEqual(again.take(Entry.parse(short)), ['notice-too-short'])
  })

  it('is public with proofs of its entries; absent: who of the stewards said yes', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const wanted = await platform()
    const id = await enter(town, wanted)
    const [first, second] = town.stewards
    await announceAs(first, id)
    const open = stranger(world.origin)
    assert.deepEqual((await call(open, api.listPartners, {})).partners, [])
    await refused('partner/not-found', call(open, api.getPartner, { id }))
    await refused('partner/confirmed-already', announceAs(first, id))
    await announceAs(second, id)
    const found = await call(open, api.getPartner, { id })
    const { recipient, ...facts } = wanted
    assert.deepEqual(found.profile, { id, ...facts })
    assert.deepEqual([found.status, found.activation, found.ending], ['announced', null, null])
    assert.ok(found.announcement.entry.kind === 'partner.announced')
    assert.equal(found.announcement.entry.profile, sha256Hex(canonicalBytes(found.profile)))
    const [key] = found.keys
    assert.ok(key?.entry.entry.kind === 'partner.key' && key.recipient === recipient)
    assert.equal(key.entry.entry.recipient, recipientId(recipient))
    const { witnessPolicy } = await call(open, api.instance, {})
    for (const { entry, proof } of [found.announcement, key.entry]) {
      const verdict = verifyWitnessedProof({
        proof,
        entry: canonicalBytes(entry),
        policy: parsePolicy(witnessPolicy),
      })
      assert.equal(verdict.verified, true)
    }
    const everything = JSON.stringify([found, await loggedEntries(world)])
    for (const steward of town.stewards)
      for (const name of [steward.member.id, steward.member.name])
        assert.ok(!everything.includes(name), name)
    const { partners } = await call(first.line, api.deskPartners, {})
    assert.deepEqual(partners[0]?.yeses, { given: 0, byYou: false }, 'the next step is another')
  })

  it('receives no answer yet, though it is active and a sender names it', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const wanted = await platform()
    const id = await enter(town, wanted)
    await announce(town, id)
    mock.timers.setTime(start + 7 * daySeconds * 1000)
    await signInAgain(town)
    await activate(town, id)
    for (const member of [town.author, town.approver]) await member.signIn()
    const own = await publishRequest(town)
    const theirs = recipientId(own.signed.request.recipient)
    const partners = recipientId(wanted.recipient)
    for (const recipients of [[theirs, partners], [partners]]) {
      const line = claiming(stranger(world.origin), recipients)
      await refused('submission/altered', answer(world, own, { line }))
    }
    await answer(world, own)
    const entries = await loggedEntries(world)
    assert.deepEqual(
      ofKind(entries, 'submission.sealed').map(({ recipients }) => recipients),
      [[theirs]],
    )
    const replay = new Replay()
    for (const entry of entries) assert.deepEqual(replay.take(entry), [])
    assert.equal(replay.partners.get(id)?.status, 'active')
    const counts = replay.counts().recipients
    assert.deepEqual([counts.get(theirs), counts.get(partners)], [1, undefined])
    mock.timers.setTime(start)
  })

  it('takes another key 72 hours after two stewards said yes to it', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const id = await enter(town, await platform())
    const [first, second] = town.stewards
    const { recipient } = await newRequestKey()
    await refused('partner/wrong-state', call(first.line, api.changePartnerKey, { id, recipient }))
    await announce(town, id)
    await call(first.line, api.changePartnerKey, { id, recipient })
    assert.equal(ofKind(await loggedEntries(world), 'partner.key').length, 1)
    await call(second.line, api.changePartnerKey, { id, recipient })
    const [, changed] = ofKind(await loggedEntries(world), 'partner.key')
    assert.equal(changed?.recipient, recipientId(recipient))
    assert.equal(changed.from, later(changed.at, coolOffSeconds))
    await refused('partner/key-known', call(first.line, api.changePartnerKey, { id, recipient }))
    await refused('partner/key-known', enter(town, { ...(await platform()), recipient }))
    const replay = new Replay()
    for (const entry of await loggedEntries(world)) assert.deepEqual(replay.take(entry), [])
  })

  it('keeps its key where the other one is taken back before enough stewards said yes', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const id = await enter(town, await platform())
    const [first, second] = town.stewards
    const { recipient } = await newRequestKey()
    await announce(town, id)
    await call(first.line, api.changePartnerKey, { id, recipient })
    await call(second.line, api.dropPartnerKey, { id, recipient })
    await call(second.line, api.changePartnerKey, { id, recipient })
    assert.equal(ofKind(await loggedEntries(world), 'partner.key').length, 1)
    await call(first.line, api.changePartnerKey, { id, recipient })
    assert.equal(ofKind(await loggedEntries(world), 'partner.key').length, 2)
    await refused('partner/wrong-state', call(first.line, api.dropPartnerKey, { id, recipient }))
  })

  it('is not announced with other words than those a steward has read, nor with a mistyped key', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const wanted = await platform()
    const id = await enter(town, wanted)
    const { recipient, ...facts } = wanted
    const [{ line }] = town.stewards
    const profile = { id, ...facts }
    const other = { ...profile, website: 'https://other.example' }
    await refused(
      'partner/other-words',
      call(line, api.announcePartner, { id, profile: other, recipient }),
    )
    const key = await newRequestKey()
    await refused(
      'partner/other-words',
      call(line, api.announcePartner, { id, profile, recipient: key.recipient }),
    )
    const mistyped = recipient.slice(0, -1) + (recipient.endsWith('q') ? 'p' : 'q')
    await refused('input/invalid', enter(town, { ...wanted, recipient: mistyped }))
  })

  it('is deleted without a trace before it is announced, and never afterwards', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const wanted = await platform()
    const [{ line }] = town.stewards
    const dropped = await enter(town, wanted)
    await call(line, api.dropPartner, { id: dropped })
    const id = await enter(town, wanted)
    await announce(town, id)
    await refused('partner/wrong-state', call(line, api.dropPartner, { id }))
    assert.ok(!JSON.stringify(await loggedEntries(world)).includes(dropped))
    assert.equal((await call(line, api.deskPartners, {})).partners.length, 1)
  })
})

describe('a partner whose end the log cannot take', () => {
  it('ends by itself when the witnesses are back, and once; a count is not lost either', async () => {
    await using one = await openWitness('one', 1)
    await using world = await openWitnessedWorld([one])
    const town = await openTown(world)
    const [{ line }] = town.stewards
    const id = await enter(town, await platform())
    await announce(town, id)
    one.conduct = 'down'
    await refused('log/unavailable', call(line, api.endPartner, { id }))
    const subpoena = { class: 'subpoena', count: 1 } as const
    await refused('log/unavailable', call(line, api.countLegal, subpoena))
    await refused('legal/counted-meanwhile', call(line, api.countLegal, subpoena))
    await refused('partner/wrong-state', call(line, api.endPartner, { id }))
    const [seen] = (await call(line, api.deskPartners, {})).partners
    assert.deepEqual([seen?.status, seen?.waiting], ['announced', true])
    const open = stranger(world.origin)
    assert.equal((await call(open, api.getPartner, { id })).status, 'announced')
    one.conduct = 'honest'
    await world.restart()
    assert.equal((await call(open, api.getPartner, { id })).status, 'ended')
    assert.equal((await call(open, api.listLegal, {})).counts[0]?.count, 1)
    const entries = await loggedEntries(world)
    assert.equal(ofKind(entries, 'partner.ended').length, 1)
    assert.equal(ofKind(entries, 'legal.counted').length, 1)
  })
})

describe('legal process', () => {
  it('is counted by class in the log, once each, whoever counts at the same time', async () => {
    await using world = await openWorld()
    const { stewards } = await openTown(world)
    const [first, second] = stewards
    const one = { class: 'subpoena', count: 1 } as const
    const both = await Promise.allSettled([
      call(first.line, api.countLegal, one),
      call(second.line, api.countLegal, one),
    ])
    assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1)
    await refused('legal/counted-meanwhile', call(first.line, api.countLegal, one))
    await call(first.line, api.countLegal, { ...one, count: 2 })
    await call(first.line, api.countLegal, { class: 'gag-order', count: 1 })
    const entries = await loggedEntries(world)
    assert.deepEqual(
      ofKind(entries, 'legal.counted').map(({ class: of, count }) => [of, count]),
      [
        ['subpoena', 1],
        ['subpoena', 2],
        ['gag-order', 1],
      ],
    )
    const replay = new Replay()
    for (const entry of entries) assert.deepEqual(replay.take(entry), [])
    const { counts } = await call(stranger(world.origin), api.listLegal, {})
    assert.deepEqual(
      counts.map(({ class: of, count, entry }) => [of, count, entry?.index ?? null]),
      [
        ['subpoena', 2, indexOf('subpoena')],
        ['court-order', 0, null],
        ['search-warrant', 0, null],
        ['gag-order', 1, indexOf('gag-order')],
      ],
    )

    function indexOf(served: string): number {
      return entries.findLastIndex(
        (entry) => entry.kind === 'legal.counted' && entry.class === served,
      )
    }
  })
})

/** A platform that is only made up, with a key that nobody else has. */
async function platform(): Promise<NewPartner> {
  const { recipient } = await newRequestKey()
  return {
    name: 'Evidence Shelf',
    website: 'https://shelf.example',
    receives: 'The clips of answers that their owners address to it',
    recipient,
  }
}

async function enter(town: Town, partner: NewPartner): Promise<string> {
  return (await call(town.stewards[0].line, api.enterPartner, { partner })).id
}

/** One steward's yes to what the steward sees. */
async function announceAs({ line }: Town['author'], id: string): Promise<void> {
  const { partners } = await call(line, api.deskPartners, {})
  const seen = partners.find(({ profile }) => profile.id === id)
  const [key] = seen?.keys ?? []
  assert.ok(seen && key)
  const { recipient } = key
  await call(line, api.announcePartner, { id, profile: seen.profile, recipient })
}

async function announce(town: Town, id: string): Promise<void> {
  for (const steward of town.stewards) await announceAs(steward, id)
}

async function activate({ stewards }: Town, id: string): Promise<void> {
  for (const { line } of stewards) await call(line, api.activatePartner, { id })
}

/** A session does not last for a week. */
async function signInAgain({ stewards }: Town): Promise<void> {
  for (const steward of stewards) await steward.signIn()
}

/** A neighbour's answer with one small clip. */
async function answer(
  { origin }: World,
  { signed }: OwnRequest,
  changes: Parameters<typeof answerWith>[2] = {},
): Promise<void> {
  await withClip(async (path) => await answerWith({ origin, signed }, [path], changes))
}

async function refused(code: FaultCode, asked: Promise<unknown>): Promise<void> {
  await assert.rejects(asked, (error) => error instanceof Fault && error.code === code)
}
