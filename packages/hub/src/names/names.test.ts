import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { learn, mayTell } from './learn.ts'
import { detect, exampleOf, readName } from './read-name.ts'

const zone = 'America/New_York'
const reader = { zone, learned: null }

const names: readonly (readonly [string, string, string, string, string])[] = [
  [
    'Frigate',
    'recordings/2026-11-24/02/front_door/10.05.mp4',
    'front_door',
    '2026-11-24T02:10:05',
    'UTC',
  ],
  ['motion', '1-01-20261123211005.mp4', '1', '2026-11-23T21:10:05', zone],
  ['motion', '2-01-20261123211005.mp4', '2', '2026-11-23T21:10:05', zone],
  ['motion', 'porch/01-20261123211005.mp4', 'porch', '2026-11-23T21:10:05', zone],
  ['motion', 'garage-20261123211005-01.mkv', 'garage', '2026-11-23T21:10:05', zone],
  ['Reolink', 'Driveway_00_20261123211005.mp4', 'Driveway', '2026-11-23T21:10:05', zone],
  [
    'Tesla',
    'SentryClips/2026-11-23_21-12-00/2026-11-23_21-10-05-left_repeater.mp4',
    'left_repeater',
    '2026-11-23T21:10:05',
    zone,
  ],
  ['BlackVue', '20261123_211005_NF.mp4', 'F', '2026-11-23T21:10:05', zone],
  ['Viofo', '2026_1123_211005_0042F.MP4', 'F', '2026-11-23T21:10:05', zone],
  ['Nextbase', '261123_211005_001_FH.MP4', 'FH', '2026-11-23T21:10:05', zone],
  ['Yi', 'record/2026Y11M23D21H/E110M05S60.mp4', 'record', '2026-11-23T21:10:05', zone],
  ['Canon', '20261124021005-021105-M00_507.mov', 'M00', '2026-11-24T02:10:05', 'UTC'],
  ['Panasonic', '20261123/1M211005.mp4', 'camera', '2026-11-23T21:10:05', zone],
  ['Pixel', 'PXL_20261124_021005123.mp4', 'camera', '2026-11-24T02:10:05', 'UTC'],
  ['phone', 'VID_20261123_211005.mp4', 'camera', '2026-11-23T21:10:05', zone],
  ['phone', '20261123_211005.mp4', 'camera', '2026-11-23T21:10:05', zone],
  ['dated', 'Front Door 2026-11-23T21-10-05.mp4', 'Front Door', '2026-11-23T21:10:05', zone],
]

describe('readName()', () => {
  for (const [name, path, camera, shown, inZone] of names)
    it(`reads ${path} as ${name}`, () => {
      assert.equal(detect([path])?.name, name)
      assert.equal(detect([path])?.asksZone, inZone !== 'UTC')
      const read = readName(path, reader)
      assert.deepEqual([read?.camera, read?.time.shown, read?.time.zone], [camera, shown, inZone])
    })

  it('knows the length where the name tells it', () => {
    assert.equal(readName('20261124235950-000010-M00_507.mov', reader)?.time.seconds, 20)
    assert.equal(readName('2026Y11M23D21H/E110M05S60.mp4', reader)?.time.seconds, 60)
  })

  it('reads no time that no clock shows', () => {
    for (const path of ['20261323_211005_NF.mp4', '20260230_211005.mp4', '01-20261123251005.mp4'])
      assert.equal(readName(path, reader), null, path)
  })

  it('reads no local time where another zone or half of the day is named, and no second time', () => {
    for (const path of [
      'Cam 2026-11-23 09-10-05 PM.mp4',
      'cam_2026-11-24T02-10-05Z.mp4',
      'cam_2026-11-24T02-10-05+0000.mp4',
      'cam_20261123_211005_UTC.mp4',
      'garage-20261123200000-20261123211005.mp4',
    ])
      assert.equal(readName(path, reader), null, path)
  })

  it('does not make a time up', () => {
    for (const path of ['hiv00001.mp4', 'IMG_1234.MOV', 'clip.mp4', '12345678901234567890.mp4'])
      assert.equal(readName(path, reader), null, path)
    assert.equal(detect(['hiv00001.mp4', 'hiv00002.mp4']), null)
  })
})

describe('detect()', () => {
  const [motion, reolink] = ['cam1/01-20261123211005.mp4', 'Driveway_00_20261123211005.mp4']
  const other = 'cam2/23.11.2026 21h10m05.avi'

  it('goes by most names, and among equals by the grammar that reads least else', () => {
    assert.equal(detect([motion, reolink])?.name, 'Reolink')
    assert.equal(detect([reolink, motion, motion])?.name, 'motion')
  })

  it('has an example that is one of those', () => {
    assert.equal(exampleOf([reolink, motion, motion]), motion)
    assert.equal(exampleOf(['birthday.mp4', motion]), motion)
    assert.equal(exampleOf([]), null)
  })

  it('has an example that can be taught by, where most cannot be read', () => {
    assert.equal(exampleOf([motion, 'birthday.mp4', 'RingVideo_20261123_211005.mp4', other]), other)
    assert.equal(exampleOf(['birthday.mp4', 'clip0001.mp4']), 'birthday.mp4')
  })
})

describe('learn()', () => {
  it('knows which names can tell no time, whatever is said of them', () => {
    for (const path of ['family-birthday.mp4', 'hiv00001.mp4', 'trip 2026-11-23.mp4']) {
      assert.equal(mayTell(path), false, path)
      assert.equal(learn(path, '2026-11-23T21:10:05'), null)
    }
    for (const path of ['ch01_2611232110.avi', '20261123/2110.mp4'])
      assert.equal(mayTell(path), true, path)
  })

  it('reads the other files once it has seen one', () => {
    const learned = learn('cam2/23.11.2026 21h10m05.avi', '2026-11-23T21:10:05')
    const read = readName('cam3/01.12.2026 00h00m00.avi', { zone, learned })
    assert.deepEqual([read?.camera, read?.time.shown], ['cam3', '2026-12-01T00:00:00'])
    assert.equal(readName('cam3/other.avi', { zone, learned }), null)
  })

  it('reads days before months, and years of two digits', () => {
    const learned = learn('ch01_231126211005.dav', '2026-11-23T21:10:05')
    const read = readName('ch02_010227000102.dav', { zone, learned })
    assert.equal(read?.time.shown, '2027-02-01T00:01:02')
  })

  it('asks for another where two readings are possible', () => {
    assert.equal(learn('11.11.2026 21h10m05.avi', '2026-11-11T21:10:05'), null)
  })

  it('does not learn what the name does not say', () => {
    assert.equal(learn('hiv00001.mp4', '2026-11-23T21:10:05'), null)
    assert.equal(learn('cam/2026-11-23.avi', '2026-11-23T21:10:05'), null)
  })

  it('is less sure where the name has no seconds', () => {
    const learned = learn('cam/2026-11-23 21.10 x.avi', '2026-11-23T21:10:05')
    assert.equal(learned?.slackSeconds, 60)
    assert.equal(
      readName('cam/2026-11-24 02.33 y.avi', { zone, learned })?.time.shown,
      '2026-11-24T02:33:00',
    )
  })
})
