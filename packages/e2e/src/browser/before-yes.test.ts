import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'

import type { Page } from 'playwright-core'

import { withHook } from '../privacy/leaks.ts'
import { filesBelow } from '../privacy/watched.ts'
import { openTown, publishRequest } from '../town.ts'
import { openWorld } from '../world.ts'
import type { World } from '../world.ts'
import { basemap, sampleVideo, webDirectory } from './built-web.ts'
import { openChromium } from './chromium.ts'
import { cut, makeCopies, saveReceipt, send } from './owner.ts'

const video = 'garage.mp4'

/** The page has loaded all that it loads by itself when nothing came for so long. */
const quietMillis = 1500

describe('before somebody says yes', { timeout: 120_000 }, () => {
  it('absent: any call that somebody who only looks does not make, and any changed byte in the data directory', async () => {
    const calls: string[] = []
    await withHook(
      ({ method, url }) => calls.push(`${method} ${url}`),
      async () => {
        await using world = await openWorld({ webDirectory, basemap })
        await using chromium = await openChromium()
        const { id } = (await publishRequest(await openTown(world))).signed.request
        const stored = await bytesOf(world)
        const { page } = await chromium.visit({ origin: world.origin })

        calls.length = 0
        await page.goto(`/share/${id}`)
        await page.getByRole('button', { name: 'Answer with video' }).waitFor()
        const looking = await settled(calls)
        assert.ok(looking.includes(`GET /share/${id}`), 'control: calls are seen')

        calls.length = 0
        await prepare(page)
        assert.deepEqual(await settled(calls), [])

        await page.getByRole('button', { name: /^Send$/ }).waitFor()
        assert.deepEqual(await bytesOf(world), stored)

        await send(page)
        await saveReceipt(page)
        assert.ok(calls.includes('POST /api/submissions'), 'control: the yes is seen')
        assert.notDeepEqual(await bytesOf(world), stored, 'control: and kept')
      },
    )
  })
})

/** On a page that is open, all but the yes. */
async function prepare(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Answer with video' }).click()
  const payload = { name: video, mimeType: '', buffer: await readFile(sampleVideo) }
  await page.locator('input[type=file]').first().setInputFiles(payload)
  await cut(page, video, { fromStart: 3, fromEnd: 2 })
  await makeCopies(page)
}

/** The calls that came, once no more come. */
async function settled(calls: readonly string[]): Promise<readonly string[]> {
  let seen = -1
  while (seen !== calls.length) {
    seen = calls.length
    await new Promise((resolve) => {
      setTimeout(resolve, quietMillis)
    })
  }
  return [...calls]
}

/** SHA-256 of each file; of SQLite's `-shm` only lock bytes change, while anything is read. */
async function bytesOf({ dataDirectory }: World): Promise<Readonly<Record<string, string>>> {
  const files = [...(await filesBelow(dataDirectory))].filter(([file]) => !file.endsWith('-shm'))
  return Object.fromEntries(
    files.map(([file, bytes]) => [file, createHash('sha256').update(bytes).digest('hex')]),
  )
}
