import { readFile } from 'node:fs/promises'

import type { Locator, Page } from 'playwright-core'

import { sampleVideo } from '../built-web.ts'
import { workMillis } from '../owner.ts'
import type { Screening } from './screening.ts'

/** A file form that no browser reads (RIFF, form type "AVI "). */
const unreadable = Buffer.from(`RIFF____AVI LIST${'x'.repeat(2000)}`)

/** From the card to the end, with every dialog on the way. */
export async function answerScreens(screening: Screening): Promise<void> {
  await cardAndPick(screening)
  await copiesAndGoes(screening)
  await sending(screening)
  await receipt(screening)
}

/** Ways on which nothing is sent. */
export async function refusalScreens({ page, say, scene, seen }: Screening): Promise<void> {
  const { requests } = scene
  await page.goto(`/share/${requests.public}`)
  await button(page, say('owner_close')).click()
  await heading(page, say('owner_closed_title'))
  await seen('closed without sending')
  await page.goto('/share/nothing')
  await heading(page, say('ui_lost_title'))
  await seen('no such request')
  await page.goto(`/share/${requests.closed}`)
  await heading(page, say('owner_distrust_over_title'))
  await seen('over')
  await page.clock.setFixedTime(Date.now() + 86_400_000)
  await page.goto(`/share/${requests.public}`)
  await heading(page, say('owner_distrust_clock_title'))
  await seen('wrong clock')
}

async function cardAndPick({ page, say, scene, seen }: Screening): Promise<void> {
  await page.goto(`/share/${scene.requests.public}`)
  await button(page, say('owner_card_answer')).waitFor()
  await seen('card')
  await button(page, say('owner_card_answer')).click()
  await heading(page, say('owner_pick_title'))
  await seen('pick, empty')
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([
      { name: 'street.mp4', mimeType: '', buffer: await readFile(sampleVideo) },
      { name: 'old.avi', mimeType: '', buffer: unreadable },
      { name: 'notes.txt', mimeType: '', buffer: Buffer.from('words') },
    ])
  await page.getByText(say('owner_clip_no_video')).waitFor()
  await button(page, say('owner_original_ask')).waitFor()
  await button(page, `${say('owner_clip_edit')}: street.mp4`).click()
  await page.locator('video').waitFor()
  await seen('pick, three files, one in the editor')
  await button(page, say('owner_original_ask')).click()
  await page.getByRole('dialog').waitFor()
  await seen('warning of an original')
  await page.keyboard.press('Escape')
}

async function copiesAndGoes({ page, say, seen }: Screening): Promise<void> {
  await button(page, say('owner_pick_next')).click()
  const look = button(page, `${say('owner_copy_look')}: street.mp4`)
  await look.waitFor({ timeout: workMillis })
  await look.click()
  await page.locator('video').waitFor()
  await seen('copies, one looked at')
  await button(page, say('owner_copies_next')).click()
  await heading(page, say('owner_goes_title'))
  await page.getByLabel(say('owner_rungs_statement')).fill('It was raining.')
  await seen('what goes, what stays')
}

async function sending({ page, say, seen }: Screening): Promise<void> {
  await page.route('**/api/uploads/*', async (route) => {
    await route.abort('connectionreset')
  })
  await button(page, say('owner_goes_send')).click()
  await page.getByText(say('owner_send_waiting')).waitFor()
  await seen('sending, the connection lost')
  await button(page, say('owner_send_give_up')).click()
  await page.getByRole('dialog').waitFor()
  await seen('giving up')
  await page.keyboard.press('Escape')
  await button(page, say('owner_send_pause')).click()
  await page.getByText(say('owner_send_paused')).waitFor()
  await seen('paused')
  await page.reload()
  await page.getByText(say('owner_unfinished_title')).waitFor()
  await seen('card, an answer unfinished')
  await page.unrouteAll()
}

async function receipt({ page, say, seen }: Screening): Promise<void> {
  await button(page, say('owner_unfinished_continue')).click()
  await heading(page, say('owner_receipt_title'), workMillis)
  await seen('receipt')
  await button(page, say('owner_receipt_done')).click()
  await page.getByRole('dialog').waitFor()
  await seen('leaving without the receipt')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('owner_receipt_unsaved_go') })
    .click()
  await heading(page, say('owner_done_title'))
  await seen('done')
}

function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true })
}

async function heading(page: Page, name: string, timeout?: number): Promise<void> {
  await page
    .getByRole('heading', { name, exact: true })
    .waitFor(timeout === undefined ? {} : { timeout })
}
