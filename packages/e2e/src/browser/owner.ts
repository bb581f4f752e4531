import type { Page } from 'playwright-core'

/** A file as a test hands it to the picker: a path, or bytes with a name. */
export type Picked = string | { readonly name: string; readonly bytes: Buffer }

/** Making and sealing copies may take this long on a busy machine. */
export const workMillis = 90_000

/** From the request's card to the list of what was picked. */
export async function pick(page: Page, id: string, files: readonly Picked[]): Promise<void> {
  await page.goto(`/share/${id}`)
  await page.getByRole('button', { name: 'Answer with video' }).click()
  const field = page.locator('input[type=file]').first()
  const paths = files.filter((file) => typeof file === 'string')
  if (paths.length > 0) await field.setInputFiles(paths)
  const made = files.filter((file) => typeof file !== 'string')
  if (made.length > 0) await field.setInputFiles(made.map(payload))
}

function payload({ name, bytes }: Exclude<Picked, string>): {
  name: string
  mimeType: string
  buffer: Buffer
} {
  return { name, mimeType: '', buffer: bytes }
}

/** Keeps what is between these whole seconds of a video, by key alone. */
export async function cut(
  page: Page,
  file: string,
  seconds: { readonly fromStart: number; readonly fromEnd: number },
): Promise<void> {
  const open = page.getByRole('button', { name: `Watch and cut: ${file}` })
  await open.click()
  await page.getByRole('slider', { name: 'Start of the part' }).focus()
  for (let n = 0; n < seconds.fromStart; n += 1) await page.keyboard.press('PageUp')
  await page.getByRole('slider', { name: 'End of the part' }).focus()
  for (let n = 0; n < seconds.fromEnd; n += 1) await page.keyboard.press('PageDown')
  await page.getByRole('button', { name: `Done: ${file}` }).click()
}

/** Agrees to send a video that this browser cannot copy as it is. */
export async function takeOriginal(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Send the original…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('I have read what it tells').check()
  await dialog.getByRole('button', { name: 'Send the original' }).click()
  await page.getByText('The original goes, as it is').waitFor()
}

/** From the list to the table of what goes. */
export async function makeCopies(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Make the copies' }).click()
  await page.getByText(/copy made and checked|copies made and checked/).waitFor({
    timeout: workMillis,
  })
  await page.getByRole('button', { name: /^See what goes/ }).click()
  await page.getByRole('heading', { name: 'What goes, what stays' }).waitFor()
}

export async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Send', exact: true }).click()
}

/** Waits for the end. @returns the path of the saved receipt */
export async function saveReceipt(page: Page): Promise<string> {
  await page.getByRole('heading', { name: 'It was sent' }).waitFor({ timeout: workMillis })
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save receipt' }).click(),
  ])
  return await download.path()
}

/** The copy as it lies in the browser's private files, before it is sealed. */
export async function copyOn(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory()
    for await (const [, folder] of root.entries()) {
      if (!(folder instanceof FileSystemDirectoryHandle)) continue
      for await (const [name, file] of folder.entries()) {
        if (!name.endsWith('.mp4') || !(file instanceof FileSystemFileHandle)) continue
        const bytes = new Uint8Array(await (await file.getFile()).arrayBuffer())
        return btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(''))
      }
    }
    return ''
  })
  return Buffer.from(base64, 'base64')
}
