import type { Locator, Page } from 'playwright-core'

/** Everything that Tab comes to, from where the focus is to the end of the page, and that shows no ring there. */
export async function withoutRing(page: Page): Promise<readonly string[]> {
  const without: string[] = []
  for (let tabs = 0; tabs < 40; tabs++) {
    await page.keyboard.press('Tab')
    const [name, width] = await page.evaluate(() => {
      const at = document.activeElement ?? document.body
      // the ring of what has none itself is around its frame
      const places = [at, at.parentElement, at.nextElementSibling].filter((one) => one !== null)
      const widths = places.map((one) => Number.parseFloat(getComputedStyle(one).outlineWidth))
      const drawn = places.map((one) => getComputedStyle(one).outlineStyle !== 'none')
      const ring = widths.filter((_, index) => drawn[index] === true)
      return [
        at === document.body ? null : at.outerHTML.slice(0, 80),
        Math.max(0, ...ring),
      ] as const
    })
    if (name === null) return without
    if (width < 3) without.push(name)
  }
  return without
}

export async function focused(element: Locator): Promise<void> {
  await element.and(element.page().locator(':focus')).waitFor()
}

/** Whether it is within what the window shows. */
export async function seen(element: Locator): Promise<boolean> {
  const box = await element.boundingBox()
  const height = element.page().viewportSize()?.height ?? 0
  return box !== null && box.y >= 0 && box.y + box.height <= height
}
