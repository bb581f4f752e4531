import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { instantsAt } from '@porchlight/core'

import type { ClockReading, ShownTime } from '../shown-time.ts'
import { assumedErrorSeconds, offsetFor, trueIntervals } from './true-time.ts'

const shown: ShownTime = {
  shown: '2026-11-23T21:10:00',
  zone: 'America/New_York',
  stamps: 'start',
  seconds: 20,
  slackSeconds: 1,
}

function reading(checkedAt: string, offsetSeconds: number, errorSeconds = 2): ClockReading {
  const both = { displayed: checkedAt, true: checkedAt, checkedAt }
  return { ...both, offsetSeconds, errorSeconds, method: 'onvif' }
}

describe('trueIntervals()', () => {
  it('takes off what the clock was fast by', () => {
    const [interval, ...others] = trueIntervals(shown, [reading('2026-11-24T02:10:00Z', 72)])
    assert.deepEqual(others, [])
    assert.deepEqual(interval, {
      from: '2026-11-24T02:08:48Z',
      to: '2026-11-24T02:09:08Z',
      errorSeconds: 3,
      measured: true,
      offsetSeconds: 72,
    })
  })

  it('says that it assumes where nothing was measured', () => {
    const [interval] = trueIntervals(shown, [])
    assert.equal(interval?.from, '2026-11-24T02:10:00Z')
    assert.equal(interval.measured, false)
    assert.equal(interval.offsetSeconds, null)
    assert.equal(interval.errorSeconds, assumedErrorSeconds + 1)
  })

  it('knows both hours that a local clock shows when clocks go back', () => {
    const twice = trueIntervals({ ...shown, shown: '2026-11-01T01:30:00' }, [])
    assert.deepEqual(
      twice.map(({ from }) => from),
      ['2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z'],
    )
    const once = trueIntervals({ ...shown, shown: '2026-11-01T01:30:00', zone: 'UTC' }, [])
    assert.deepEqual(
      once.map(({ from }) => from),
      ['2026-11-01T01:30:00Z'],
    )
  })

  it('takes a time that is skipped in spring for that of a clock which does not follow', () => {
    const skipped = trueIntervals({ ...shown, shown: '2026-03-08T02:30:00' }, [])
    assert.deepEqual(
      skipped.map(({ from }) => from),
      ['2026-03-08T07:30:00Z', '2026-03-08T06:30:00Z'],
    )
  })

  it('agrees with the calendar at every hour of the months in which clocks change, in zones of all kinds', () => {
    const zones = ['Europe/Madrid', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Africa/Casablanca']
    const hours = [1, 2, 3, 9].flatMap((month) =>
      Array.from({ length: 31 * 24 }, (_, hour) => Date.UTC(2026, month, 1, hour, 15)),
    )
    for (const zone of zones)
      for (const hour of hours) {
        const local = new Date(hour).toISOString().slice(0, 19)
        const known = instantsAt(local, zone)
        const told = trueIntervals({ ...shown, shown: local, zone }, []).map(({ from }) => from)
        if (known.length > 0) assert.deepEqual(told, known, `${local} ${zone}`)
        else assert.equal(told.length, 2)
      }
  })

  it('has none for a day that no calendar has', () => {
    for (const zone of ['UTC', 'America/New_York'])
      assert.deepEqual(trueIntervals({ ...shown, shown: '2026-02-31T12:00:00', zone }, []), [])
  })

  it('counts back from what is stamped at the end', () => {
    const [interval] = trueIntervals({ ...shown, stamps: 'end' }, [])
    assert.equal(interval?.from, '2026-11-24T02:09:40Z')
    assert.equal(interval.to, '2026-11-24T02:10:00Z')
  })

  it('looks for as long as a clip may be where nobody has read its length', () => {
    const [interval] = trueIntervals({ ...shown, seconds: null }, [])
    assert.equal(interval?.to, '2026-11-24T03:10:00Z')
  })
})

describe('offsetFor()', () => {
  it('is null without a reading', () => {
    assert.equal(offsetFor('2026-11-24T00:00:00Z', []), null)
  })

  it('grows less sure with each day from the only reading', () => {
    const readings = [reading('2026-11-20T00:00:00Z', 10)]
    assert.deepEqual(offAt('2026-11-20T00:00:00Z', readings), [10, 2])
    assert.deepEqual(offAt('2026-11-22T00:00:00Z', readings), [10, 88.4])
    assert.equal(offsetFor('2026-01-01T00:00:00Z', readings)?.errorSeconds, 2 + assumedErrorSeconds)
  })

  it('goes by the nearest of two, and is off by no more than they differ', () => {
    const readings = [reading('2026-11-10T00:00:00Z', 10), reading('2026-11-20T00:00:00Z', 16)]
    assert.deepEqual(offAt('2026-11-12T00:00:00Z', readings), [10, 8])
    assert.deepEqual(offAt('2026-11-19T00:00:00Z', readings), [16, 8])
  })

  it('believes a bad reading on the other side no more than it says of itself', () => {
    const readings = [reading('2026-11-10T00:00:00Z', 10), reading('2026-11-20T00:00:00Z', 16, 60)]
    assert.deepEqual(offAt('2026-11-12T00:00:00Z', readings), [10, 66])
  })

  it('is never surer than the reading that it goes by', () => {
    const readings = [reading('2026-11-10T00:00:00Z', 10, 30), reading('2026-11-20T00:00:00Z', 10)]
    assert.deepEqual(offAt('2026-11-12T00:00:00Z', readings), [10, 30])
  })

  it('goes by the nearest, whatever order they were written in', () => {
    const readings = [reading('2026-11-20T00:00:00Z', 16), reading('2026-11-10T00:00:00Z', 10)]
    assert.deepEqual(offAt('2026-11-12T00:00:00Z', readings), [10, 8])
  })
})

function offAt(at: string, readings: readonly ClockReading[]) {
  const offset = offsetFor(at, readings)
  return [offset?.seconds, offset?.errorSeconds]
}
