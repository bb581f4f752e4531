import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join as joinPath } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'

import { api, call, instantOf } from '@porchlight/core'
import type { Locator, Page } from 'playwright-core'

import { Person, stranger } from '../person.ts'
import { openWorld } from '../world.ts'
import type { World } from '../world.ts'
import {
  approve,
  compose,
  drawArea,
  handIn,
  inviteColleague,
  makeKeys,
  yesterdayEvening,
} from './agency.ts'
import { basemap, sampleVideo, webDirectory } from './built-web.ts'
import { openChromium } from './chromium.ts'
import type { Chromium, Visit } from './chromium.ts'
import { cut, makeCopies, pick, saveReceipt, send } from './owner.ts'
import { addAgency, confirmKeys, fingerprintOn, inviteSteward, join, publish } from './steward.ts'

const title = 'Hit-and-run at Elm Street and Fourth Avenue'
const porchlight = joinPath(import.meta.dirname, '..', '..', '..', '..', 'launch', 'porchlight.mjs')

describe('three roles, each in a browser of their own', { timeout: 300_000 }, () => {
  const running = new AsyncDisposableStack()
  let world: World
  let chromium: Chromium
  let steward: Visit
  let author: Visit
  let approver: Visit
  let request = ''

  before(async () => {
    world = running.use(await openWorld({ webDirectory, basemap }))
    chromium = running.use(await openChromium())
    const { origin } = world
    steward = await chromium.visit({ origin, passkey: 'plain' })
    author = await chromium.visit({ origin, passkey: 'with-secret' })
    approver = await chromium.visit({ origin, passkey: 'plain' })
  })
  after(async () => {
    await running.disposeAsync()
  })

  it('stewards admit an agency whose keys its browser made', async () => {
    await join(steward.page, world.stewardLink, 'Ada Steward')
    await steward.page.getByRole('heading', { name: 'Nothing waits' }).waitFor()
    const second = await new Person(world.origin).join(
      await inviteSteward(steward.page),
      'Ben Steward',
    )
    await join(author.page, await addAgency(steward.page), 'Cleo Author')
    await makeKeys(author.page, null)
    await author.page.getByRole('link', { name: 'Keys and people' }).click()
    await confirmKeys(steward.page, await fingerprintOn(author.page))
    const { agencies } = await call(second.line, api.agencies, {})
    const [agency] = agencies
    assert.ok(agency?.keys)
    assert.equal(agency.admittedAt, null, 'one steward is not enough')
    await call(second.line, api.admitAgency, { id: agency.profile.id, keys: agency.keys })
    await join(approver.page, await inviteColleague(author.page), 'Dan Approver')
    await approver.page.getByText('No requests yet').waitFor()
  })

  it('the composer names a broken rule, and hands in what keeps them all', async () => {
    const { page } = author
    await page.goto('/agency')
    const incident = yesterdayEvening(instantOf(Date.now()))
    const text =
      'A dark van struck a cyclist at the crossing and drove away east. We look for footage of the recent protests.'
    await compose(page, { title, text, incident })
    await drawArea(page)
    await page.getByText('Found:').first().waitFor()
    await page
      .getByLabel('What happened, and what footage would help')
      .fill(
        'A dark van struck a cyclist at the crossing and drove away east on Elm Street. We ask for footage that shows the crossing or the van before or after the collision.',
      )
    await handIn(page, null)
  })

  it('a colleague approves, a steward publishes', async () => {
    await approve(approver.page, title)
    await publish(steward.page, title)
    const { requests } = await call(stranger(world.origin), api.listRequests, {})
    request = requests[0]?.signed.request.id ?? ''
    assert.equal(requests.length, 1)
  })

  it('everybody can read it, without JavaScript too', async () => {
    const { page } = await chromium.visit({ origin: world.origin, javaScript: false })
    await page.goto('/')
    await page.getByRole('link', { name: title }).click()
    await page.getByRole('heading', { name: title }).waitFor()
    await page.getByText('You may ignore this. Nobody learns that you did.').waitFor()
    await page.goto(`/share/${request}`)
    await page.getByRole('heading', { name: 'Sending video needs JavaScript' }).waitFor()
    await page.context().close()
  })

  it('an owner cuts two videos, sees what goes, sends them and keeps a receipt', async () => {
    const { page, complaints } = await chromium.visit({ origin: world.origin })
    const bytes = await readFile(sampleVideo)
    await pick(page, request, [sampleVideo, { name: 'garage.mp4', bytes }])
    await cut(page, 'garage.mp4', { fromStart: 3, fromEnd: 2 })
    await page.getByText('From 0:03.0 to 0:10.0').waitFor()
    await makeCopies(page)
    const table = page.getByRole('table')
    await table.getByText(/cut from 0:03.0 to 0:10.0/).waitFor()
    await table.getByText('Your name, address, account and place.').waitFor()
    await send(page)
    const receipt = await saveReceipt(page)
    assert.match(await verified(receipt), /: VERIFIED/)
    assert.deepEqual(await page.context().cookies(), [])
    assert.deepEqual(complaints, [])
    await page.context().close()
  })

  it('the agency opens, plays and decides by keyboard alone', async () => {
    const { page } = author
    await openInbox(page, request)
    await page.getByRole('button', { name: /^Open 1 sealed answer/ }).press('Enter')
    await clipOf(page, 2).getByText('Undecided').waitFor()
    await page.keyboard.press('ArrowRight')
    await page.locator('video').waitFor()
    await page.keyboard.press(' ')
    await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 0)
    assert.equal(await page.locator('[data-clip] img').count(), 2, 'each clip has its poster')
    await page.keyboard.press('n')
    await page.keyboard.type('The van comes from the left.')
    await page.keyboard.press('Escape')
    await page.getByText('Kept', { exact: true }).waitFor()
    await page.keyboard.press('a')
    await clipOf(page, 1).getByText('Accepted', { exact: true }).waitFor()
    await page.keyboard.press('d')
    await page.getByRole('dialog', { name: 'Why is this clip declined?' }).waitFor()
    await page.keyboard.press('1')
    await clipOf(page, 2)
      .getByText(/^Declined: /)
      .waitFor()
  })

  it('what it decided and noted is there after a reload', async () => {
    const { page } = author
    await openInbox(page, request)
    await clipOf(page, 1).getByText('Accepted', { exact: true }).waitFor()
    await clipOf(page, 2)
      .getByText(/^Declined: /)
      .waitFor()
    await clipOf(page, 1).click()
    const note = page.getByLabel('Note on this clip')
    assert.equal(await note.inputValue(), 'The van comes from the left.')
  })

  it('it downloads the very copy that was sealed, and all checks hold', async () => {
    const { page } = author
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download', exact: true }).click(),
    ])
    const bytes = await readFile(await download.path())
    await page.getByText(createHash('sha256').update(bytes).digest('hex')).waitFor()
    await page.getByRole('button', { name: 'Verify', exact: true }).click()
    await page.getByText('The chain of custody is whole: 4 signed records').waitFor()
    await page.getByText('SHA-256 is right for 2 of 2 open clips').waitFor()
    await page.getByText('It answers this very request, word for word').waitFor()
    await page.getByText(/The files are those that log entry \d+ commits to/).waitFor()
    assert.equal(await page.getByText('Does not hold').count(), 0)
  })

  it('nobody’s pages complained or called another place', () => {
    for (const { complaints } of [steward, author, approver]) assert.deepEqual(complaints, [])
  })
})

/** With fresh memory: nothing of it is unlocked or open. */
async function openInbox(page: Page, request: string): Promise<void> {
  await page.goto(`/agency/requests/${request}/inbox`)
  await page.getByRole('button', { name: 'Unlock with my passkey' }).click()
}

function clipOf(page: Page, number: number): Locator {
  return page.getByRole('button', { name: new RegExp(`Clip ${String(number)}\\b`) })
}

/** What the program says of a receipt, without asking the instance. */
async function verified(receipt: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [porchlight, 'verify', 'receipt', receipt],
    { timeout: 60_000 },
  )
  return stdout
}
