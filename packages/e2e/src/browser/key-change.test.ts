import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { api, call, coolOffSeconds } from '@porchlight/core'
import type { Page } from 'playwright-core'

import { Clock } from '../clock.ts'
import { withClip } from '../made-clip.ts'
import { answerWith } from '../neighbour.ts'
import { stranger } from '../person.ts'
import { openTown, publishRequest } from '../town.ts'
import { openWorld } from '../world.ts'
import { violationsOn } from './axe.ts'
import { webDirectory } from './built-web.ts'
import { openChromium } from './chromium.ts'
import { signIn } from './sign-in.ts'

const passphrase = 'lantern gravel seventeen orchard'

describe('an agency that changes its keys', { timeout: 180_000 }, () => {
  it('makes them, reads them out, waits three days; then opens with them what came before', async () => {
    const clock = new Clock()
    await using world = await openWorld({ webDirectory }, { now: () => clock.now() })
    const town = await openTown(world)
    const own = await publishRequest(town)
    await withClip(async (path) => await answerWith({ ...world, ...own }, [path]))
    await using chromium = await openChromium()
    const { page, complaints } = await chromium.visit({ origin: world.origin })
    await signIn(page, town.author)
    await page.goto('/agency/keys')
    await press(page, 'Make new keys…')
    await page.getByText('First unlock the present keys').waitFor()
    await unlock(page, town.passphrase)
    await page.getByText('Keys unlocked').waitFor()
    await page.getByLabel('Agency passphrase', { exact: true }).fill(passphrase)
    await page.getByLabel('The same once more').fill(passphrase)
    await press(page, 'Make the new keys')
    await page.getByText('They wait for the stewards').waitFor()
    assert.deepEqual(await violationsOn(page), [])
    const digits = await page.locator('.pl-fingerprint').last().innerText()

    for (const steward of town.stewards) {
      const desk = await chromium.visit({ origin: world.origin })
      await signIn(desk.page, steward)
      await desk.page.goto('/desk/agencies')
      await desk.page.getByText('It made new keys').waitFor()
      assert.equal(await desk.page.locator('.pl-fingerprint').last().innerText(), digits)
      assert.deepEqual(await violationsOn(desk.page), [])
      await desk.page.getByLabel('read out these very digits').focus()
      await desk.page.keyboard.press('Space')
      await press(desk.page, 'Confirm these keys')
      await desk.page.getByText(/You confirmed them|New keys, good from/).waitFor()
      assert.deepEqual(desk.complaints, [])
    }
    await page.reload()
    await page.getByRole('heading', { name: /^Good from/ }).waitFor()
    assert.equal(await page.getByRole('button', { name: 'Make new keys…' }).count(), 0)

    clock.advance(coolOffSeconds)
    await town.author.signIn()
    await signIn(page, town.author)
    await page.goto(`/agency/requests/${own.signed.request.id}/inbox`)
    await unlock(page, town.passphrase)
    await page.getByText('does not open these keys').waitFor()
    await unlock(page, passphrase)
    await press(page, 'Open this answer')
    await page.locator('[data-clip]').first().waitFor()
    await press(page, 'Verify')
    await page.getByText('✓ It answers this very request').waitFor()
    assert.equal(await page.getByText('✗').count(), 0)
    assert.deepEqual(complaints, [])
  })
})

describe('a steward', { timeout: 120_000 }, () => {
  it('suspends an agency by keyboard, after a question; an owner is told', async () => {
    await using world = await openWorld({ webDirectory })
    const town = await openTown(world)
    const { id } = (await publishRequest(town)).signed.request
    await using chromium = await openChromium()
    const { page, complaints } = await chromium.visit({ origin: world.origin })
    await signIn(page, town.stewards[0])
    await page.goto('/desk/agencies')
    await press(page, 'Suspend…')
    // the keyboard is in the dialog only once it has opened
    await page.getByRole('dialog').locator(':focus').waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    const { suspension } = await call(stranger(world.origin), api.getAgency, { id: town.agency })
    assert.equal(suspension, null, 'Enter on the first button is no')
    await press(page, 'Suspend…')
    await press(page, 'Suspend it')
    await page.getByText('Suspended · 0 of 2 confirmed again').waitFor()
    assert.deepEqual(await violationsOn(page), [])
    assert.deepEqual(complaints, [])
    await page.goto(`/share/${id}`)
    await page.getByRole('heading', { name: 'This request cannot be answered now' }).waitFor()
    await signIn(page, town.author)
    await page.goto('/agency')
    await page.getByText('Your agency is suspended').waitFor()
    assert.deepEqual(await violationsOn(page), [])
    assert.equal(await page.getByRole('link', { name: 'Write a request' }).count(), 0)
  })
})

/** With the keyboard. */
async function press(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true }).first()
  await button.focus()
  await page.keyboard.press('Enter')
}

async function unlock(page: Page, words: string): Promise<void> {
  await page.getByLabel('Agency passphrase', { exact: true }).fill(words)
  await page.keyboard.press('Enter')
}
