import type { Page } from 'playwright-core'

import type { Town } from '../../town.ts'
import type { Chromium } from '../chromium.ts'
import { photographed, wrongAt } from '../sizes.ts'
import type { Size } from '../sizes.ts'
import { wordsOf } from '../words.ts'
import type { Say } from '../words.ts'

/** What there is to look at. */
export interface Scene {
  readonly origin: string
  readonly town: Town
  /** Request ids, by what became of them. */
  readonly requests: Readonly<
    Record<
      | 'answered'
      | 'public'
      | 'closed'
      | 'review'
      | 'draft'
      | 'versioned'
      | 'nextVersion'
      | 'nextVersionReview',
      string
    >
  >
  /** The owner of the answer writes back to what was asked last. */
  readonly writeBack: () => Promise<void>
  /** Invitation links that nobody follows to the end. */
  readonly links: Readonly<Record<'steward' | 'agency', string>>
  /** Somebody of an agency that has no keys yet. */
  readonly newcomer: Town['author']
  /** Somebody of an agency that is suspended; new keys of it are announced. */
  readonly stopped: Town['author']
}

export interface Look {
  readonly language: 'en' | 'es'
  readonly sizes: readonly Size[]
}

/** Desk and phone, light and dark, both languages: each at least once with each. */
export const looks: readonly Look[] = [
  {
    language: 'en',
    sizes: [
      { width: 390, light: 'dark', check: 'everything' },
      { width: 1280, light: 'light', check: 'appearance' },
    ],
  },
  {
    language: 'es',
    sizes: [
      { width: 390, light: 'light', check: 'appearance' },
      { width: 1280, light: 'dark', check: 'everything' },
    ],
  },
]

/** One window in which screens are looked at one after the other. */
export interface Screening {
  readonly page: Page
  readonly say: Say
  readonly scene: Scene
  /** Looks at the screen as it is now, in each of the sizes; ends with the desk's. */
  readonly seen: (name: string) => Promise<void>
}

/** @returns what was wrong: rules broken, sideways scrolling, complaints of the console, other origins */
export async function screen(
  {
    chromium,
    scene,
    look,
  }: { readonly chromium: Chromium; readonly scene: Scene; readonly look: Look },
  walk: (screening: Screening) => Promise<void>,
): Promise<readonly string[]> {
  const locale = look.language === 'en' ? 'en-US' : 'es-MX'
  const visit = await chromium.visit({ origin: scene.origin, context: { locale } })
  const { page, complaints } = visit
  const wrong: string[] = []
  let screens = 0
  await walk({
    page,
    say: wordsOf(look.language),
    scene,
    seen: async (name) => {
      screens += 1
      for (const size of look.sizes) {
        wrong.push(...(await wrongAt(page, size)).map((w) => `${name}: ${w}`))
        await photographed(page, [name, look.language, String(size.width), size.light])
      }
    },
  })
  await page.context().close()
  if (screens === 0) throw new Error('No screen was looked at')
  return [...wrong, ...complaints]
}
