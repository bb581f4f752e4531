import type { Locator, Page } from 'playwright-core'

import { signIn } from '../sign-in.ts'
import type { Screening } from './screening.ts'

export async function deskDoorScreens({ page, say, scene, seen }: Screening): Promise<void> {
  await page.goto('/desk')
  await button(page, say('ui_sign_in_passkey')).waitFor()
  await seen('door')
  await page.goto(scene.links.steward)
  await button(page, say('ui_join_make')).click()
  await page.getByText(say('ui_join_name_short')).waitFor()
  await seen('join, without a name')
}

export async function deskScreens(screening: Screening): Promise<void> {
  const { page, say, scene, seen } = screening
  await signIn(page, scene.town.stewards[0])
  await page.goto('/agency')
  await page.getByRole('heading', { name: say('ui_wrong_door_title') }).waitFor()
  await seen('the agency’s door')
  await page.goto('/desk')
  await page.getByRole('heading', { name: say('desk_queue_title') }).waitFor()
  await seen('queue')
  await review(screening)
  await agencies(screening)
  await page.goto('/desk/refusals')
  await page.getByRole('table').waitFor()
  await seen('refusals')
  await partners(screening)
  await legal(screening)
  await page.goto('/desk/households')
  await page.getByText(say('desk_households_open_title')).waitFor()
  await seen('households')
  await page.goto('/desk/stewards')
  await button(page, say('desk_stewards_invite')).click()
  await page.getByText(say('desk_stewards_link')).waitFor()
  await seen('stewards, a link')
  await page.goto('/desk/nowhere')
  await page.getByRole('heading', { name: say('ui_lost_title') }).waitFor()
  await seen('nowhere')
}

async function review({ page, say, scene, seen }: Screening): Promise<void> {
  await page.goto(`/desk/requests/${scene.requests.review}`)
  await page.getByText(say('desk_review_clear')).waitFor()
  await seen('review')
  await button(page, say('desk_publish')).click()
  await page.getByRole('dialog').waitFor()
  await seen('publish?')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await button(page, say('desk_refuse')).click()
  await page.getByRole('dialog').getByRole('checkbox').first().check()
  await seen('refuse?')
  await page.goto(`/desk/requests/${scene.requests.nextVersionReview}`)
  await page.getByText(say('ui_changes_kept')).waitFor()
  await seen('review of a new version')
}

async function agencies({ page, say, seen }: Screening): Promise<void> {
  await page.goto('/desk/agencies')
  await page.getByText(say('desk_keys_title')).first().waitFor()
  await page.getByText(say('desk_next_title')).waitFor()
  await seen('agencies')
  await button(page, say('desk_suspend')).first().click()
  await page.getByText(say('desk_suspend_text')).waitFor()
  await seen('suspend an agency?')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await button(page, say('desk_add')).click()
  const form = page.getByRole('dialog')
  await seen('add an agency')
  await form.getByRole('button', { name: say('desk_add_action') }).click()
  await form.getByText(say('desk_field_name_error')).waitFor()
  await seen('add an agency, nothing filled in')
}

async function partners({ page, say, seen }: Screening): Promise<void> {
  await page.goto('/desk/partners')
  await page.getByRole('heading', { name: 'Evidence Shelf' }).waitFor()
  await seen('partners')
  await button(page, say('desk_partner_enter')).click()
  const form = page.getByRole('dialog')
  await form.getByRole('button', { name: say('desk_partner_enter_action') }).click()
  await form.getByText(say('desk_partner_key_error')).waitFor()
  await seen('enter a partner, nothing filled in')
  await page.keyboard.press('Escape')
  await form.waitFor({ state: 'hidden' })
  await button(page, say('desk_partner_end')).click()
  await page.getByText(say('desk_partner_end_text')).waitFor()
  await seen('end a partner?')
}

async function legal({ page, say, seen }: Screening): Promise<void> {
  await page.goto('/desk/legal')
  const action = say('desk_legal_add', { name: say('desk_legal_subpoena') })
  await button(page, action).click()
  await page.getByRole('dialog').getByRole('button', { name: action }).waitFor()
  await seen('one more subpoena?')
}

function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true })
}
