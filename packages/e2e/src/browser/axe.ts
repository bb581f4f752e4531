import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

import type { Page } from 'playwright-core'
import { z } from 'zod'

const program = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Every success criterion of WCAG 2.2, levels A and AA, that a program can check. */
const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** The rules of which the verdict depends on colours and sizes. */
const appearance = [
  'color-contrast',
  'link-in-text-block',
  'target-size',
  'scrollable-region-focusable',
]

const Results = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
  passes: z.array(z.unknown()),
})

/** @returns what axe finds on the page as it is now, with the first element of each kind */
export async function violationsOn(
  page: Page,
  what: 'everything' | 'appearance' = 'everything',
): Promise<readonly string[]> {
  const isThere = await page.evaluate(() => 'axe' in window)
  if (!isThere) await page.evaluate(program)
  const runOnly =
    what === 'everything'
      ? { type: 'tag', values: everything }
      : { type: 'rule', values: appearance }
  const options = JSON.stringify({ runOnly, resultTypes: ['violations'] })
  const results: unknown = await page.evaluate(`axe.run(document, ${options})`)
  const { violations, passes } = Results.parse(results)
  if (passes.length === 0) throw new Error('axe found nothing to look at')
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160) ?? ''}`)
}

/** Whether a reader has to scroll sideways. */
export async function overflows(page: Page): Promise<boolean> {
  // on a phone the window grows with what overflows
  const width = page.viewportSize()?.width ?? 0
  return await page.evaluate((shown) => document.documentElement.scrollWidth > shown, width)
}
