import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'

import type { OwnRequest } from '@porchlight/core'
import type { Page, Route } from 'playwright-core'

import { openInbox } from '../detective.ts'
import { openTown, publishRequest } from '../town.ts'
import type { Town } from '../town.ts'
import { openWorld } from '../world.ts'
import type { World } from '../world.ts'
import { basemap, webDirectory } from './built-web.ts'
import { openChromium } from './chromium.ts'
import type { Chromium } from './chromium.ts'
import { aviFile } from './made-files.ts'
import { makeCopies, pick, saveReceipt, send, takeOriginal } from './owner.ts'

describe('an answer that is interrupted', { timeout: 240_000 }, () => {
  const running = new AsyncDisposableStack()
  let directory: string
  let video: string
  let world: World
  let town: Town
  let chromium: Chromium

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'porchlight-interrupted-'))
    running.defer(async () => {
      await rm(directory, { recursive: true })
    })
    video = await aviFile(directory)
    world = running.use(await openWorld({ webDirectory, basemap }))
    town = await openTown(world)
    chromium = running.use(await openChromium())
  })
  after(async () => {
    await running.disposeAsync()
  })

  it('goes on by itself when the connection is back', async () => {
    const own = await publishRequest(town)
    const page = await readyToSend(own)
    const pieces = await atPiece(page, 2, async (route) => {
      await page.context().setOffline(true)
      await route.abort('internetdisconnected')
    })
    await send(page)
    await page.getByText('The connection is lost.').waitFor()
    await page.context().setOffline(false)
    await arrivesOnce(page, own, pieces)
  })

  it('goes on by itself when the server is back', async () => {
    const own = await publishRequest(town)
    const page = await readyToSend(own)
    const pieces = await atPiece(page, 2, async (route) => {
      await world.restart(async () => {
        await route.continue()
        await page.getByText('The connection is lost.').waitFor()
      })
    })
    await send(page)
    await arrivesOnce(page, own, pieces)
  })

  it('goes on after the page was loaded again', async () => {
    const own = await publishRequest(town)
    const page = await readyToSend(own)
    const reached = Promise.withResolvers<null>()
    const pieces = await atPiece(page, 2, async (route) => {
      await route.abort('connectionreset')
      reached.resolve(null)
    })
    await send(page)
    await reached.promise
    await page.reload()
    await page.getByText('An answer from this device is not sent yet').waitFor()
    await page.getByRole('button', { name: 'Continue sending' }).click()
    await arrivesOnce(page, own, pieces)
  })

  it('goes on in another tab after this one was closed before the last word', async () => {
    const own = await publishRequest(town)
    const page = await readyToSend(own)
    const reached = Promise.withResolvers<null>()
    await page.route('**/api/submissions/*/finish', async (route) => {
      await route.fetch()
      await route.abort('connectionreset')
      reached.resolve(null)
    })
    await send(page)
    await reached.promise
    const next = await page.context().newPage()
    await page.close()
    await next.goto(`/share/${own.signed.request.id}`)
    await next.getByRole('button', { name: 'Continue sending' }).click()
    await saveReceipt(next)
    await theAgencyHasIt(own)
    await next.context().close()
  })

  async function readyToSend(own: OwnRequest): Promise<Page> {
    const { page } = await chromium.visit({ origin: world.origin })
    await pick(page, own.signed.request.id, [video])
    await takeOriginal(page)
    await makeCopies(page)
    return page
  }

  async function arrivesOnce(
    page: Page,
    own: OwnRequest,
    pieces: readonly number[],
  ): Promise<void> {
    await saveReceipt(page)
    // the first piece had arrived: it does not go twice
    assert.equal(pieces.filter((offset) => offset === 0).length, 1, pieces.join(' '))
    assert.ok(pieces.length >= 3, pieces.join(' '))
    await theAgencyHasIt(own)
    await page.context().close()
  }

  async function theAgencyHasIt(own: OwnRequest): Promise<void> {
    const opened = await openInbox(town, own)
    assert.equal(opened.length, 1, 'one answer, not two')
    const original = createHash('sha256').update(await readFile(video))
    assert.deepEqual(opened[0]?.digests, [original.digest('hex')])
  }
})

/**
 * Does something in place of the n-th piece of the video, once.
 *
 * @returns the offsets of all pieces of the video that were sent
 */
async function atPiece(
  page: Page,
  n: number,
  happen: (route: Route) => Promise<void>,
): Promise<readonly number[]> {
  const offsets: number[] = []
  let happened = false
  // file 0 is the manifest
  await page.route(/\/api\/uploads\/s[^.]*\.1$/, async (route) => {
    const request = route.request()
    if (request.method() !== 'PATCH') {
      await route.continue()
      return
    }
    offsets.push(Number(request.headers()['upload-offset']))
    if (offsets.length !== n || happened) {
      await route.continue()
      return
    }
    happened = true
    await happen(route)
  })
  return offsets
}
