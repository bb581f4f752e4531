import { instantOf } from '@porchlight/core'
import type { Locator, Page } from 'playwright-core'

import { yesterdayEvening } from '../agency.ts'
import { signIn } from '../sign-in.ts'
import type { Screening } from './screening.ts'

export async function agencyDoorScreens({ page, say, scene, seen }: Screening): Promise<void> {
  await page.goto('/agency')
  await button(page, say('ui_sign_in_passkey')).waitFor()
  await seen('door')
  await page.goto(scene.links.agency)
  await button(page, say('ui_join_make')).waitFor()
  await seen('join')
  await signIn(page, scene.newcomer)
  await page.goto('/agency')
  await page.getByRole('heading', { name: say('agency_make_title') }).waitFor()
  await page.getByLabel(say('agency_make_way_passphrase')).check()
  await page.getByLabel(say('agency_passphrase_new')).fill('porch porch')
  await seen('make keys')
}

export async function workspaceScreens(screening: Screening): Promise<void> {
  const { page, say, scene, seen } = screening
  await signIn(page, scene.town.author)
  await page.goto('/agency')
  await page.getByRole('link', { name: say('agency_list_compose') }).waitFor()
  await seen('requests')
  await page.goto('/agency/nowhere')
  await page.getByRole('heading', { name: say('ui_lost_title') }).waitFor()
  await seen('nowhere')
  await requests(screening)
  await keys(screening)
  await composer(screening)
  await version(screening)
}

/** An agency that was stopped. */
export async function stoppedScreens({ page, say, scene, seen }: Screening): Promise<void> {
  await signIn(page, scene.stopped)
  await page.goto('/agency')
  await page.getByText(say('agency_suspended_title')).waitFor()
  await seen('requests, suspended')
  await page.goto('/agency/keys')
  await page.getByText(say('agency_next_from')).waitFor()
  await button(page, say('agency_change_again')).click()
  await page.getByLabel(say('agency_change_lost')).check()
  await page.getByText(say('agency_change_lost_title')).waitFor()
  await seen('keys, suspended, new ones announced, the old ones lost')
}

async function requests({ page, say, scene, seen }: Screening): Promise<void> {
  await page.goto(`/agency/requests/${scene.requests.public}`)
  await button(page, say('agency_close')).waitFor()
  await seen('a public request')
  for (const act of ['agency_close', 'agency_withdraw']) {
    await button(page, say(act)).click()
    await page.getByRole('dialog').waitFor()
    await seen(`${act}?`)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  }
  await page.goto(`/agency/requests/${scene.requests.draft}`)
  await page.getByText(say('agency_request_own')).waitFor()
  await seen('a request that waits for a colleague')
}

/** A public request is corrected: the form, then the preview with what changes. */
async function version({ page, say, scene, seen }: Screening): Promise<void> {
  await page.goto(`/agency/requests/${scene.requests.nextVersion}`)
  await page.getByText(say('ui_changes_kept')).waitFor()
  await seen('a public request, a new version waits')
  await page.goto(`/agency/requests/${scene.requests.public}`)
  await page.getByRole('link', { name: say('agency_version_action') }).click()
  await page.getByText(say('agency_version_lead')).waitFor()
  await page.locator('.maplibregl-canvas').waitFor()
  await seen('a new version, as it is public')
  const text = page.getByLabel(say('agency_field_text'))
  await text.fill(
    'A white van, not a dark one, struck a cyclist at the crossing. We ask for footage that shows the van.',
  )
  await button(page, say('agency_compose_preview')).click()
  await page.getByText(say('ui_changes_kept')).waitFor()
  await seen('a new version, what changes')
}

/** A colleague who may approve. */
export async function approverScreens({ page, say, scene, seen }: Screening): Promise<void> {
  await signIn(page, scene.town.approver)
  await page.goto(`/agency/requests/${scene.requests.draft}`)
  await button(page, say('agency_approve')).click()
  await page.getByRole('dialog').waitFor()
  await seen('approve?')
  await page.goto(`/agency/requests/${scene.requests.nextVersion}`)
  await button(page, say('agency_approve')).waitFor()
  await seen('a new version to approve')
}

