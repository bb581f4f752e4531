import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { crc32 } from 'node:zlib'

import { call } from '@porchlight/core'
import type { Line, OwnRequest } from '@porchlight/core'
import type { RunningHub } from '@porchlight/hub'
import { hubApi } from '@porchlight/owner'
import type { Page } from 'playwright-core'

import { inFeed } from '../in-feed.ts'
import { openTown, publishRequest } from '../town.ts'
import { openWorld } from '../world.ts'
import { basemap, sampleVideo, webDirectory } from './built-web.ts'
import { openChromium } from './chromium.ts'
import type { Chromium, Visit } from './chromium.ts'
import { seenAtHome } from './sizes.ts'
import { homePassword, homeZone, hubAtHome, record, recordTwice } from './hub-at-home.ts'

describe('an owner’s settings, recordings and clips in the hub', { timeout: 300_000 }, () => {
  const running = new AsyncDisposableStack()
  let chromium: Chromium
  let own: OwnRequest
  let hub: RunningHub
  let visit: Visit
  let directory = ''
  let folder = ''

  before(async () => {
    const world = running.use(await openWorld({ webDirectory, basemap, feedMinutes: 0.05 }))
    const town = await openTown(world)
    own = await publishRequest(town)
    await inFeed(world)
    directory = await mkdtemp(join(tmpdir(), 'porchlight-hub-owner-'))
    running.defer(async () => {
      await rm(directory, { recursive: true })
    })
    folder = join(directory, 'recordings')
    const { incidentAt } = own.signed.request
    await record(folder, incidentAt)
    await recordTwice(folder, incidentAt)
    hub = await hubAtHome(join(directory, 'state'))
    running.defer(async () => {
      await hub.close()
    })
    chromium = running.use(await openChromium())
    const context = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
    visit = await chromium.visit({ origin: hub.address, context })
    const { page } = visit
    await page.goto('/')
    await page.getByRole('textbox', { name: 'Password' }).fill(homePassword)
    await page.getByRole('button', { name: 'Open' }).click()
    await page.getByLabel('Address').waitFor()
    await settled(page, world.origin)
  })
  after(async () => {
    await running.disposeAsync()
  })

  /** What the newcomer's story does by hand. */
  async function settled(page: Page, origin: string): Promise<void> {
    const [cookie] = await page.context().cookies()
    assert.ok(cookie)
    const headers = { cookie: `${cookie.name}=${cookie.value}` }
    const line: Line = { origin: hub.address, send: fetch, headers }
    await call(line, hubApi.setInstance, { origin, invite: null })
    const source = { kind: 'folder', path: folder, zone: homeZone, learn: null } as const
    await call(line, hubApi.addSource, { source })
    const camera = await untilThere(() => hub.hub.state.cameras.all()[0])
    const view = {
      place: [-81.497, 41.402] as [number, number],
      heading: 0,
      fieldOfView: 90,
      reachMetres: 25,
      looksOnto: null,
    }
    await call(line, hubApi.setCamera, { camera: camera.id, view, masks: [], clock: null })
    await page.reload()
    await page.getByRole('link', { name: own.signed.request.title }).waitFor()
  }

  async function look(name: string): Promise<void> {
    await seenAtHome(visit.page, `owner-${name}`)
  }

  it('says that the folder is watched, what is kept, what is missing and what is there twice', async () => {
    const { page } = visit
    await page.getByText('a new recording is here seconds after it ends').waitFor()
    await page.getByRole('link', { name: own.signed.request.title }).click()
    await page.getByText(/The originals|originals? \(.*\) (?:is|are) kept/).waitFor()
    await page.getByText(/times? with no recording: /).waitFor()
    await page.getByText(/1 time recorded twice: /).waitFor()
    await look('match')
    if (await page.getByRole('button', { name: 'Keep them', exact: true }).isVisible())
      await page.getByRole('button', { name: 'Keep them', exact: true }).click()
    await page.getByText('3 originals (').waitFor()
    assert.equal((await readdir(join(directory, 'state', 'held'))).length, 3)
    await page.getByRole('button', { name: 'Keep them no longer' }).click()
    await page.getByText('The originals are not kept').waitFor()
    assert.deepEqual(await readdir(join(directory, 'state', 'held')), [])
    await hub.hub.tick(new AbortController().signal)
    assert.deepEqual(
      await readdir(join(directory, 'state', 'held')),
      [],
      'what was let go stays so',
    )
    await page.getByRole('button', { name: 'Keep them', exact: true }).click()
    await page.getByText('3 originals (').waitFor()
  })

  it('covers a place in every picture of a camera, by keyboard, and sees it grey in the review', async () => {
    const { page } = visit
    await page.goto('/#')
    await page.getByRole('link', { name: 'Change' }).click()
    await page.getByRole('link', { name: /What is always hidden/ }).focus()
    await page.keyboard.press('Enter')
    const opened: string[] = []
    page.on('request', (request) => {
      if (/\/api\/hub\/(?:clips\/open|picture|film|play)/.test(request.url()))
        opened.push(request.url())
    })
    await page.getByRole('button', { name: 'Open the newest recording' }).waitFor()
    await look('masks-closed')
    assert.deepEqual(opened, [], 'no picture before it is asked for')
    await page.getByRole('button', { name: 'Open the newest recording' }).press('Enter')
    await page.getByRole('img', { name: 'A picture of porch' }).waitFor()
    await page.getByRole('button', { name: 'Cover something' }).press('Enter')
    const box = page.getByRole('button', { name: /^Box 1/ })
    for (let step = 0; step < 5; step++) await box.press('ArrowLeft')
    await box.press('Shift+ArrowDown')
    await look('masks')
    assert.notDeepEqual(opened, [], 'control: the picture that was asked for is seen')
    await page.getByRole('button', { name: 'Hide 1 place always' }).press('Enter')
    await page.getByRole('link', { name: 'What is always hidden (1 place)' }).waitFor()
    const [camera] = hub.hub.state.cameras.all()
    assert.equal(camera?.masks.length, 1)
    assert.ok(Math.abs((camera.masks[0]?.x ?? 0) - 0.3) < 0.001)
    await page.goto(`/#match/${own.signed.request.id}`)
    await page.getByRole('link', { name: 'Look' }).first().click()
    await page.locator('.pl-mask').waitFor()
    await page.getByText('1 place is always hidden on this camera').waitFor()
    await look('review')
    await page.getByRole('button', { name: 'Make the copy' }).click()
    await page.getByRole('heading', { name: 'This is what would leave' }).waitFor()
    await page.getByRole('link', { name: 'Change what is always hidden' }).press('Enter')
    await page.getByRole('img', { name: 'A picture of porch' }).waitFor()
    await page.getByRole('button', { name: 'Cover something' }).press('Enter')
    await page.getByRole('button', { name: 'Hide 2 places always' }).press('Enter')
    await page.getByText('2 places are always hidden on this camera').waitFor()
    assert.equal(await page.locator('.pl-mask').count(), 2)
    await page.getByRole('button', { name: 'Make the copy' }).waitFor()
    assert.deepEqual(
      hub.hub.state.copies.all(),
      [],
      'the copy that shows what is hidden now is gone',
    )
  })

  it('asks before a no deletes what its owner made, and says what became of it', async () => {
    const { page } = visit
    await page.getByRole('button', { name: 'Cover something' }).click()
    await page.getByRole('button', { name: /^Box 1/ }).waitFor()
    await page.goto(`/#match/${own.signed.request.id}`)
    await page.getByRole('button', { name: 'No, thanks' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('What you cut and covered is forgotten.').waitFor()
    await dialog.getByText('3 originals that the hub kept are deleted.').waitFor()
    await look('decline')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    assert.equal((await readdir(join(directory, 'state', 'held'))).length, 3)
    await page.getByRole('button', { name: 'No, thanks' }).click()
    await dialog.getByRole('button', { name: 'No, and delete it' }).click()
    await page.getByText('The request is gone here, and nobody is told.').waitFor()
    await page.getByRole('link', { name: own.signed.request.title }).waitFor({ state: 'detached' })
    await look('declined')
    assert.deepEqual(await readdir(join(directory, 'state', 'held')), [])
    const kept = await page.evaluate(() => Object.keys(sessionStorage))
    assert.deepEqual(kept, [], 'nor does the browser keep anything of it')
    await page.goto('/#settings')
    await page.goto('/#')
    await page.getByText('None now. You have nothing to do.').waitFor()
    assert.equal(await page.getByText('The request is gone here').count(), 0)
  })

  it('hides by badge and by offence, shares the list as a file, and takes one from a file', async () => {
    const { page } = visit
    await page.goto('/#settings')
    await page.getByText('0 open requests are hidden now.').waitFor()
    await page.getByText('Kinds of incidents (0 hidden)').click()
    const { offence } = own.signed.request
    const list = { kind: 'porchlight/filters/v1', hideBadges: ['287g'], hideOffences: [offence] }
    const file = join(directory, 'list.json')
    await writeFile(file, '||ads.example^')
    await page.setInputFiles('input[type=file]', file)
    await page.getByRole('alert').getByText('This file is no filter list').waitFor()
    await look('filters-bad')
    await writeFile(file, JSON.stringify(list))
    await page.setInputFiles('input[type=file]', file)
    await page.getByText('This list hides 2 things:').waitFor()
    await look('filters')
    await page.getByRole('button', { name: 'Hide these too' }).click()
    await page.getByText('1 open request is hidden now.').waitFor()
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save as a file' }).click()
    const path = await (await saved).path()
    assert.deepEqual(JSON.parse(await readFile(path, 'utf8')), list)
    await page.getByRole('checkbox', { name: /287\(g\)/ }).click()
    await page.getByText('Kinds of incidents (1 hidden)').waitFor()
    await page.goto('/#')
    await page.getByText('1 is hidden by your settings.').waitFor()
  })

  it('takes a zip of Ring from this device, and says what its names do not tell', async () => {
    const { page } = visit
    await page.goto('/#source')
    await page.getByText('Ring', { exact: true }).click()
    await look('ring')
    const file = join(directory, 'Ring.zip')
    await writeFile(file, 'no zip')
    await page.setInputFiles('input[type=file]', file)
    await page.getByRole('alert').getByText('no zip that can be read').waitFor()
    const video = await readFile(sampleVideo)
    await writeFile(
      file,
      zipOf(video, ['Front_Door_20261123_211005.mp4', 'RingVideo_20261124_090000.mp4']),
    )
    await page.setInputFiles('input[type=file]', file)
    await page.getByText('2 videos in Ring.zip.').waitFor()
    await page.getByText('1 video is named by when the app saved it').waitFor()
    await page.getByLabel('In which time zone').fill(homeZone)
    await look('ring-found')
    await page.getByRole('button', { name: 'Take these videos' }).click()
    await page.getByRole('heading', { name: 'Front_Door' }).waitFor()
    await look('home')
    const zips = join(directory, 'state', 'zips')
    assert.equal((await readdir(zips)).length, 1)
    const item = page.getByRole('listitem').filter({ hasText: 'Ring.zip' })
    await item.getByRole('button', { name: 'Forget' }).click()
    await page.getByRole('dialog').getByText('deletes the videos that it unpacked').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Forget' }).click()
    await page.getByRole('heading', { name: 'Ring.zip' }).waitFor({ state: 'detached' })
    assert.deepEqual(await readdir(zips), [])
    // the first thing that the screens hear is that nobody is signed in; then that a file is no zip
    const others = visit.complaints.filter((complaint) => !/status of (?:401|422)/.test(complaint))
    assert.deepEqual(others, [])
  })
})

async function untilThere<T>(get: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 300; tries++) {
    const found = get()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('It did not come')
}

/** One file under each name, stored (APPNOTE 4.3). */
function zipOf(data: Buffer, names: readonly string[]): Buffer {
  const bodies: Buffer[] = []
  const list: Buffer[] = []
  for (const name of names) {
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(data.length, 18)
    common.writeUInt16LE(name.length, 22)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(Buffer.concat(bodies).length, 10)
    bodies.push(Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), data]))
    const entry = Buffer.from('PK\u0001\u0002\u0014\u0003')
    list.push(Buffer.concat([entry, common, rest, Buffer.from(name)]))
  }
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0)
  end.writeUInt16LE(names.length, 8)
  end.writeUInt16LE(names.length, 10)
  end.writeUInt32LE(Buffer.concat(list).length, 12)
  end.writeUInt32LE(Buffer.concat(bodies).length, 16)
  return Buffer.concat([...bodies, ...list, end])
}
