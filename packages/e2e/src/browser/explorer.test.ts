import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'

import { api, call } from '@porchlight/core'
import { prepareLog } from '@porchlight/server'
import type { Page } from 'playwright-core'

import { freePort } from '../free-port.ts'
import { answerWith } from '../neighbour.ts'
import { openTown, publishRequest } from '../town.ts'
import type { Town } from '../town.ts'
import { openWitness } from '../witness.ts'
import { openWorld } from '../world.ts'
import type { World } from '../world.ts'
import { basemap, sampleVideo, webDirectory } from './built-web.ts'
import { openChromium } from './chromium.ts'
import type { Chromium } from './chromium.ts'

describe('the log as a stranger reads it', { timeout: 180_000 }, () => {
  const running = new AsyncDisposableStack()
  let world: World
  let town: Town
  let chromium: Chromium

  before(async () => {
    world = await openWitnessed(running)
    town = await openTown(world)
    const answered = await publishRequest(town)
    await answerWith({ ...world, ...answered }, [sampleVideo])
    const closed = await publishRequest(town)
    const { id } = closed.signed.request
    await call(town.author.line, api.closeRequest, { id, outcome: 'exculpatory' })
    chromium = running.use(await openChromium())
  })
  after(async () => {
    await running.disposeAsync()
  })

  it('is proved in their own browser by the keyboard alone, with both witnesses named', async () => {
    const { page, complaints } = await chromium.visit({ origin: world.origin })
    await page.goto('/log?kind=submission.sealed')
    await page.getByRole('button', { name: /^Prove it: entry \d+$/ }).focus()
    await page.keyboard.press('Enter')
    const steps = page.locator('.proof > li')
    await steps.nth(3).waitFor()
    const texts = await steps.allInnerTexts()
    assert.equal(texts.length, 4)
    assert.match(texts[1] ?? '', /Enough witnesses.*library, .*newspaper, /s)
    assert.match(texts[2] ?? '', /"kind":"submission\.sealed"/)
    assert.match(texts[3] ?? '', /leads to the root that was signed/)
    assert.equal(await page.locator('.proof-failed').count(), 0)
    assert.equal(await page.locator('output:focus').count(), 1, 'the steps have the focus')
    assert.deepEqual(complaints, [])
  })

  it('control: a changed entry, and a checkpoint without its witnesses, are found', async () => {
    const { page } = await chromium.visit({ origin: world.origin })
    await page.route('**/log/tile/entries/**', async (route) => {
      const response = await route.fetch()
      const body = await response.body()
      body[body.length - 1] = (body.at(-1) ?? 0) ^ 1
      await route.fulfill({ response, body })
    })
    assert.match(await lastStep(page), /does not fit together/)
    await page.route('**/log/checkpoint', async (route) => {
      const response = await route.fetch()
      const note = await response.text()
      // the text, an empty line, and the log's own signature alone
      const [text = '', signatures = ''] = note.split('\n\n')
      await route.fulfill({ response, body: `${text}\n\n${signatures.split('\n')[0] ?? ''}\n` })
    })
    assert.match(await lastStep(page), /Too few witnesses signed this log/)
  })

  it('is narrowed by links alone, without JavaScript; each says how many entries it leads to', async () => {
    const { page } = await chromium.visit({ origin: world.origin, javaScript: false })
    await page.goto('/log')
    const filters = page.getByRole('complementary', { name: 'Narrow the list' })
    for (const name of [
      /^Requests \d+$/,
      /^Closed \d+$/,
      /^Maple Heights Police Department \d+$/,
    ]) {
      const link = filters.getByRole('link', { name })
      const said = Number(/\d+$/.exec(await link.innerText())?.[0])
      await link.click()
      assert.equal(await page.locator('.log-lines > li').count(), said, String(name))
    }
    const { searchParams } = new URL(page.url())
    assert.deepEqual(
      [...searchParams],
      [
        ['agency', town.agency],
        ['kind', 'request.closed'],
      ],
    )
    assert.match(
      await page.locator('.log-lines').innerText(),
      /closed its request: footage cleared/,
    )
    await page.getByRole('link', { name: /^Show all again/ }).click()
    assert.equal(new URL(page.url()).search, '?kind=request.closed')
  })

  it('is counted: each number of the statistics leads to as many entries', async () => {
    const { page } = await chromium.visit({ origin: world.origin, javaScript: false })
    await page.goto('/statistics')
    assert.match(await page.locator('.log-head').innerText(), /library\s.*UTC\s+newspaper\s.*UTC/s)
    const links = await page.locator('.statistic .counted').all()
    const numbers = await Promise.all(
      links.map(async (link) => {
        return { count: Number(await link.innerText()), path: await link.getAttribute('href') }
      }),
    )
    assert.ok(numbers.length > 20)
    for (const { count, path } of numbers) {
      // published and not ended: what is left of two kinds
      if (path === null || path === '/log?kind=requests') continue
      await page.goto(path)
      assert.equal(await page.locator('.log-lines > li').count(), count, path)
    }
    assert.ok(numbers.some(({ path }) => path === '/log?of=outcome%3Aexculpatory'))
  })
})

/** The last step that a proof of the newest answer shows. */
async function lastStep(page: Page): Promise<string> {
  await page.goto('/log?kind=submission.sealed')
  await page.getByRole('button', { name: /^Prove it/ }).click()
  await page.locator('.proof-failed').waitFor()
  return await page.locator('.proof > li').last().innerText()
}

/** An instance with the web apps, of which the log needs two witnesses. */
async function openWitnessed(running: AsyncDisposableStack): Promise<World> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'porchlight-world-'))
  const port = await freePort()
  const origin = `http://localhost:${String(port)}`
  const logKey = await prepareLog(
    { dataDirectory, origin },
    { random: (length) => randomBytes(length) },
  )
  const witnesses = [await openWitness('library', 1), await openWitness('newspaper', 2)]
  for (const witness of witnesses) running.use(witness).watch(logKey)
  const lines = witnesses.map(({ line }) => `${line}\n`).join('')
  const policy = `${lines}group both all library newspaper\nquorum both\n`
  const options = { dataDirectory, port, origin, witnesses: policy, webDirectory, basemap }
  return running.use(await openWorld(options))
}
