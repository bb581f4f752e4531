import { strict as assert } from 'node:assert'
import { randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { keysOf, newKeyring, nextKeyring, wrapWithPassphrase } from '@porchlight/agency'
import type { Keyring } from '@porchlight/agency'
import { api, call, coolOffSeconds, entryBytes, later, Replay, toBase64 } from '@porchlight/core'
import type { AgencyView, OwnRequest, PublicAgency, Request } from '@porchlight/core'
import { follow } from '@porchlight/hub'
import type { Memory } from '@porchlight/hub'
import { parsePolicy, verifyWitnessedProof } from '@porchlight/log'
import { checkPublished } from '@porchlight/owner'
import type { Trust } from '@porchlight/owner'

import { Clock } from '../clock.ts'
import { chained, openInbox } from '../detective.ts'
import { loggedEntries, ofKind } from '../logged.ts'
import { withClip } from '../made-clip.ts'
import { answerWith } from '../neighbour.ts'
import { stranger } from '../person.ts'
import { openTown, publishRequest, submitRequest } from '../town.ts'
import type { Town } from '../town.ts'
import { openWitness } from '../witness.ts'
import { openWitnessedWorld, openWorld } from '../world.ts'
import type { World } from '../world.ts'

describe('an agency that changes its keys', () => {
  it('asks with the old ones for 72 hours, then with the new ones; what was asked stays and opens', async () => {
    const clock = new Clock()
    await using world = await openWorld({}, { now: () => clock.now() })
    const town = await openTown(world)
    const old = await publishRequest(town)
    await answer(world, old)
    const [opened] = await openInbox(town, old)
    assert.ok(opened)

    const renewed = { ...town, keyring: await nextKeyring(town.keyring, random) }
    await announce(town, renewed.keyring)
    await confirm(town, renewed.keyring)
    const waiting = await submitRequest(town, asked(clock))
    await assert.rejects(submitRequest(renewed, asked(clock)), { code: 'request/bad-signature' })
    assert.deepEqual(await trust(world, old, clock), { trusted: true })

    clock.advance(coolOffSeconds - 120)
    await signIn(town)
    await assert.rejects(submitRequest(renewed, asked(clock)), { code: 'request/bad-signature' })
    const last = await publishRequest(town, asked(clock))

    clock.advance(120)
    await assert.rejects(submitRequest(town, asked(clock)), { code: 'request/bad-signature' })
    const { id } = waiting.signed.request
    const approved = call(town.approver.line, api.approveRequest, { draft: 0, id })
    await assert.rejects(approved, { code: 'request/old-keys' })
    const fresh = await publishRequest(renewed, asked(clock))
    assert.equal(fresh.state, 'published')
    for (const own of [old, last, fresh]) {
      assert.deepEqual(await trust(world, own, clock), { trusted: true })
      await answer(world, own)
      const all = await openInbox(renewed, own)
      assert.deepEqual(
        all.map(({ digests }) => digests.includes(null)),
        own === old ? [false, false] : [false],
      )
    }
    assert.deepEqual(await missteps(world), [])
  })

  it('chains custody with the key that is good at that time, old after new never', async () => {
    const clock = new Clock()
    await using world = await openWorld({}, { now: () => clock.now() })
    const town = await openTown(world)
    const own = await publishRequest(town)
    await answer(world, own)
    const [opened] = await openInbox(town, own)
    assert.ok(opened)
    const { submission, manifest } = opened
    const clip = manifest.clips[0]?.name ?? ''
    const renewed = { ...town, keyring: await nextKeyring(town.keyring, random) }
    await announce(town, renewed.keyring)
    await confirm(town, renewed.keyring)
    const accepted = [{ action: 'accepted', clip } as const]
    const early = chained(renewed, submission, accepted)
    await assert.rejects(record(town, submission.id, early), { code: 'custody/bad-signature' })
    clock.advance(coolOffSeconds)
    await signIn(town)
    const late = chained(town, submission, accepted)
    await assert.rejects(record(town, submission.id, late), { code: 'custody/bad-signature' })
    const now = await record(town, submission.id, chained(renewed, submission, accepted))
    const { earlier, keys } = await call(town.author.line, api.ownAgency, {})
    assert.deepEqual(
      now.custody.map(({ signature }) => signature.key),
      [earlier[0]?.signing, keys?.signing],
    )
  })

  it('is followed by a client that believes nobody: each request by the key of its time', async () => {
    const clock = new Clock()
    await using world = await openWorld({ feedMinutes: 0.01 }, { now: () => clock.now() })
    const town = await openTown(world)
    const old = await publishRequest(town)
    const first = await followed(world, { clock, memory: null, until: [old] })
    const renewed = { ...town, keyring: await nextKeyring(town.keyring, random) }
    await announce(town, renewed.keyring)
    await confirm(town, renewed.keyring)
    clock.advance(coolOffSeconds)
    await signIn(town)
    const fresh = await publishRequest(renewed, asked(clock))
    const memory = await followed(world, { clock, memory: first, until: [old, fresh] })
    await call(town.stewards[0].line, api.suspendAgency, { id: town.agency })
    await followed(world, { clock, memory, until: [] })
  })

  it('has the new ones confirmed as it was admitted; the log says from when they are good', async () => {
    const clock = new Clock()
    await using world = await openWorld({}, { now: () => clock.now() })
    const town = await openTown(world)
    const [first, second] = town.stewards
    const { agency: id } = town
    const dropped = await announce(town, await nextKeyring(town.keyring, random))
    await call(first.line, api.confirmKeys, { id, keys: nextOf(dropped) })
    const replaced = await announce(town, await nextKeyring(town.keyring, random))
    assert.equal(replaced.next?.confirmations, 0)
    const stale = call(second.line, api.confirmKeys, { id, keys: nextOf(dropped) })
    await assert.rejects(stale, { code: 'agency/no-keys' })
    const keys = nextOf(replaced)
    await call(first.line, api.confirmKeys, { id, keys })
    const again = call(first.line, api.confirmKeys, { id, keys })
    await assert.rejects(again, { code: 'agency/already-approved' })
    assert.equal(ofKind(await loggedEntries(world), 'agency.key').length, 1)
    const { next } = await call(second.line, api.confirmKeys, { id, keys })
    const entry = ofKind(await loggedEntries(world), 'agency.key').at(-1)
    assert.equal(entry?.signing, keys.signing)
    assert.equal(entry.from, later(entry.at, 72 * 3600))
    assert.equal(next?.from, entry.from)
    const shown = await call(stranger(world.origin), api.getAgency, { id })
    assert.deepEqual(
      shown.keys.map(({ keys: { signing } }) => signing),
      [(await keysOf(town.keyring)).signing, keys.signing],
    )
    const none = call(first.line, api.confirmKeys, { id, keys })
    await assert.rejects(none, { code: 'agency/no-keys' })
  })

  it('takes no keys that it had before, and no others before the new ones are good', async () => {
    const clock = new Clock()
    await using world = await openWorld({}, { now: () => clock.now() })
    const town = await openTown(world)
    await assert.rejects(announce(town, town.keyring), { code: 'agency/keys-known' })
    const next = await nextKeyring(town.keyring, random)
    await announce(town, next)
    await confirm(town, next)
    const third = await nextKeyring(next, random)
    await assert.rejects(announce(town, third), { code: 'agency/keys-waiting' })
    clock.advance(coolOffSeconds)
    await signIn(town)
    const { keys, keyring } = await call(town.author.line, api.ownAgency, {})
    assert.deepEqual(keys, await keysOf(next))
    assert.equal(keyring.length, 1)
    await announce(town, third)
  })
})

describe('an agency that is suspended', () => {
  it('publishes nothing, nobody answers it, and everybody is told; until stewards admit it again', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const [first, second] = town.stewards
    const { agency: id } = town
    const live = await publishRequest(town)
    const waiting = await submitRequest(town)
    await call(town.approver.line, api.approveRequest, { draft: 0, id: waiting.signed.request.id })
    const { admittedAt, suspendedAt } = await call(second.line, api.suspendAgency, { id })
    assert.ok(admittedAt === null && suspendedAt !== null)
    const again = call(second.line, api.suspendAgency, { id })
    await assert.rejects(again, { code: 'agency/suspended' })

    const published = call(first.line, api.publish, { draft: 0, id: waiting.signed.request.id })
    await assert.rejects(published, { code: 'agency/suspended' })
    await assert.rejects(submitRequest(town), { code: 'agency/suspended' })
    await assert.rejects(answer(world, live), { code: 'request/not-live' })
    assert.deepEqual(await trust(world, live), {
      trusted: false,
      because: ['agency-suspended'],
      findings: [],
    })
    const page = await (await fetch(`${world.origin}/requests/${live.signed.request.id}`)).text()
    assert.ok(page.includes('suspended') && !page.includes(`/share/${live.signed.request.id}`))

    const keys = await keysOf(town.keyring)
    await call(first.line, api.admitAgency, { id, keys })
    await assert.rejects(answer(world, live), { code: 'request/not-live' })
    await call(second.line, api.admitAgency, { id, keys })
    assert.deepEqual(await trust(world, live), { trusted: true })
    await answer(world, live)
    const entries = await loggedEntries(world)
    assert.deepEqual(
      entries.map(({ kind }) => kind).filter((kind) => kind.startsWith('agency.')),
      ['agency.admitted', 'agency.key', 'agency.suspended', 'agency.admitted'],
    )
    assert.deepEqual(await missteps(world), [])
  })

  it('is stopped at once, also while the log cannot be written; the log says so when it can', async () => {
    await using witness = await openWitness('one', 1)
    await using world = await openWitnessedWorld([witness])
    const town = await openTown(world)
    const live = await publishRequest(town)
    witness.conduct = 'down'
    const { agency: id } = town
    const suspended = call(town.stewards[0].line, api.suspendAgency, { id })
    await assert.rejects(suspended, { code: 'log/unavailable' })
    await assert.rejects(answer(world, live), { code: 'request/not-live' })
    const { suspension } = await call(stranger(world.origin), api.getAgency, { id })
    assert.equal(suspension, null, 'nobody is told what the log does not say yet')
    witness.conduct = 'honest'
    const told = await untilSuspended(world, id)
    assert.equal(told?.entry.kind, 'agency.suspended')
    assert.equal(ofKind(await loggedEntries(world), 'agency.suspended').length, 1)
  })

  it('is not admitted with keys that nobody of it read out: others must be good first', async () => {
    const clock = new Clock()
    await using world = await openWorld({}, { now: () => clock.now() })
    const town = await openTown(world)
    const { agency: id } = town
    const theirs = await newKeyring('Maple Heights Police Department', random)
    await announce(town, theirs)
    await confirm(town, theirs)
    await call(town.stewards[0].line, api.suspendAgency, { id })
    const [steward] = town.stewards
    const readOut = call(steward.line, api.admitAgency, { id, keys: await keysOf(town.keyring) })
    await assert.rejects(readOut, { code: 'agency/no-keys' })
    const ours = await nextKeyring(town.keyring, random)
    await announce(town, ours)
    await confirm(town, ours)
    const keys = await keysOf(ours)
    const early = call(steward.line, api.admitAgency, { id, keys })
    await assert.rejects(early, { code: 'agency/keys-waiting' })
    clock.advance(coolOffSeconds)
    await signIn(town)
    for (const { line } of town.stewards) await call(line, api.admitAgency, { id, keys })
    const fresh = await publishRequest({ ...town, keyring: ours }, asked(clock))
    assert.deepEqual(await trust(world, fresh, clock), { trusted: true })
    assert.deepEqual(await missteps(world), [])
  })
})

