import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'

import type { OwnRequest } from '@porchlight/core'
import type { Page } from 'playwright-core'

import { findCanaries } from '../privacy/canary.ts'
import { openTown, publishRequest } from '../town.ts'
import { openWorld } from '../world.ts'
import type { World } from '../world.ts'
import { basemap, sampleVideo, webDirectory } from './built-web.ts'
import { openChromium } from './chromium.ts'
import type { Chromium } from './chromium.ts'
import { copyOn, cut, makeCopies, pick, saveReceipt, send } from './owner.ts'
import { callsIn, openTap } from './tap.ts'
import type { Tap } from './tap.ts'

const video = 'canary-kitchen-window-77.mp4'

/** Everything that an owner's visit, from the first page to the receipt, may ask of an instance. */
const expected: readonly RegExp[] = [
  /^GET \/$/,
  /^GET \/requests\/r\w+$/,
  /^GET \/share\/r\w+$/,
  /^GET \/app\/assets\/[\w.-]+$/,
  /^GET \/(favicon\.ico|icon\.svg|map\/basemap\.json)$/,
  /^GET \/api\/(instance|requests\/r\w+|agencies\/a\w+)$/,
  // for all live requests, as everybody who opens a share page
  /^GET \/api\/(requests|tokens\/issuer)$/,
  /^POST \/api\/tokens$/,
  /^POST \/api\/submissions$/,
  /^POST \/api\/uploads$/,
  /^(HEAD|PATCH) \/api\/uploads\/s\w+\.\d+$/,
  /^POST \/api\/submissions\/s\w+\/finish$/,
]

describe('of an owner who answers in a browser', { timeout: 180_000 }, () => {
  const running = new AsyncDisposableStack()
  let tap: Tap
  let world: World
  let chromium: Chromium
  let own: OwnRequest
  let page: Page
  let copy: Buffer = Buffer.alloc(0)
  let start = 0

  before(async () => {
    tap = running.use(await openTap())
    world = running.use(
      await openWorld({ webDirectory, basemap, origin: tap.origin, port: tap.port }),
    )
    own = await publishRequest(await openTown(world))
    chromium = running.use(await openChromium())
    start = tap.fromBrowser().length
    const visit = await chromium.visit({ origin: world.origin })
    ;({ page } = visit)
    await page.goto('/')
    await page.getByRole('link', { name: own.signed.request.title }).click()
    await pick(page, own.signed.request.id, [{ name: video, bytes: await readFile(sampleVideo) }])
    await cut(page, video, { fromStart: 3, fromEnd: 2 })
    await makeCopies(page)
    copy = await copyOn(page)
    await send(page)
    await saveReceipt(page)
    assert.deepEqual(visit.complaints, [])
  })
  after(async () => {
    await running.disposeAsync()
  })

  /** All that this browser sent, as it went over the wire. */
  function sent(): Buffer {
    return tap.fromBrowser().subarray(start)
  }

  it('absent: any call but those that reading and answering take', () => {
    const calls = callsIn(sent())
    assert.ok(
      calls.some((call) => call.startsWith('PATCH ')),
      'control: calls are seen',
    )
    const others = calls.filter((call) => !expected.some((pattern) => pattern.test(call)))
    assert.deepEqual(others, [])
  })

  it('absent: the name of the file, where they came from, a cookie', async () => {
    const secrets = [
      { name: 'file name', secret: video },
      { name: 'its stem', secret: 'kitchen-window' },
    ]
    assert.deepEqual(findCanaries(new Map([['the wire', sent()]]), secrets), [])
    const headers = sent().toString('latin1').toLowerCase()
    for (const header of ['cookie', 'referer', 'upload-metadata'])
      assert.equal(headers.includes(`\r\n${header}:`), false, header)
    assert.ok(headers.includes('\r\nuser-agent:'), 'control: headers are seen')
    assert.deepEqual(await page.context().cookies(), [])
    assert.equal(
      /set-cookie: (?!__Host-porchlight)/i.test(tap.fromInstance().toString('latin1')),
      false,
    )
  })

  it('absent: any piece of the video or its copy that is not sealed', async () => {
    const original = await readFile(sampleVideo)
    assert.ok(copy.length > 10_000, 'control: the copy was read')
    assert.equal(piecesIn(sent(), original), 0)
    assert.equal(piecesIn(sent(), copy), 0)
    assert.ok(piecesIn(Buffer.concat([sent(), copy]), copy) > 50, 'control: pieces are found')
  })

  it('absent on the device, once it was sent: all but the receipt; then that too', async () => {
    const { id } = own.signed.request
    const { files, ...rest } = await keptBy(page)
    assert.deepEqual(rest, { local: [], databases: [], caches: [] })
    assert.deepEqual(
      files.map((path) => path.split('/')[0]),
      [`answer-${id}`],
    )
    await page.getByRole('button', { name: 'Done: close this page' }).click()
    await page.getByRole('heading', { name: 'Your answer is on its way' }).waitFor()
    assert.deepEqual((await keptBy(page)).files, [])
  })
})

/** How many stretches of 32 bytes, four from each KiB, occur in the open. */
function piecesIn(wire: Buffer, bytes: Buffer): number {
  let found = 0
  for (let at = 512; at + 32 <= bytes.length; at += 256) {
    const piece = bytes.subarray(at, at + 32)
    // a run of one byte says nothing
    if (new Set(piece).size > 8 && wire.includes(piece)) found += 1
  }
  return found
}

/** What a site has kept in this browser. */
async function keptBy(page: Page): Promise<{
  readonly files: readonly string[]
  readonly local: readonly string[]
  readonly databases: readonly string[]
  readonly caches: readonly string[]
}> {
  return await page.evaluate(async () => {
    const files: string[] = []
    const root = await navigator.storage.getDirectory()
    for await (const [folder, handle] of root.entries()) {
      if (!(handle instanceof FileSystemDirectoryHandle)) files.push(folder)
      else for await (const name of handle.keys()) files.push(`${folder}/${name}`)
    }
    const databases = (await indexedDB.databases()).map(({ name = '' }) => name)
    const local = [...Object.keys(localStorage), ...Object.keys(sessionStorage)]
    return { files, local, databases, caches: await caches.keys() }
  })
}
