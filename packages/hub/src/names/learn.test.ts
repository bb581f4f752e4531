import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { learn } from './learn.ts'
import { readName } from './read-name.ts'

const zone = 'America/New_York'
const shown = '2026-11-23T21:10:05'

/** Each layout: the example, then files and whose they are. */
const layouts: Readonly<Record<string, readonly [string, Readonly<Record<string, string>>]>> = {
  'a folder for each camera': [
    'cam2/23.11.2026 21h10m05.avi',
    { 'cam2/23.11.2026 21h10m05.avi': 'cam2', 'cam3/24.11.2026 00h00m00.avi': 'cam3' },
  ],
  'folders of many words': [
    'Front Door/23.11.2026 21h10m05.avi',
    { 'Garage/24.11.2026 00h00m00.avi': 'Garage', 'Jardín 2/24.11.2026 00h00m00.avi': 'Jardín 2' },
  ],
  'folders of numbers': [
    '1/23.11.2026 21h10m05.avi',
    { '1/24.11.2026 00h00m00.avi': '1', '12/24.11.2026 00h00m00.avi': '12' },
  ],
  'a channel before the time': [
    'ch01_231126211005.avi',
    { 'ch01_241126000000.avi': 'ch01', 'ch02_241126000000.avi': 'ch02' },
  ],
  'a number before the time': [
    '101_231126211005.avi',
    { '101_241126000000.avi': '101', '201_241126000000.avi': '201' },
  ],
  'an address before the time': [
    '192.168.1.20_01_231126211005.avi',
    {
      '192.168.1.20_01_241126000000.avi': '192.168.1.20_01',
      '192.168.1.21_01_241126000000.avi': '192.168.1.21_01',
    },
  ],
  'a name that touches the time': [
    'porch231126211005.avi',
    { 'porch241126000000.avi': 'porch', 'back yard241126000000.avi': 'back yard' },
  ],
  'a letter after the time': [
    '231126211005A.avi',
    { '241126000000A.avi': 'A', '241126000000B.avi': 'B' },
  ],
  'a channel after the time, then a number that counts': [
    '231126211005_ch2_0042.avi',
    { '241126000000_ch2_0043.avi': 'ch2', '241126000000_ch3_0044.avi': 'ch3' },
  ],
  'a camera between date and time': [
    '231126_cam1_211005.avi',
    { '241126_cam1_000000.avi': 'cam1', '241126_cam2_000000.avi': 'cam2' },
  ],
  'the date in folders again': [
    '2026/11/23/cam1_23-11-2026_21-10-05.avi',
    {
      '2026/11/24/cam1_24-11-2026_00-00-00.avi': 'cam1',
      '2026/12/01/cam2_01-12-2026_00-00-00.avi': 'cam2',
    },
  ],
  'camera above the date': [
    'NVR/cam1/20261123/211005.avi',
    { 'NVR/cam1/20261124/000000.avi': 'NVR cam1', 'NVR/cam2/20261124/000000.avi': 'NVR cam2' },
  ],
}

describe('what was learned from one name', () => {
  for (const [layout, [example, files]] of Object.entries(layouts))
    it(`keeps cameras apart: ${layout}`, () => {
      const learned = learn(example, shown)
      assert.ok(learned)
      assert.equal(readName(example, { zone, learned })?.time.shown, shown)
      const cameras = Object.keys(files).map((path) => readName(path, { zone, learned })?.camera)
      assert.deepEqual(cameras, Object.values(files))
    })

  it('is one camera where nothing but the time and a counter is said', () => {
    const learned = learn('231126211005_0042.avi', shown)
    for (const path of ['231126211005_0042.avi', '241126000000_0043.avi'])
      assert.equal(readName(path, { zone, learned })?.camera, 'camera')
  })

  it('takes no name of Ring’s phone app, which tells when a video was saved', () => {
    const name = 'RingVideo_20261123_211005.mp4'
    assert.equal(learn(name, shown), null)
    const learned = learn('cam_231126_211005.mp4', shown)
    for (const names of [null, learned])
      assert.equal(readName(name, { zone, learned: names }), null)
    assert.equal(
      readName('Front_Door_20261123_211005.mp4', { zone, learned: null })?.camera,
      'Front_Door',
    )
  })
})
