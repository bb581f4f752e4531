import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import type { ShownTime } from '@porchlight/owner'

import { filmedReading, typedReading } from './photo-reading.ts'

const zone = 'America/New_York'

describe('typedReading()', () => {
  it('is the difference of two clocks, as of the moment at which they were filmed', () => {
    const seen = { displayed: '2026-11-23T21:15:19', true: '2026-11-23T21:14:07', zone }
    assert.deepEqual(typedReading(seen), {
      displayed: '2026-11-24T02:15:19Z',
      true: '2026-11-24T02:14:07Z',
      offsetSeconds: 72,
      errorSeconds: 2,
      method: 'owner-photo',
      checkedAt: '2026-11-24T02:14:07Z',
    })
  })

  it('takes the nearest of times that come twice in autumn', () => {
    const both = typedReading({
      displayed: '2026-11-01T01:00:30',
      true: '2026-11-01T00:59:50',
      zone,
    })
    assert.equal(both.offsetSeconds, 40)
    const later = typedReading({
      displayed: '2026-11-01T02:00:10',
      true: '2026-11-01T01:59:50',
      zone,
    })
    assert.equal(later.offsetSeconds, 20)
  })

  it('refuses a day that no calendar has', () => {
    const seen = { displayed: '2026-02-31T21:15:19', true: '2026-11-23T21:14:07', zone }
    assert.throws(() => typedReading(seen), { code: 'input/invalid' })
  })
})

describe('filmedReading()', () => {
  const time: ShownTime = {
    shown: '2026-11-24T02:10:00',
    zone: 'UTC',
    stamps: 'start',
    seconds: 60,
    slackSeconds: 5,
  }

  it('compares the time of the recording with the clock that is seen in it', () => {
    const reading = filmedReading(time, { seconds: 12.5, true: '2026-11-23T21:09:00', zone })
    assert.equal(reading.displayed, '2026-11-24T02:10:12Z')
    // the phone showed whole seconds
    assert.equal(reading.offsetSeconds, 72)
    assert.equal(reading.errorSeconds, 7)
    assert.equal(reading.checkedAt, '2026-11-24T02:09:00Z')
  })

  it('knows a recorder that runs an hour behind after clocks went forward', () => {
    const local = { ...time, shown: '2026-03-08T02:10:00', zone }
    // 02:10 is skipped: the clock did not follow, and shows what is 03:10
    const reading = filmedReading(local, { seconds: 0, true: '2026-03-08T03:10:00', zone })
    assert.equal(reading.offsetSeconds, -0.5)
  })

  it('says nothing of what is stamped at an end that is not known', () => {
    const end = { ...time, stamps: 'end', seconds: null } as const
    const seen = { seconds: 0, true: '2026-11-23T21:09:00', zone }
    assert.throws(() => filmedReading(end, seen), { code: 'source/no-clock' })
  })
})