/** What a client remembers once the feed has these requests and it takes each of them. */
async function followed(
  { origin }: World,
  { clock, memory, until }: { clock: Clock; memory: Memory | null; until: readonly OwnRequest[] },
): Promise<Memory> {
  const end = Date.now() + patienceMillis
  const wanted = until.map(({ signed }) => `${signed.request.id} null`)
  for (;;) {
    const verdict = await follow({
      line: stranger(origin),
      memory,
      policyText: null,
      now: () => clock.now(),
      signal: AbortSignal.timeout(patienceMillis),
    })
    // right after a jump the newest feed is from before it
    if (!verdict.accepted && verdict.check !== 'fresh')
      assert.fail(`${verdict.check}: ${verdict.says}`)
    const found = (verdict.accepted ? verdict.requests : []).map(
      ({ signed, check }) => `${signed.request.id} ${String(check)}`,
    )
    if (verdict.accepted && found.join() === wanted.join()) return verdict.memory
    if (Date.now() > end) assert.deepEqual(found, wanted)
    await sleep(200)
  }
}

/** Longer than the instance waits before it tries again. */
const patienceMillis = 15_000

async function untilSuspended({ origin }: World, id: string): Promise<PublicAgency['suspension']> {
  const end = Date.now() + patienceMillis
  for (;;) {
    const { suspension } = await call(stranger(origin), api.getAgency, { id })
    if (suspension !== null || Date.now() > end) return suspension
    await sleep(200)
  }
}

