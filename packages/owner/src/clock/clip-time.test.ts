import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import type { ClockReading, ShownTime } from '../shown-time.ts'
import { clipTime } from './clip-time.ts'

const time: ShownTime = {
  shown: '2026-11-23T21:10:00',
  zone: 'America/New_York',
  stamps: 'start',
  seconds: 20,
  slackSeconds: 1,
}
const told = { time, method: 'file-name', cutSeconds: 0, readings: [], picture: [] } as const

function reading(checkedAt: string, offsetSeconds: number, method: ClockReading['method']) {
  const both = { displayed: checkedAt, true: checkedAt, checkedAt }
  return { ...both, offsetSeconds, errorSeconds: 2, method }
}

describe('clipTime()', () => {
  it('says what the clock showed and nothing of its error where that was never measured', () => {
    assert.deepEqual(clipTime({ ...told, cutSeconds: 4.5 }), {
      displayed: '2026-11-24T02:10:04Z',
      otherwise: null,
      method: 'file-name',
      clock: null,
      picture: null,
    })
  })

  it('says how far the clock was off, by the nearest reading, with the drift since and what is rounded away', () => {
    const readings = [
      reading('2026-11-20T02:10:00Z', -300, 'host-clock'),
      reading('2026-11-24T14:10:00Z', 71.5, 'owner-photo'),
    ]
    assert.deepEqual(clipTime({ ...told, readings: readings.slice(1) })?.clock, {
      offsetSeconds: 72,
      // 2 of the reading, 21.6 of half a day, 1 of the name, 0.5 of rounding
      errorSeconds: 26,
      method: 'owner-photo',
      checkedOn: '2026-11-24',
    })
  })

  it('keeps the clock of the picture apart from that of the file', () => {
    const picture = [reading('2026-11-24T02:10:00Z', -3600, 'onvif')]
    const readings = [reading('2026-11-24T02:10:00Z', 0, 'http-date')]
    const both = clipTime({ ...told, readings, picture })
    assert.deepEqual([both?.clock?.offsetSeconds, both?.picture?.offsetSeconds], [0, -3600])
  })

  it('says both instants of a time that comes twice in autumn', () => {
    const twice = clipTime({ ...told, time: { ...time, shown: '2026-11-01T01:30:00' } })
    assert.deepEqual(
      [twice?.displayed, twice?.otherwise],
      ['2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z'],
    )
  })

  it('counts back from what is stamped at the end, where the length is known', () => {
    const end = { ...time, stamps: 'end' } as const
    assert.equal(clipTime({ ...told, time: end })?.displayed, '2026-11-24T02:09:40Z')
    assert.equal(clipTime({ ...told, time: { ...end, seconds: null } }), null)
  })

  it('is null for a day that no calendar has', () => {
    assert.equal(clipTime({ ...told, time: { ...time, shown: '2026-02-31T12:00:00' } }), null)
  })
})