async function composer({ page, say, scene, seen }: Screening): Promise<void> {
  await page.goto('/agency/requests/new')
  await page.locator('.maplibregl-canvas').waitFor()
  await seen('composer, empty')
  await page.getByLabel(say('agency_field_offence')).selectOption('hit-and-run')
  await page.getByLabel(say('agency_field_case')).fill('MH-2026-00099')
  await page
    .getByLabel(say('agency_field_title'), { exact: true })
    .fill('Hit-and-run at Elm Street')
  const text = page.getByLabel(say('agency_field_text'))
  await text.fill('A van struck a cyclist. We look for footage of the recent protests.')
  await page.getByLabel(say('agency_field_place')).fill('Elm Street, Maple Heights')
  await page.getByLabel(say('agency_field_incident')).fill(yesterdayEvening(instantOf(Date.now())))
  await button(page, say('agency_window_around')).click()
  await page.getByLabel(say('agency_field_unit')).fill('Traffic unit')
  await page.getByLabel(say('agency_field_phone')).fill('+1 216 555 0142')
  await page.getByText(say('ui_area_ways')).click()
  await page.getByLabel(say('ui_area_latitude'), { exact: true }).fill('41.398')
  await page.getByLabel(say('ui_area_longitude'), { exact: true }).fill('-81.502')
  await button(page, say('ui_area_circle_set')).click()
  await page.getByText(say('ui_finding_words')).first().waitFor()
  await seen('composer, a broken rule')
  await text.fill(
    'A dark van struck a cyclist at the crossing and drove away east. We ask for footage that shows the van.',
  )
  await page.getByText(say('agency_meter_clear')).waitFor()
  await button(page, say('agency_compose_preview')).click()
  await page.getByRole('heading', { name: say('agency_preview_title') }).waitFor()
  await seen('preview, keys locked')
  await unlock(page, say('agency_unlock_passphrase'), scene.town.passphrase)
  await button(page, say('agency_sign_action')).waitFor()
  await seen('preview, keys unlocked')
  await page.goto('/agency/requests/new')
  const title = page.getByLabel(say('agency_field_title'), { exact: true })
  await title.waitFor()
  if ((await title.inputValue()) === '') throw new Error('What was typed is lost with a reload')
}

async function keys({ page, say, scene, seen }: Screening): Promise<void> {
  await page.goto('/agency/keys')
  await unlock(page, say('agency_unlock_passphrase'), 'not the passphrase')
  await page.getByRole('alert').waitFor()
  await seen('keys, a wrong passphrase')
  await unlock(page, say('agency_unlock_passphrase'), scene.town.passphrase)
  await button(page, say('agency_ways_lock')).waitFor()
  await button(page, say('agency_people_invite')).click()
  await page.getByText(say('agency_people_link')).waitFor()
  await button(page, say('agency_cli_action')).click()
  await page.getByText(say('agency_cli_once')).waitFor()
  await seen('keys, unlocked, a link and a code')
  await page.getByText(say('agency_next_waiting_title')).waitFor()
  await button(page, say('agency_change_again')).click()
  await button(page, say('agency_change_action')).waitFor()
  await seen('keys, new ones wait, others are made')
}

/** Answers: sealed, open, one looked at, decided, noted, verified. */
export async function inboxScreens(screening: Screening): Promise<void> {
  const { page, say, scene, seen } = screening
  await signIn(page, scene.town.author)
  await page.goto(`/agency/requests/${scene.requests.closed}/inbox`)
  await unlock(page, say('agency_unlock_passphrase'), scene.town.passphrase)
  await page.getByText(say('agency_inbox_empty')).waitFor()
  await seen('inbox, empty')
  await page.goto(`/agency/requests/${scene.requests.answered}/inbox`)
  await page.getByLabel(say('agency_unlock_passphrase')).waitFor()
  await seen('inbox, locked')
  await unlock(page, say('agency_unlock_passphrase'), scene.town.passphrase)
  const open = button(page, say('agency_answer_open'))
  const clip = page.locator('[data-clip]').first()
  await open.or(clip).first().waitFor()
  if (await open.isVisible()) {
    await seen('inbox, sealed')
    await open.click()
  }
  await clip.waitFor()
  await button(page, say('agency_verify')).click()
  await page.getByText(say('agency_check_question')).waitFor()
  await seen('inbox, open and verified')
  await question(screening)
  await clip.click()
  await page.locator('video').waitFor()
  await page.getByLabel(say('agency_note_label')).waitFor()
  await seen('inbox, a clip looked at')
  await clip.focus()
  for (const [key, name] of [
    ['d', 'decline?'],
    ['?', 'help'],
  ] as const) {
    await page.keyboard.press(key)
    await page.getByRole('dialog').first().waitFor()
    await seen(name)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').first().waitFor({ state: 'hidden' })
  }
}

/** A sender who allowed it is asked something, and writes back. */
async function question({ page, say, scene, seen }: Screening): Promise<void> {
  await button(page, say('agency_thread_ask')).click()
  await page.getByLabel(say('agency_asks_statement')).check()
  await page
    .getByLabel(say('agency_thread_words'))
    .fill('In which direction did the van drive away? The cyclist saw it only from behind.')
  await seen('ask the sender')
  await button(page, say('agency_thread_send')).click()
  await page.getByText(say('agency_thread_sent')).waitFor()
  await page.getByText(say('agency_thread_no_reply')).first().waitFor()
  await scene.writeBack()
  await button(page, say('agency_inbox_refresh')).click()
  await page.getByText(say('agency_thread_reply'), { exact: true }).first().waitFor()
  await seen('inbox, asked and answered')
}

async function unlock(page: Page, label: string, passphrase: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(passphrase)
  await page.keyboard.press('Enter')
}

function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true })
}