function random(length: number): Uint8Array {
  return randomBytes(length)
}

async function announce({ author }: Town, keyring: Keyring): Promise<AgencyView> {
  const sealed = toBase64(await wrapWithPassphrase(keyring, 'long enough words', 2))
  const wrap = { way: 'passphrase', credential: '', sealed } as const
  return await call(author.line, api.setNextKeys, { keys: await keysOf(keyring), wrap })
}

async function confirm({ stewards, agency: id }: Town, keyring: Keyring): Promise<void> {
  const keys = await keysOf(keyring)
  for (const { line } of stewards) await call(line, api.confirmKeys, { id, keys })
}

function nextOf({ next }: AgencyView): { readonly signing: string; readonly vault: string } {
  assert.ok(next)
  return next.keys
}

/** Sessions end after hours. */
async function signIn({ author, approver, stewards }: Town): Promise<void> {
  for (const person of [author, approver, ...stewards]) await person.signIn()
}

/** The parts of a request that say when. */
function asked(clock: Clock): Partial<Request> {
  const now = clock.now()
  const incidentAt = later(now, -20 * 3600)
  return {
    incidentAt,
    windows: [{ from: later(incidentAt, -1800), to: later(incidentAt, 1800) }],
    signedAt: now,
    expiresAt: later(now, 6 * 86_400),
  }
}

