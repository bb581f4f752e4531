import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'

import {
  keysOf,
  newKeyring,
  newRequestKey,
  nextKeyring,
  wrapWithPassphrase,
} from '@porchlight/agency'
import type { Keyring } from '@porchlight/agency'
import { api, call, toBase64 } from '@porchlight/core'
import type { AgencyKeys, KeyringWrap, OwnRequest } from '@porchlight/core'
import { newReplyKey, sealReply } from '@porchlight/owner'

import { answerWith } from '../neighbour.ts'
import { Person, stranger } from '../person.ts'
import { readThread } from '../thread.ts'
import { mapleHeights, openTown, publishRequest, submitRequest, submitVersion } from '../town.ts'
import type { Town } from '../town.ts'
import { openWorld } from '../world.ts'
import type { World } from '../world.ts'
import { overflows, violationsOn } from './axe.ts'
import { basemap, sampleVideo, webDirectory } from './built-web.ts'
import { openChromium } from './chromium.ts'
import type { Chromium } from './chromium.ts'
import {
  agencyDoorScreens,
  approverScreens,
  inboxScreens,
  stoppedScreens,
  workspaceScreens,
} from './screens/agency.ts'
import { answerScreens, refusalScreens } from './screens/owner.ts'
import { lostScreens, publicScreens } from './screens/public.ts'
import { looks, screen } from './screens/screening.ts'
import type { Scene, Screening } from './screens/screening.ts'
import { deskDoorScreens, deskScreens } from './screens/steward.ts'

/** Who sees what; `complains` is what the browser's console says of a screen that is about a failure. */
const walks: readonly {
  readonly name: string
  readonly walk: (screening: Screening) => Promise<void>
  readonly complains?: RegExp
}[] = [
  { name: 'public pages', walk: publicScreens },
  { name: 'a page that is not there', walk: lostScreens, complains: /status of 404/ },
  { name: 'an answer', walk: answerScreens, complains: /net::ERR_CONNECTION_RESET/ },
  { name: 'no answer', walk: refusalScreens },
  { name: 'the agency’s door', walk: agencyDoorScreens },
  { name: 'the agency’s workspace', walk: workspaceScreens },
  { name: 'the approver', walk: approverScreens },
  { name: 'a suspended agency', walk: stoppedScreens },
  { name: 'the inbox', walk: inboxScreens },
  { name: 'the desk’s door', walk: deskDoorScreens },
  { name: 'the desk', walk: deskScreens },
]

describe('every screen', { timeout: 600_000, concurrency: 2 }, () => {
  const running = new AsyncDisposableStack()
  let world: World
  let scene: Scene
  let chromium: Chromium

  before(async () => {
    world = running.use(await openWorld({ webDirectory, basemap }))
    scene = await prepare(world)
    chromium = running.use(await openChromium())
  })
  after(async () => {
    await running.disposeAsync()
  })

  it('control: what is wrong is found', async () => {
    const { page } = await chromium.visit({ origin: world.origin })
    await page.goto('/')
    await page.evaluate(() => {
      const wide = document.createElement('img')
      wide.src = '/icon.svg'
      wide.style.minWidth = '3000px'
      document.body.append(wide)
    })
    assert.match((await violationsOn(page)).join(' '), /image-alt/)
    assert.equal(await overflows(page), true)
    await page.context().close()
  })

  for (const look of looks) {
    for (const { name, walk, complains } of walks) {
      it(`${name}, ${look.language}`, { timeout: 120_000 }, async () => {
        const wrong = await screen({ chromium, scene, look }, walk)
        assert.deepEqual(
          wrong.filter((one) => complains?.test(one) !== true),
          [],
        )
      })
    }
  }
})

/** An instance on which there is something of everything. */
async function prepare(world: World): Promise<Scene> {
  const town = await openTown(world)
  const [steward] = town.stewards
  const answered = await publishRequest(town)
  const writeBack = await answeredBy(world, town, answered)
  const open = await publishRequest(town)
  const closed = await publishRequest(town)
  await call(town.author.line, api.closeRequest, { id: idOf(closed), outcome: 'used' })
  const review = await approved(town)
  await call(steward.line, api.refuse, {
    draft: 0,
    id: await approved(town),
    rules: ['text/vague'],
  })
  const { link } = await call(steward.line, api.addAgency, {
    agency: { ...mapleHeights, name: 'Maple Heights Fire Department', kind: 'fire' },
  })
  await announcePartner(town)
  await announceKeys(town.author, await nextKeyring(town.keyring, random))
  const newcomer = await new Person(world.origin).join(link, 'Eve Newcomer')
  return {
    origin: world.origin,
    town,
    newcomer,
    writeBack,
    stopped: await stopped(world, town),
    requests: {
      answered: idOf(answered),
      public: idOf(open),
      closed: idOf(closed),
      review,
      draft: idOf(await submitRequest(town)),
      ...(await versions(town)),
    },
    links: {
      steward: (await call(steward.line, api.inviteSteward, {})).link,
      agency: (await call(town.author.line, api.inviteColleague, {})).link,
    },
  }
}

