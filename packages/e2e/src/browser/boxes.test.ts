import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'

import type { Page } from 'playwright-core'

import { openInbox } from '../detective.ts'
import { openTown, publishRequest } from '../town.ts'
import { openWorld } from '../world.ts'
import { violationsOn } from './axe.ts'
import { basemap, sampleVideo, webDirectory } from './built-web.ts'
import { openChromium } from './chromium.ts'
import { copyOn, makeCopies, pick, saveReceipt, send } from './owner.ts'

const run = promisify(execFile)
const file = 'porch.mp4'

/** Of the sample: 640 by 360. The box as it is drawn at first, a little within its edges. */
const inside = { width: 180, height: 96, x: 230, y: 132 }
const beside = { width: 180, height: 96, x: 20, y: 240 }
/** Video's black is 16 of 255; encoding moves it a little. */
const nearlyBlack = 24

describe('a box that an owner draws in a browser', { timeout: 180_000 }, () => {
  it('is black in every picture that leaves, and counted in the manifest; what is beside it stays', async () => {
    await using world = await openWorld({ webDirectory, basemap })
    await using chromium = await openChromium()
    const town = await openTown(world)
    const own = await publishRequest(town)
    const { page } = await chromium.visit({ origin: world.origin })
    await pick(page, own.signed.request.id, [{ name: file, bytes: await readFile(sampleVideo) }])
    await page.getByRole('button', { name: `Watch and cut: ${file}` }).click()
    await page.getByRole('button', { name: 'Cover something' }).click()
    await page.getByText('1 box covers a part of the picture').waitFor()
    assert.deepEqual(await violationsOn(page), [])
    await photographed(page)
    await page.getByRole('button', { name: `Done: ${file}` }).click()
    await makeCopies(page)
    await page.getByText('What you covered with boxes').waitFor()
    const copy = await copyOn(page)

    const [least, most] = await lightOf(copy, inside)
    assert.ok(most <= nearlyBlack, `${String(least)} to ${String(most)} of light in the box`)
    const [, around] = await lightOf(copy, beside)
    assert.ok(around > nearlyBlack, 'control: beside it there is light')
    const [, before] = await lightOf(await readFile(sampleVideo), inside)
    assert.ok(before > nearlyBlack, 'control: below it there was light')

    await send(page)
    await saveReceipt(page)
    const [opened] = await openInbox(town, own)
    assert.equal(opened?.manifest.clips[0]?.edits.boxes, 1)
  })
})

/** The least and the most light of any pixel of a part, over all pictures as ffmpeg decodes them, edit lists ignored. */
async function lightOf(
  video: Buffer,
  { width, height, x, y }: typeof inside,
): Promise<readonly [number, number]> {
  const directory = await mkdtemp(join(tmpdir(), 'porchlight-boxes-'))
  const path = join(directory, 'copy.mp4')
  await writeFile(path, video)
  const part = `crop=${String(width)}:${String(height)}:${String(x)}:${String(y)}`
  const { stdout } = await run('ffprobe', [
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    `movie=${path},${part},signalstats`,
    '-show_entries',
    'frame_tags=lavfi.signalstats.YMIN,lavfi.signalstats.YMAX',
    '-of',
    'csv=p=0',
  ])
  await rm(directory, { recursive: true })
  const numbers = stdout
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(Number)
  assert.ok(numbers.length > 100, 'control: pictures were looked at')
  return [Math.min(...numbers), Math.max(...numbers)]
}

async function photographed(page: Page): Promise<void> {
  const shots = process.env['PORCHLIGHT_SHOTS']
  if (shots !== undefined) await page.screenshot({ path: join(shots, 'boxes.png'), fullPage: true })
}
