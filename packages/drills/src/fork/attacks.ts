import { later, feedBytes, sha256Hex } from '@porchlight/core'
import type { Entry } from '@porchlight/core'
import { addSignature, cosign, formatNote, parseNote } from '@porchlight/log'
import type { SignedCheckpoint } from '@porchlight/log'
import type { Offer } from '@porchlight/hub'
import { composeFeed } from '@porchlight/server'

import { DrillAgency } from './agency.ts'
import { Client } from './client.ts'
import type { CheckName } from './client.ts'
import { honestly, openTown, Operator } from './operator.ts'
import type { Town } from './operator.ts'
import type { DrillWitness } from './witness.ts'

/** One lie, put before one client. */
export interface Case {
  /** The check that must catch it. */
  readonly check: CheckName
  readonly client: Client
  readonly offer: Offer
  /** The request that is a lie; null where the whole feed is. */
  readonly request: string | null
}

/** Each attack is on a world of its own. */
export const attacks: ReadonlyMap<string, () => Promise<readonly Case[]>> = new Map([
  ['two roots at one size', twoRoots],
  ['smaller tree', smallerTree],
  ['rollback', rollback],
  ['stale > 24 h', staleFeed],
  ['missing entry', missingEntry],
  ['unlogged feed', unloggedFeed],
  ['swapped feed', swappedFeed],
  ['re-signed checkpoint', resignedCheckpoint],
  ['one witness colluding', colluding],
  ['witness outage', outage],
  ['key rotation', keyRotation],
  ['clock ± 3 h', wrongClock],
])

const tickSeconds = 300
const hour = 3600

interface Scene {
  readonly town: Town
  readonly operator: Operator
  readonly agency: DrillAgency
  readonly client: Client
}

/** An honest day so far: an agency, a request, some feeds, and a client that saw them all. */
async function open(threshold: number): Promise<Scene> {
  const town = openTown(threshold)
  const operator = await Operator.open(town)
  const agency = new DrillAgency(1)
  await operator.admit(agency)
  await operator.publish(agency.ask(1, town.now))
  const client = new Client(town)
  for (let tick = 0; tick < 2; tick += 1) {
    town.now = later(town.now, tickSeconds)
    const verdict = await client.look(given(await operator.tick()))
    if (!verdict.accepted) throw new Error(`An honest feed was refused: ${verdict.says}`)
  }
  town.now = later(town.now, tickSeconds)
  return { town, operator, agency, client }
}

/** No lie: the next feed, and a client that saw the ones before. */
export async function honestOffer(): Promise<Pick<Case, 'client' | 'offer'>> {
  const { operator, client } = await open(2)
  return { client, offer: given(await operator.tick()) }
}

/**
 * Where one witness of three is enough, two witnesses can be shown two histories, and each cosigns in good
 * faith: only what a client remembers catches it.
 */
async function openSplit(): Promise<Scene & { readonly other: Operator }> {
  const scene = await open(1)
  const { town, agency, client } = scene
  const [north, south] = town.witnesses
  if (north === undefined || south === undefined) throw new Error('A town has three witnesses')
  const operator = await scene.operator.fork(honestly([north]))
  const other = await scene.operator.fork(honestly([south]))
  await operator.withdraw(operator.live[0] ?? never())
  await operator.publish(agency.ask(2, town.now))
  const verdict = await client.look(given(await operator.feed()))
  if (!verdict.accepted) throw new Error(`An honest feed was refused: ${verdict.says}`)
  town.now = later(town.now, tickSeconds)
  return { ...scene, operator, other }
}

async function twoRoots(): Promise<readonly Case[]> {
  const { agency, client, other, operator, town } = await openSplit()
  // as many entries as the client saw, with another request among them
  await other.publish(agency.ask(9, town.now))
  await other.enter([refusalOf(agency)])
  const offer = given(await other.feed({ number: operator.number + 1 }))
  if (other.checkpoint.size !== operator.checkpoint.size) throw new Error('Not of one size')
  return [{ check: 'consistency', client, offer, request: null }]
}

