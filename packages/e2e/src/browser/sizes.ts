import assert from 'node:assert/strict'
import { join } from 'node:path'

import type { Page } from 'playwright-core'

import { overflows, violationsOn } from './axe.ts'

export interface Size {
  readonly width: 1280 | 390
  readonly light: 'light' | 'dark'
  /** In the other language the rest is checked at this size. */
  readonly check: 'everything' | 'appearance'
}

/** Of what is used beside a recorder: a desk in the dark, and then the phone, with which its user goes on. */
const atHome: readonly Size[] = [
  { width: 1280, light: 'dark', check: 'appearance' },
  { width: 390, light: 'light', check: 'everything' },
]

/** Nothing that axe finds, and nothing beside the screen, at either size. */
export async function seenAtHome(page: Page, name: string): Promise<void> {
  const wrong: string[] = []
  for (const size of atHome) {
    wrong.push(...(await wrongAt(page, size, still)))
    await photographed(page, [name, String(size.width), size.light])
  }
  assert.deepEqual(wrong, [], name)
}

/**
 * What is wrong with the screen at one size, in words; the page keeps the size.
 *
 * @param rest until the screen is as it stays; `still` for one that waits for something
 */
export async function wrongAt(
  page: Page,
  { width, light, check }: Size,
  rest: (page: Page) => Promise<void> = settled,
): Promise<readonly string[]> {
  await page.setViewportSize({ width, height: 900 })
  await page.emulateMedia({ colorScheme: light })
  await rest(page)
  const at = `${String(width)} ${light}: `
  const wide = (await overflows(page)) ? [`${at}wider than the window`] : []
  return [...(await violationsOn(page, check)).map((found) => `${at}${found}`), ...wide]
}

/** For somebody who wants to look: into the directory that the environment names, if any. */
export async function photographed(page: Page, parts: readonly string[]): Promise<void> {
  const directory = process.env['PORCHLIGHT_SHOTS']
  if (directory === undefined) return
  const name = parts.join('-').replaceAll(/[^\w-]+/g, '_')
  await page.screenshot({ path: join(directory, `${name}.png`), fullPage: true })
}

/** Nothing is on its way, and nothing moves any more. */
async function settled(page: Page): Promise<void> {
  await page.locator('.pl-waiting').first().waitFor({ state: 'hidden' })
  await still(page)
}

/** Nothing moves that comes to an end: fades change contrasts while they run. */
async function still(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready
    // what a new size or light starts is running two frames later
    for (const _ of [1, 2]) await new Promise(requestAnimationFrame)
    const ends = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
      .map(async ({ finished }) => {
        await finished.catch(() => undefined)
      })
    await Promise.all(ends)
  })
}
