import { setTimeout as sleep } from 'node:timers/promises'

import { localAt } from '@porchlight/core'
import type { Instant } from '@porchlight/core'
import type { RunningHub } from '@porchlight/hub'
import type { Locator } from 'playwright-core'

import type { Visit } from './chromium.ts'
import { homeZone as zone } from './hub-at-home.ts'

/** Looks at the feed until the screen shows what came with it. */
export async function tickUntil({ hub }: RunningHub, shown: () => Promise<boolean>): Promise<void> {
  const signal = AbortSignal.timeout(60_000)
  while (!(await shown())) {
    await hub.tick(signal)
    await sleep(500, undefined, { signal })
  }
}

/** Up to the root and down again, as a thumb would. */
export async function openFolder({ page }: Visit, path: string): Promise<void> {
  const up = page.getByRole('button', { name: 'One folder up' })
  await page.getByText('video files in this folder').waitFor()
  while (await up.isVisible()) {
    const before = await page.locator('.hb-path').first().textContent()
    await up.click()
    await page.waitForFunction(
      (text) => document.querySelector('.hb-path')?.textContent !== text,
      before,
    )
  }
  for (const name of path.split('/').slice(1)) {
    await page.getByRole('button', { name, exact: true }).click()
    await page.locator('.hb-path', { hasText: new RegExp(`/${name}$`) }).waitFor()
  }
}

/** Day and time of day, as a person types them. */
export async function fillMoment(group: Locator, instant: Instant): Promise<void> {
  const [day = '', minute = ''] = localAt(instant, zone).split('T')
  await group.getByLabel('Day').fill(day)
  await group.getByLabel('Time').fill(`${minute}:${instant.slice(17, 19)}`)
}