async function smallerTree(): Promise<readonly Case[]> {
  const { client, other, operator } = await openSplit()
  const offer = given(await other.feed({ number: operator.number + 1 }))
  // and a larger one that is a fork all the same
  for (let entry = 0; entry < 9; entry += 1) await other.enter([refusalOf(new DrillAgency(1))])
  const larger = given(await other.feed({ number: operator.number + 1 }))
  return [
    { check: 'consistency', client, offer, request: null },
    { check: 'consistency', client: client.copy(), offer: larger, request: null },
  ]
}

/** An earlier feed once more, logged as it should be, with a request that was withdrawn since. */
async function rollback(): Promise<readonly Case[]> {
  const { operator, client, town } = await open(2)
  const { live } = operator
  await operator.withdraw(live[0] ?? never())
  await client.look(given(await operator.tick()))
  town.now = later(town.now, tickSeconds)
  const { sizes } = await operator.content()
  const number = operator.number - 1
  const offer = given(await operator.feed({ number, sizes, requests: live }))
  return [{ check: 'number', client, offer, request: null }]
}

async function staleFeed(): Promise<readonly Case[]> {
  const { operator, client, town } = await open(2)
  const offer = given(await operator.tick())
  // nothing newer is shown to this client
  town.now = later(town.now, 24 * hour + 60)
  return [{ check: 'fresh', client, offer, request: null }]
}

/** A request that only this client is shown, and that was never entered. */
async function missingEntry(): Promise<readonly Case[]> {
  const { operator, agency, client, town } = await open(2)
  const signed = agency.ask(9, town.now)
  const [real] = operator.live
  const requests = [{ signed, publishedAt: town.now, index: real?.index ?? never() }]
  const offer = given(await operator.feed({ requests }))
  return [{ check: 'inclusion', client, offer, request: signed.request.id }]
}

/** Made for this client alone: the log has no entry of it. */
async function unloggedFeed(): Promise<readonly Case[]> {
  const { operator, client, town } = await open(2)
  const content = await operator.content({ requests: [] })
  const feed = feedBytes(await composeFeed(content))
  const { number } = content
  const last = operator.checkpoint.size - 1
  const proof = await operator.prove({
    number,
    at: town.now,
    digest: sha256Hex(feed),
    index: last,
    madeAt: operator.checkpoint.size,
  })
  return [{ check: 'inclusion', client, offer: { feed, proof }, request: null }]
}

/** The log has the feed of this number, with another content. */
async function swappedFeed(): Promise<readonly Case[]> {
  const { operator, client } = await open(2)
  const content = await operator.content({ requests: [] })
  const { proof } = given(await operator.tick())
  const feed = feedBytes(await composeFeed(content))
  return [{ check: 'digest', client, offer: { proof, feed }, request: null }]
}

/** The operator signs what no witness saw, and puts the cosignatures of the last checkpoint below it. */
async function resignedCheckpoint(): Promise<readonly Case[]> {
  const scene = await open(2)
  const { operator } = scene
  const { signatures } = parseNote(operator.checkpoint.note)
  const old = signatures.slice(1)
  const other = await operator.fork(() => async (checkpoint) => {
    const { text, signatures: own } = parseNote(checkpoint.note)
    return await Promise.resolve({
      ...checkpoint,
      note: formatNote({ text, signatures: [...own, ...old] }),
    })
  })
  return [await secretFeed(scene, other)]
}

/**
 * The operator has the key of one witness of three, and needs two. With it alone it gets no quorum; with it
 * it can have two histories of which each has one, where no honest witness sees both. Then only who saw the
 * one refuses the other.
 */
