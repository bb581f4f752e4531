import { localAt } from '@porchlight/core'
import type { Instant } from '@porchlight/core'
import type { Page } from 'playwright-core'

/** An hour of yesterday evening, as clocks in the town showed it: `2026-11-22T20:45`. */
export function yesterdayEvening(now: Instant): string {
  const yesterday = new Date(Date.parse(now) - 86_400_000).toISOString()
  return `${localAt(yesterday.replace(/\.\d+Z$/, 'Z'), 'America/New_York').slice(0, 10)}T20:45`
}

/** Makes the agency's keys, locked by the passkey where it can keep a secret, else by a passphrase. */
export async function makeKeys(page: Page, passphrase: string | null): Promise<void> {
  await page.getByRole('heading', { name: 'Make your agency’s keys' }).waitFor()
  if (passphrase !== null) {
    await page.getByLabel('With a passphrase').check()
    await page.getByLabel('Agency passphrase').fill(passphrase)
    await page.getByLabel('The same once more').fill(passphrase)
  }
  await page.getByRole('button', { name: 'Make the keys' }).click()
  await page.getByText('Keys unlocked').waitFor()
}

/** @returns the link for a colleague */
export async function inviteColleague(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Keys and people' }).click()
  await page.getByRole('button', { name: 'Invite a colleague' }).click()
  return await page.getByLabel('Invitation link').innerText()
}

/** What is written into the composer, apart from the area. */
export interface Words {
  readonly title: string
  readonly text: string
  readonly incident: string
}

/** Fills in the form. */
export async function compose(page: Page, { title, text, incident }: Words): Promise<void> {
  await page.getByRole('link', { name: 'Write a request' }).click()
  await page.getByLabel('Kind of incident').selectOption({ label: 'Hit-and-run' })
  await page.getByLabel('Case number').fill('MH-2026-00017')
  await page.getByLabel('Title', { exact: true }).fill(title)
  await page.getByLabel('What happened, and what footage would help').fill(text)
  await page
    .getByLabel('Place, as neighbours would say it')
    .fill('Elm Street at Fourth Avenue, Maple Heights')
  await page.getByLabel('When the incident happened').fill(incident)
  await page.getByRole('button', { name: 'Two hours before to one after' }).click()
  await page.getByLabel('Unit or person').fill('Traffic unit')
  await page.getByLabel('Telephone').fill('+1 216 555 0142')
}

/** Draws four corners on the map with the mouse. */
export async function drawArea(page: Page): Promise<void> {
  const map = page.locator('.maplibregl-canvas')
  await map.scrollIntoViewIfNeeded()
  await page.getByRole('button', { name: 'Draw a new area' }).click()
  const box = await map.boundingBox()
  if (box === null) throw new Error('There is no map')
  for (const [x, y] of [
    [0.42, 0.4],
    [0.58, 0.4],
    [0.58, 0.6],
    [0.42, 0.6],
  ] as const) {
    await page.mouse.click(box.x + box.width * x, box.y + box.height * y)
    await page.waitForTimeout(400)
  }
  await page.getByRole('button', { name: 'Finish' }).click()
}

/** Gives the area as a centre and a radius, without the map. */
export async function giveCircle(page: Page): Promise<void> {
  await page.getByText('Without the map or a mouse').click()
  await page.getByLabel('Latitude').fill('41.398')
  await page.getByLabel('Longitude').fill('-81.502')
  await page.getByLabel(/Radius/).fill('300')
  await page.getByRole('button', { name: 'Make this the area' }).click()
}

/** Preview, signature, off to the colleague. */
export async function handIn(page: Page, passphrase: string | null): Promise<void> {
  await page.getByText('Ready for the preview.').waitFor()
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByRole('heading', { name: 'As the public will see it' }).waitFor()
  await unlock(page, passphrase)
  await page.getByRole('button', { name: 'Sign and hand in' }).click()
  await page.getByText('Waits for a colleague').waitFor()
}

/** Opens the agency's keys, by the passkey or by the passphrase. */
async function unlock(page: Page, passphrase: string | null): Promise<void> {
  if (passphrase === null) {
    await page.getByRole('button', { name: 'Unlock with my passkey' }).click()
    return
  }
  await page.getByLabel('Agency passphrase').fill(passphrase)
  await page.getByRole('button', { name: 'Unlock', exact: true }).click()
}

/** A colleague reads and approves. */
export async function approve(page: Page, title: string): Promise<void> {
  await page.goto('/agency')
  await page.getByRole('link', { name: title }).click()
  await page.getByRole('button', { name: 'Approve' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  await page.getByText('Waits for a steward').waitFor()
}
