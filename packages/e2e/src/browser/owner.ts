import type { Page } from 'playwright-core'

/** From the request's card to the table of what goes. */
export async function prepare(page: Page, id: string, files: readonly string[]): Promise<void> {
  await page.goto(`/share/${id}`)
  await page.getByRole('button', { name: 'Answer with video' }).click()
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([...files])
  const next = page.getByRole('button', { name: 'Make the copies' })
  await next.click()
  const table = page.getByRole('button', { name: /^See what goes/ })
  await page.getByText(/made and checked/).waitFor({ timeout: 90_000 })
  await table.click()
  await page.getByRole('heading', { name: 'What goes, what stays' }).waitFor()
}

/** @returns the path of the saved receipt */
export async function sendAndSave(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('heading', { name: 'It was sent' }).waitFor({ timeout: 90_000 })
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save receipt' }).click(),
  ])
  return await download.path()
}