async function colluding(): Promise<readonly Case[]> {
  const scene = await open(2)
  const { operator, town, agency, client } = scene
  const [north, south, east] = town.witnesses
  const stolen = east?.secret ?? never()
  async function forged(checkpoint: SignedCheckpoint): Promise<SignedCheckpoint> {
    const note = addSignature(checkpoint.note, cosign(checkpoint.note, stolen, town.now))
    return await Promise.resolve({ ...checkpoint, note })
  }
  /** With the key, an operator needs one more. */
  const alone = {
    ...town.policy,
    groups: [{ ...(town.policy.groups[0] ?? never()), threshold: 1 }],
  }
  async function historyWith(witness: DrillWitness | undefined): Promise<Operator> {
    return await operator.fork((history) => {
      const honest = honestly([witness ?? never()], alone)(history)
      return async (checkpoint) => await forged(await honest(checkpoint))
    })
  }
  const [one, other] = [await historyWith(north), await historyWith(south)]
  await one.publish(agency.ask(2, town.now))
  const saw = client.copy()
  const verdict = await saw.look(given(await one.feed()))
  if (!verdict.accepted) throw new Error(`The first of two histories was refused: ${verdict.says}`)
  await other.publish(agency.ask(9, town.now))
  await other.enter([refusalOf(agency)])
  const split = given(await other.feed({ number: one.number + 1 }))
  return [
    await secretFeed(scene, await operator.fork(() => forged)),
    { check: 'consistency', client: saw, offer: split, request: null },
  ]
}

/** Too few witnesses are there, and the operator publishes all the same. */
async function outage(): Promise<readonly Case[]> {
  const scene = await open(2)
  const { operator, town } = scene
  const [north] = town.witnesses
  const { policy } = town
  // as if the policy were content with one
  const lax = await operator.fork((history) => {
    const one = { ...policy, groups: [{ ...(policy.groups[0] ?? never()), threshold: 1 }] }
    return honestly([north ?? never()], one)(history)
  })
  return [await secretFeed(scene, lax)]
}

/** A feed with a request that only this client would see, in a history of its own. */
async function secretFeed({ agency, client, town }: Scene, other: Operator): Promise<Case> {
  await other.publish(agency.ask(9, town.now))
  const offer = given(await other.feed())
  return { check: 'witnesses', client, offer, request: null }
}

/**
 * The operator enters a key of its own for an agency, dated back so that the 72 hours seem to be over, and
 * signs a request with it. All of it is logged and cosigned.
 */
async function keyRotation(): Promise<readonly Case[]> {
  const { operator, agency, client, town } = await open(2)
  const first = (await operator.content()).directory.findLast(
    ({ entry }) => entry.kind === 'agency.key',
  )
  agency.rotate(1)
  const long = later(town.now, -96 * hour)
  await operator.enter([agency.keyEntry(long, later(long, 73 * hour))])
  const signed = agency.ask(9, town.now)
  await operator.publish(signed)
  const offer = given(await operator.feed())
  // the key before is left out, so that the new one needs no cool-off
  const directory = (await operator.content()).directory.filter(
    ({ index }) => index !== first?.index,
  )
  const hidden = given(await operator.feed({ directory }))
  return [
    { check: 'keys', client, offer, request: signed.request.id },
    { check: 'directory', client: client.copy(), offer: hidden, request: null },
  ]
}

/** A feed that is 25 hours old, for clients whose clocks are wrong by three hours, either way. */
async function wrongClock(): Promise<readonly Case[]> {
  const { operator, client, town } = await open(2)
  const offer = given(await operator.tick())
  town.now = later(town.now, 24 * hour + 60)
  const slow = client.copy()
  slow.clockSeconds = -3 * hour
  const fast = client.copy()
  fast.clockSeconds = 3 * hour
  return [slow, fast].map((each) => {
    return { check: 'fresh', client: each, offer, request: null }
  })
}

/** An entry that is about nothing in a feed. */
function refusalOf({ profile }: DrillAgency): Entry {
  return {
    kind: 'request.refused',
    agency: profile.id,
    rules: ['text/vague'],
    areaClass: 18,
    digest: '0'.repeat(64),
    day: '2026-11-02',
  }
}

function given(offer: Offer | null): Offer {
  return offer ?? never()
}

function never(): never {
  throw new Error('The scene of an attack is not set')
}