/** An answer that may be asked about. @returns what its owner does when they were asked */
async function answeredBy(world: World, town: Town, own: OwnRequest): Promise<() => Promise<void>> {
  const { recipient } = await newReplyKey()
  let line = stranger(world.origin)
  let id = ''
  await answerWith({ ...world, ...own, rungs: { reply: recipient } }, [sampleVideo, sampleVideo], {
    opened: async ({ submission, secret }) => {
      id = submission
      line = { ...stranger(world.origin), headers: { authorization: `Bearer ${secret}` } }
      await Promise.resolve()
    },
  })
  return async () => {
    const question = (await readThread(town, own, id)).at(-1)?.question.id ?? ''
    const text = 'It drove north on Fourth Avenue, past the school.'
    const reply = { kind: 'porchlight/reply/v1', question, text } as const
    const sealed = await sealReply(reply, own.signed.request.recipient)
    await call(line, api.replyToQuestion, { id, sealed })
  }
}

/** An agency whose new keys are announced, and that is suspended. */
async function stopped({ origin }: World, { stewards }: Town): Promise<Person> {
  const [{ line }] = stewards
  const { agency, link } = await call(line, api.addAgency, {
    agency: { ...mapleHeights, name: 'Maple Heights Marshal', kind: 'sheriff' },
  })
  const { id } = agency.profile
  const member = await new Person(origin).join(link, 'Gil Marshal')
  const keyring = await newKeyring('Maple Heights Marshal', random)
  const { keys, wrap } = await sealedKeys(keyring)
  await call(member.line, api.setKeys, { keys, wrap })
  for (const each of stewards) await call(each.line, api.admitAgency, { id, keys })
  const next = await announceKeys(member, await nextKeyring(keyring, random))
  for (const each of stewards) await call(each.line, api.confirmKeys, { id, keys: next })
  await call(line, api.suspendAgency, { id })
  return member
}

async function announceKeys({ line }: Person, keyring: Keyring): Promise<AgencyKeys> {
  const sealed = await sealedKeys(keyring)
  await call(line, api.setNextKeys, sealed)
  return sealed.keys
}

async function sealedKeys(
  keyring: Keyring,
): Promise<{ readonly keys: AgencyKeys; readonly wrap: KeyringWrap }> {
  const sealed = toBase64(await wrapWithPassphrase(keyring, 'long enough words', 2))
  return { keys: await keysOf(keyring), wrap: { way: 'passphrase', credential: '', sealed } }
}

function random(length: number): Uint8Array {
  return randomBytes(length)
}

async function announcePartner({ stewards }: Town): Promise<void> {
  const { recipient } = await newRequestKey()
  const facts = {
    name: 'Evidence Shelf',
    website: 'https://shelf.example',
    receives: 'Clips of answers that their owners address to it',
  }
  const partner = { ...facts, recipient }
  const { id } = await call(stewards[0].line, api.enterPartner, { partner })
  for (const { line } of stewards)
    await call(line, api.announcePartner, { id, profile: { id, ...facts }, recipient })
}

const corrected = {
  title: 'Hit-and-run at Elm Street: a white van',
  text: 'A white van, not a dark one, struck a cyclist at the crossing and drove away east. We ask for footage of the crossing or the van.',
}

/** Later versions: one that is public, one that waits for a colleague, one that waits for a steward. */
async function versions(
  town: Town,
): Promise<Pick<Scene['requests'], 'versioned' | 'nextVersion' | 'nextVersionReview'>> {
  const { approver, stewards } = town
  const [versioned, nextVersion, nextVersionReview] = [
    await publishRequest(town),
    await publishRequest(town),
    await publishRequest(town),
  ]
  for (const own of [versioned, nextVersion, nextVersionReview])
    await submitVersion(town, own, corrected)
  for (const own of [versioned, nextVersionReview])
    await call(approver.line, api.approveRequest, { id: idOf(own), draft: 1 })
  await call(stewards[0].line, api.publish, { id: idOf(versioned), draft: 1 })
  return {
    versioned: idOf(versioned),
    nextVersion: idOf(nextVersion),
    nextVersionReview: idOf(nextVersionReview),
  }
}

/** A request that waits for a steward. */
async function approved(town: Town): Promise<string> {
  const id = idOf(await submitRequest(town))
  await call(town.approver.line, api.approveRequest, { draft: 0, id })
  return id
}

function idOf({
  signed,
}: {
  readonly signed: { readonly request: { readonly id: string } }
}): string {
  return signed.request.id
}
