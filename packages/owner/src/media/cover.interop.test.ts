import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'

import { boxAt } from '../redact/plan.ts'
import type { Box, DrawnBox, EditPlan } from '../redact/plan.ts'
import { makeCopy } from './copy.ts'
import { probe } from './probe.ts'

const width = 320
const height = 240
const rate = 25

let directory = ''
let source = ''

/** Six seconds of white: whatever is dark was covered. */
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'porchlight-cover-'))
  source = join(directory, 'white.mp4')
  const white = `color=white:s=${String(width)}x${String(height)}:r=${String(rate)}:d=6`
  const args = ['-v', 'error', '-f', 'lavfi', '-i', white, '-pix_fmt', 'yuv420p', source]
  execFileSync('ffmpeg', args)
})
after(async () => {
  await rm(directory, { recursive: true })
})

/** The luma of each picture of a copy, as Debian's ffmpeg decodes it. */
async function lumaOf(plan: Omit<EditPlan, 'audio'>): Promise<readonly Buffer[]> {
  const target = join(directory, 'copy.mp4')
  await makeCopy({ source, probe: await probe(source), target, audio: 'removed', ...plan })
  const args = ['-v', 'error', '-i', target, '-f', 'rawvideo', '-pix_fmt', 'gray', '-']
  const raw = execFileSync('ffmpeg', args, { maxBuffer: 2 ** 28 })
  const size = width * height
  return Array.from({ length: raw.length / size }, (_, at) =>
    raw.subarray(at * size, (at + 1) * size),
  )
}

/** The brightest pixel inside a box. */
function brightest(luma: Buffer, box: Box): number {
  let most = 0
  for (let y = Math.ceil(box.y * height); y < Math.floor((box.y + box.height) * height); y++)
    for (let x = Math.ceil(box.x * width); x < Math.floor((box.x + box.width) * width); x++)
      most = Math.max(most, luma[y * width + x] ?? 255)
  return most
}

/** Black is 16 or 0; an encoder is a little off. */
const dark = 40

const still: Box = { x: 0.1, y: 0.1, width: 0.2, height: 0.25 }
const moving: DrawnBox = {
  from: 2,
  to: 4,
  keyFrames: [
    { at: 2, box: { x: 0.05, y: 0.5, width: 0.2, height: 0.2 } },
    { at: 3, box: { x: 0.7, y: 0.6, width: 0.25, height: 0.3 } },
    { at: 4, box: { x: 0.3, y: 0.2, width: 0.1, height: 0.1 } },
  ],
}

describe('what is covered', () => {
  it('is black in every picture where the camera has a mask', async () => {
    const pictures = await lumaOf({ cut: null, boxes: [], masks: [still] })
    assert.equal(pictures.length, 150)
    for (const luma of pictures) assert.ok(brightest(luma, still) < dark)
    const open = await lumaOf({ cut: null, boxes: [], masks: [] })
    for (const luma of open) assert.ok(brightest(luma, still) > 200, 'control: it is white')
  })

  for (const cut of [null, { from: 1, to: 5 }])
    it(`is black from the first to the last picture of a box that moves, ${cut === null ? 'whole' : 'cut'}`, async () => {
      const pictures = await lumaOf({ cut, boxes: [moving], masks: [] })
      let covered = 0
      for (const [index, luma] of pictures.entries()) {
        const at = (cut?.from ?? 0) + index / rate
        if (at < moving.from || at > moving.to) continue
        covered += 1
        assert.ok(brightest(luma, boxAt(moving, at)) < dark, `at ${String(at)} s`)
      }
      assert.ok(covered >= 50)
      const [first] = pictures
      const whole = { x: 0, y: 0, width: 1, height: 1 }
      assert.ok(first && brightest(first, whole) > 200, 'control: before it nothing is covered')
    })
})

describe('a box without an end', () => {
  for (const cut of [null, { from: 2.4, to: 6 }])
    it(`hides from the first picture to the last, ${cut === null ? 'whole' : 'cut after it was drawn'}`, async () => {
      const endless = { ...moving, from: 0, to: 604_800 }
      const pictures = await lumaOf({ cut, boxes: [endless], masks: [] })
      assert.equal(pictures.length, cut === null ? 150 : 90)
      for (const [index, luma] of pictures.entries()) {
        const at = (cut?.from ?? 0) + index / rate
        assert.ok(brightest(luma, boxAt(endless, at)) < dark, `at ${String(at)} s`)
      }
    })
})

describe('boxAt()', () => {
  it('moves and grows evenly, and stands before and after', () => {
    const { keyFrames } = moving
    assert.deepEqual(boxAt(moving, 0), keyFrames[0]?.box)
    assert.deepEqual(boxAt(moving, 9), keyFrames[2]?.box)
    const half = boxAt(moving, 2.5)
    assert.deepEqual(
      [half.x, half.y, half.width, half.height].map((value) => Math.round(value * 1000)),
      [375, 550, 225, 250],
    )
  })
})
