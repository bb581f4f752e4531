import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'

import { api, call } from '@porchlight/core'
import type { BrowserContextOptions, Page } from 'playwright-core'

import { answerWith } from '../neighbour.ts'
import type { Person } from '../person.ts'
import { openTown, publishRequest, submitRequest } from '../town.ts'
import type { Town } from '../town.ts'
import { openWorld } from '../world.ts'
import type { World } from '../world.ts'
import { overflows, violationsOn } from './axe.ts'
import { basemap, sampleVideo, webDirectory } from './built-web.ts'
import { openChromium } from './chromium.ts'
import type { Chromium } from './chromium.ts'
import { signIn } from './sign-in.ts'

/** Desk and phone, light and dark, both languages: each once with each. */
const looks: readonly BrowserContextOptions[] = [
  { viewport: { width: 1280, height: 900 }, colorScheme: 'light', locale: 'en-US' },
  { viewport: { width: 390, height: 844 }, colorScheme: 'dark', locale: 'es-MX' },
  { viewport: { width: 1280, height: 900 }, colorScheme: 'dark', locale: 'es-MX' },
  { viewport: { width: 390, height: 844 }, colorScheme: 'light', locale: 'en-US' },
]

describe('every screen', { timeout: 400_000 }, () => {
  let world: World
  let town: Town
  let chromium: Chromium
  let published = ''
  let waiting = ''

  before(async () => {
    world = await openWorld({ webDirectory, basemap })
    town = await openTown(world)
    const own = await publishRequest(town)
    published = own.signed.request.id
    await answerWith({ ...world, ...own }, [sampleVideo])
    const next = await submitRequest(town, { title: 'Burglary at the bakery on Elm Street' })
    waiting = next.signed.request.id
    await call(town.approver.line, api.approveRequest, { id: waiting })
    const refused = await submitRequest(town)
    const { id } = refused.signed.request
    await call(town.approver.line, api.approveRequest, { id })
    await call(town.stewards[0].line, api.refuse, { id, rules: ['text/vague'] })
    chromium = await openChromium()
  })
  after(async () => {
    await chromium[Symbol.asyncDispose]()
    await world[Symbol.asyncDispose]()
  })

  /** Looks at screens one after the other, in a window of its own, and says what is wrong with them. */
  async function lookAt(
    look: BrowserContextOptions,
    person: Person | null,
    work: (page: Page, seen: (name: string) => Promise<void>) => Promise<void>,
  ): Promise<void> {
    const { page, complaints } = await chromium.visit({ origin: world.origin, context: look })
    const wrong: string[] = []
    if (person !== null) await signIn(page, person)
    await work(page, async (name) => {
      await settled(page)
      wrong.push(...(await violationsOn(page)).map((found) => `${name}: ${found}`))
      if (await overflows(page)) wrong.push(`${name}: wider than the window`)
    })
    assert.deepEqual([...wrong, ...complaints], [])
    await page.context().close()
  }

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
    const name = `${String(look.viewport?.width)} ${String(look.colorScheme)} ${String(look.locale)}`

    it(`public pages, ${name}`, async () => {
      const { agency } = town
      await lookAt(look, null, async (page, seen) => {
        for (const path of [
          '/',
          '/requests',
          `/requests/${published}`,
          '/map',
          '/agencies',
          `/agencies/${agency}`,
          '/rules',
          '/refusals',
          '/how',
          '/limits',
        ]) {
          const response = await page.goto(path)
          assert.equal(response?.status(), 200, path)
          await seen(path)
        }
      })
    })

    it(`the owner’s screens, ${name}`, async () => {
      await lookAt(look, null, async (page, seen) => {
        await page.goto(`/share/${published}`)
        const answer = page.getByRole('button', { name: /Answer with video|Responder con video/ })
        await answer.waitFor()
        await seen('card')
        await answer.click()
        await page.locator('input[type=file]').first().setInputFiles(sampleVideo)
        await page.getByRole('button', { name: /Watch and cut|Ver y recortar/ }).click()
        await page.locator('video').waitFor()
        await seen('cut')
        await page.getByRole('button', { name: /Make the copies|Hacer las copias/ }).click()
        const goes = page.getByRole('button', { name: /See what goes|Ver qué se envía/ })
        await page.getByText(/made and checked|hecha y comprobada/).waitFor({ timeout: 90_000 })
        await seen('copies')
        await goes.click()
        const send = page.getByRole('button', { name: /^(Send|Enviar)$/ })
        await send.waitFor()
        await seen('what goes, what stays')
        await send.click()
        const save = page.getByRole('button', { name: /Save receipt|Guardar/ })
        await save.waitFor({ timeout: 90_000 })
        await seen('receipt')
      })
    })

    it(`the agency’s screens, ${name}`, async () => {
      await lookAt(look, null, async (page, seen) => {
        await page.goto('/agency')
        await page.getByRole('heading', { level: 1 }).waitFor()
        await seen('door')
      })
      await lookAt(look, town.author, async (page, seen) => {
        for (const path of [
          '/agency',
          `/agency/requests/${published}`,
          `/agency/requests/${published}/inbox`,
          '/agency/keys',
          '/agency/requests/new',
          '/agency/nowhere',
        ]) {
          await page.goto(path)
          await page.getByRole('heading', { level: 1 }).waitFor()
          await seen(path)
        }
        await page.goto(`/agency/requests/${published}/inbox`)
        await page.locator('input[type=password]').fill(town.passphrase)
        await page.keyboard.press('Enter')
        const open = page.getByRole('button', { name: /^(Open|Abrir) \d|^(Open|Abrir) esta/ })
        const clip = page.getByRole('button', { name: /^Clip 1|^Video 1/ }).first()
        await open.or(clip).first().waitFor()
        if (await open.first().isVisible()) await open.first().click()
        await clip.click()
        await page.locator('video').waitFor()
        await seen('inbox, open')
      })
    })

    it(`the steward’s screens, ${name}`, async () => {
      await lookAt(look, null, async (page, seen) => {
        await page.goto('/desk')
        await page.getByRole('heading', { level: 1 }).waitFor()
        await seen('door')
      })
      await lookAt(look, town.stewards[0], async (page, seen) => {
        for (const path of [
          '/desk',
          `/desk/requests/${waiting}`,
          '/desk/agencies',
          '/desk/refusals',
          '/desk/stewards',
          '/desk/nowhere',
        ]) {
          await page.goto(path)
          await page.getByRole('heading', { level: 1 }).waitFor()
          await seen(path)
        }
        await page.goto(`/desk/requests/${waiting}`)
        await page.getByRole('button', { name: /^(Refuse|Rechazar)…/ }).click()
        await page.getByRole('dialog').waitFor()
        await seen('refuse')
        await page.goto('/desk/agencies')
        await page.getByRole('button', { name: /Add an agency|Añadir una agencia/ }).click()
        await page.getByRole('dialog').waitFor()
        await seen('add an agency')
      })
    })
  }
})

/** Nothing moves any more: fades of dialogs change contrasts while they run. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(300)
}
