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
}

async function agencies({ page, say, seen }: Screening): Promise<void> {
  await page.goto('/desk/agencies')
  await page.getByText(say('desk_keys_title')).first().waitFor()
  await seen('agencies')
  await button(page, say('desk_add')).click()
  const form = page.getByRole('dialog')
  await seen('add an agency')
  await form.getByRole('button', { name: say('desk_add_action') }).click()
  await form.getByText(say('desk_field_name_error')).waitFor()
  await seen('add an agency, nothing filled in')
}

function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true })
}
