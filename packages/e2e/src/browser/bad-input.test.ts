import assert from 'node:assert/strict'
import { mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it, mock } from 'node:test'

import type { Page } from 'playwright-core'

import { answerWith } from '../neighbour.ts'
import { openTown, publishRequest } from '../town.ts'
import type { Town } from '../town.ts'
import { openWorld } from '../world.ts'
import type { World } from '../world.ts'
import { basemap, sampleVideo, webDirectory } from './built-web.ts'
import { openChromium } from './chromium.ts'
import type { Chromium } from './chromium.ts'
import { aviFile, hevcFile } from './made-files.ts'
import { makeCopies, pick, saveReceipt, send, takeOriginal } from './owner.ts'
import { signIn } from './sign-in.ts'
import { mountSmallDisk } from './small-disk.ts'

const dayMillis = 86_400_000

describe('what goes wrong is said, with a way on', { timeout: 240_000 }, () => {
  const running = new AsyncDisposableStack()
  let directory: string
  let world: World
  let town: Town
  let chromium: Chromium
  let request = ''

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'porchlight-bad-input-'))
    running.defer(async () => {
      await rm(directory, { recursive: true })
    })
    world = running.use(await openWorld({ webDirectory, basemap }))
    town = await openTown(world)
    request = (await publishRequest(town)).signed.request.id
    chromium = running.use(await openChromium())
  })
  after(async () => {
    await running.disposeAsync()
  })

  it('a file that is no video stays out', async () => {
    const page = await visit()
    const words = Buffer.from('not a video\n'.repeat(50))
    await pick(page, request, [
      { name: 'notes.txt', bytes: words },
      { name: 'renamed.mp4', bytes: words },
      { name: 'empty.mp4', bytes: Buffer.alloc(0) },
    ])
    const said = page.getByText('This file is not a video. It is not sent.')
    await said.nth(2).waitFor()
    assert.equal(await page.getByRole('button', { name: 'Make the copies' }).isDisabled(), true)
    await page.context().close()
  })

  it('a video that breaks off is copied as far as it goes, and that is said', async () => {
    const page = await visit()
    const bytes = await readFile(sampleVideo)
    await pick(page, request, [
      { name: 'half.mp4', bytes: bytes.subarray(0, bytes.length / 2) },
      { name: 'beginning.mp4', bytes: bytes.subarray(0, 100) },
    ])
    await page.getByText('This file is not a video. It is not sent.').waitFor()
    await page.getByRole('button', { name: 'Make the copies' }).click()
    await page.getByText(/^The file breaks off: the last 0:0\d\.\d of what you chose/).waitFor()
    await page.getByRole('button', { name: /^See what goes/ }).click()
    await page.getByText(/, as far as the file can be read, /).waitFor()
    await page.context().close()
  })

  it('a video for which the browser has no decoder goes only after a warning of all it tells', async (t) => {
    const video = await hevcFile(directory)
    if (video === null) {
      t.skip('ffmpeg with libx265 is not here')
      return
    }
    const page = await visit()
    await pick(page, request, [video])
    await page.getByText('This browser cannot read this kind of video (HEVC, H.265).').waitFor()
    await page.getByText(`porchlight seal ${request} 'phone.mp4' --to ${world.origin}`).waitFor()
    assert.equal(await page.getByRole('button', { name: 'Make the copies' }).isDisabled(), true)
    await page.getByRole('button', { name: 'Send the original…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Send the untouched original?' })
    for (const told of ['41.4000, -81.5000', '2026-11-22T20:45:00Z', 'Garage Garcia', '0:02'])
      await dialog.getByText(told).first().waitFor()
    const go = dialog.getByRole('button', { name: 'Send the original' })
    assert.equal(await go.isDisabled(), true, 'not before it was read')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await takeOriginal(page)
    await page.context().close()
  })

  it('a clock that is wrong by a day is named, either way', async () => {
    for (const off of [dayMillis, -dayMillis]) {
      const page = await visit()
      await page.clock.setFixedTime(Date.now() + off)
      await page.goto(`/share/${request}`)
      await page.getByRole('heading', { name: 'Two clocks do not agree' }).waitFor()
      await page.getByText('Set the clock of this device to the right time').waitFor()
      assert.equal(await page.getByRole('button', { name: 'Answer with video' }).count(), 0)
      await page.context().close()
    }
  })

  it('a request that expires while its answer is prepared takes nothing', async () => {
    const page = await visit()
    await pick(page, request, [sampleVideo])
    await makeCopies(page)
    const aWeekOn = Date.now() + 7 * dayMillis
    // the instance runs in this process
    mock.timers.enable({ apis: ['Date'], now: aWeekOn })
    try {
      await page.clock.setFixedTime(aWeekOn)
      await send(page)
      await page.getByText('This request has expired. Nobody can answer it any more.').waitFor()
      await page.goto(`/share/${request}`)
      await page.getByRole('heading', { name: 'This request is over' }).waitFor()
      await page.getByText(/^It could be answered until /).waitFor()
    } finally {
      mock.timers.reset()
    }
    await page.context().close()
  })

  it('a full disk takes nothing and loses nothing', async (t) => {
    // 256 MiB are kept free for the log; an answer of 9 MiB does not fit beside them
    const mounted = await mountSmallDisk(262)
    if (mounted === null) {
      t.skip('no disk may be mounted here')
      return
    }
    await using disk = mounted
    await using full = await openWorld({ webDirectory, dataDirectory: disk.directory })
    const own = await publishRequest(await openTown(full))
    const { page } = await chromium.visit({ origin: full.origin })
    await pick(page, own.signed.request.id, [await aviFile(directory)])
    await takeOriginal(page)
    await makeCopies(page)
    await send(page)
    await page.getByText('This server has no room left. Nothing that was sent is lost').waitFor()
    await disk.resize(400)
    await page.getByRole('button', { name: 'Continue sending' }).click()
    await saveReceipt(page)
    await page.context().close()
  })

  it('a wrong passphrase opens nothing, the right one does', async () => {
    const page = await agencyAt(`/agency/requests/${request}/inbox`)
    const field = page.getByLabel('Agency passphrase')
    await field.fill('not the passphrase at all')
    await page.getByRole('button', { name: 'Unlock', exact: true }).click()
    await page.getByText('That does not open these keys. Check the spelling').waitFor()
    await field.fill(town.passphrase)
    await page.getByRole('button', { name: 'Unlock', exact: true }).click()
    await page.getByText('Keys unlocked').waitFor()
    await page.context().close()
  })

  it('a clip that changed on the disk is named and not shown; the others open', async () => {
    const own = await publishRequest(town)
    await answerWith({ ...world, ...own }, [sampleVideo, sampleVideo])
    const change = await changeByte(join(world.dataDirectory, 'objects'))
    const page = await agencyAt(`/agency/requests/${own.signed.request.id}/inbox`)
    await page.getByLabel('Agency passphrase').fill(town.passphrase)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /^Open 1 sealed answer/ }).click()
    const [first, second] = [1, 2].map((n) =>
      page.getByRole('button', { name: new RegExp(`Clip ${String(n)}\\b`) }),
    )
    await second?.getByText('Undecided').waitFor()
    await first?.getByText('Could not be opened').waitFor()
    await first?.click()
    await page.getByText('This file is damaged or was cut short.').waitFor()
    assert.equal(await page.locator('video').count(), 0)
    await change.undo()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.locator('video').waitFor()
    await page.context().close()
  })

  async function visit(): Promise<Page> {
    return (await chromium.visit({ origin: world.origin })).page
  }

  async function agencyAt(path: string): Promise<Page> {
    const page = await visit()
    await signIn(page, town.author)
    await page.goto(path)
    return page
  }
})

/** Turns a bit in the middle of the first clip of the only answer, as a failing disk does. */
async function changeByte(objects: string): Promise<{ readonly undo: () => Promise<void> }> {
  const [submission = ''] = await readdir(objects)
  const path = join(objects, submission, '1')
  async function turn(): Promise<void> {
    await using file = await open(path, 'r+')
    const { size } = await file.stat()
    const byte = Buffer.alloc(1)
    const at = Math.floor(size / 2)
    await file.read(byte, 0, 1, at)
    byte.writeUInt8(byte.readUInt8() ^ 1)
    await file.write(byte, 0, 1, at)
  }
  await turn()
  return { undo: turn }
}
