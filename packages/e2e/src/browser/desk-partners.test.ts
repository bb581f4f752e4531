import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'

import { newRequestKey } from '@porchlight/agency'
import type { Page } from 'playwright-core'

import { loggedEntries } from '../logged.ts'
import { Person } from '../person.ts'
import { openWorld } from '../world.ts'
import type { World } from '../world.ts'
import { webDirectory } from './built-web.ts'
import { openChromium } from './chromium.ts'
import type { Chromium } from './chromium.ts'
import { signIn } from './sign-in.ts'

describe('a steward with a keyboard only', { timeout: 120_000 }, () => {
  const running = new AsyncDisposableStack()
  let world: World
  let chromium: Chromium
  let page: Page

  before(async () => {
    world = running.use(await openWorld({ webDirectory, admissionStewards: 1 }))
    const steward = await new Person(world.origin).join(world.stewardLink, 'Ada Steward')
    chromium = running.use(await openChromium())
    const visit = await chromium.visit({ origin: world.origin })
    page = visit.page
    await signIn(page, steward)
  })
  after(async () => {
    await running.disposeAsync()
  })

  it('announces a partner and ends it; nothing is said in public before the question is answered', async () => {
    await page.goto('/desk/partners')
    await press(page, 'Enter a partner')
    const { recipient } = await newRequestKey()
    const typed = ['Evidence Shelf', 'shelf.example', 'Clips that are addressed to it', recipient]
    await page.getByLabel('Name of the partner').focus()
    for (const text of typed) {
      if (text === 'shelf.example') await page.keyboard.press('End')
      await page.keyboard.type(text)
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Enter')
    await press(page, 'Announce')
    const question = page.getByRole('dialog', { name: 'Announce Evidence Shelf?' })
    await question.getByText('It may start in 7 days, not before.').waitFor()
    await focusOn(page, 'Cancel')
    assert.deepEqual(await kinds(world, 'partner.'), [])
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('It cannot start before').waitFor()
    assert.deepEqual(await kinds(world, 'partner.'), ['partner.announced', 'partner.key'])
    await press(page, 'End')
    await focusOn(page, 'Cancel')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('Ended', { exact: true }).waitFor()
    assert.equal((await kinds(world, 'partner.')).at(-1), 'partner.ended')
  })

  it('counts a subpoena once it has read what the log will say, and not where it cancels', async () => {
    await page.goto('/desk/legal')
    const action = 'Count one more: Subpoenas'
    await press(page, action)
    await page.getByText('Subpoenas, 1 so far').waitFor()
    await focusOn(page, 'Cancel')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    assert.deepEqual(await kinds(world, 'legal.'), [])
    await press(page, action)
    await focusOn(page, 'Cancel')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('1 so far', { exact: true }).waitFor()
    assert.deepEqual(await kinds(world, 'legal.'), ['legal.counted'])
  })
})

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).focus()
  await page.keyboard.press('Enter')
}

/** Waits until the button has the focus. */
async function focusOn(page: Page, name: string): Promise<void> {
  const focused = page.locator('button:focus').filter({ hasText: name })
  await focused.waitFor()
}

async function kinds(world: World, prefix: string): Promise<readonly string[]> {
  const entries = await loggedEntries(world)
  return entries.map(({ kind }) => kind).filter((kind) => kind.startsWith(prefix))
}