async function answer({ origin }: World, { signed }: OwnRequest): Promise<void> {
  await withClip(async (path) => await answerWith({ origin, signed }, [path]))
}

async function record(
  { author }: Town,
  id: string,
  events: ReturnType<typeof chained>,
): Promise<{ readonly custody: ReturnType<typeof chained> }> {
  return await call(author.line, api.recordCustody, { id, events: [...events] })
}

/** What an owner's machine says of the request, by the proofs that the instance gives. */
async function trust(
  { origin }: World,
  { signed }: OwnRequest,
  clock = new Clock(),
): Promise<Trust> {
  const line = stranger(origin)
  const published = await call(line, api.getRequest, { id: signed.request.id })
  const instance = await call(line, api.instance, {})
  const agency = await call(line, api.getAgency, { id: signed.request.agency })
  const policy = parsePolicy(instance.witnessPolicy)
  return checkPublished({
    published,
    agency,
    instance,
    now: clock.now(),
    judge: (proof, entry) =>
      verifyWitnessedProof({ proof, entry: entryBytes(entry), policy }).verified
        ? 'holds'
        : 'not-logged',
  })
}

/** What a stranger who reads the whole log finds wrong with it. */
async function missteps(world: World): Promise<readonly string[]> {
  const replay = new Replay()
  return (await loggedEntries(world)).flatMap((entry) =>
    replay.take(entry).map((wrong) => `${entry.kind}: ${wrong}`),
  )
}
