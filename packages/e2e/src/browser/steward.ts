import type { Page } from 'playwright-core'

/** Follows an invitation: a name, a passkey, and in. */
export async function join(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link)
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: 'Make a passkey and join' }).click()
}

/** @returns the link for another steward */
export async function inviteSteward(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Stewards' }).click()
  await page.getByRole('button', { name: 'Make an invitation link' }).click()
  return await page.getByLabel('Invitation link for a steward').innerText()
}

/** @returns the link for its first member */
export async function addAgency(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Agencies' }).click()
  await page.getByRole('button', { name: 'Add an agency' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Name of the agency').fill('Maple Heights Police Department')
  await form.getByLabel('Place it serves').fill('Maple Heights, Ohio')
  await form.getByLabel('Time zone').fill('America/New_York')
  await form.getByLabel('Public telephone number').fill('+1 216 555 0100')
  await form.getByLabel('Website').fill('https://police.maple-heights.example')
  await form.getByLabel('How you verified it').fill('Met the chief at the station on Monday.')
  await form.getByRole('button', { name: 'Add it' }).click()
  const link = await form.getByLabel('Invitation link of the agency').innerText()
  await form.getByRole('button', { name: 'Close' }).last().click()
  return link
}

/** Compares the digits that the agency reads out, and confirms its keys. */
export async function confirmKeys(page: Page, readOut: readonly string[]): Promise<void> {
  await page.goto('/desk/agencies')
  const shown = await fingerprintOn(page)
  if (shown.join(' ') !== readOut.join(' ')) throw new Error('The digits are not the same')
  await page.getByLabel(/read out these very digits/).check()
  await page.getByRole('button', { name: 'Confirm these keys' }).click()
  await page.getByText(/You confirmed it|Admitted/).waitFor()
}

export async function fingerprintOn(page: Page): Promise<readonly string[]> {
  const groups = page.getByLabel('Fingerprint, eight groups of five digits').getByRole('listitem')
  await groups.first().waitFor()
  return await groups.allInnerTexts()
}

/** Opens the request that waits and publishes it. */
export async function publish(page: Page, title: string): Promise<void> {
  await page.goto('/desk')
  await page.getByRole('link', { name: title }).click()
  await page.getByText('It breaks none of the published rules').waitFor()
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
  await page.getByRole('heading', { name: 'It is public' }).waitFor()
}
