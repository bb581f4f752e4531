import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import fc from 'fast-check'

import { instantOf } from './instant.ts'
import { instantsAt, LocalTime, localAt, offsetAt, Zone } from './zone.ts'

const newYork = 'America/New_York'

describe('Zone', () => {
  it('is a name of the time zone database', () => {
    for (const name of [newYork, 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC']) {
      assert.ok(Zone.safeParse(name).success, name)
    }
    for (const name of ['America/Maple_Heights', '-05:00', '+05:30', '', 'local', 'New York']) {
      assert.ok(!Zone.safeParse(name).success, name)
    }
  })
})

describe('LocalTime', () => {
  it('is a minute of a day that exists, without a zone', () => {
    assert.ok(LocalTime.safeParse('2026-11-01T01:30').success)
    for (const text of [
      '2026-02-30T01:30',
      '2026-13-01T01:30',
      '2026-11-01T24:00',
      '2026-11-01T01:60',
      '2026-11-01T01:30:00',
      '2026-11-01T01:30Z',
      '2026-11-01T01:30-04:00',
      '2026-11-01 01:30',
    ]) {
      assert.ok(!LocalTime.safeParse(text).success, text)
    }
  })
})

describe('instantsAt()', () => {
  const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
    ['an ordinary time', '2026-11-23T12:05', newYork, ['2026-11-23T17:05:00Z']],
    [
      'the last minute before the gap of spring',
      '2026-03-08T01:59',
      newYork,
      ['2026-03-08T06:59:00Z'],
    ],
    ['the first minute of the gap', '2026-03-08T02:00', newYork, []],
    ['the last minute of the gap', '2026-03-08T02:59', newYork, []],
    ['the first minute after the gap', '2026-03-08T03:00', newYork, ['2026-03-08T07:00:00Z']],
    [
      'the last minute before the fold of autumn',
      '2026-11-01T00:59',
      newYork,
      ['2026-11-01T04:59:00Z'],
    ],
    [
      'the first minute of the fold, which is twice',
      '2026-11-01T01:00',
      newYork,
      ['2026-11-01T05:00:00Z', '2026-11-01T06:00:00Z'],
    ],
    [
      'the last minute of the fold',
      '2026-11-01T01:59',
      newYork,
      ['2026-11-01T05:59:00Z', '2026-11-01T06:59:00Z'],
    ],
    ['the first minute after the fold', '2026-11-01T02:00', newYork, ['2026-11-01T07:00:00Z']],
    ['a zone of half an hour', '2026-11-23T12:00', 'Asia/Kolkata', ['2026-11-23T06:30:00Z']],
    ['a zone of three quarters', '2026-11-23T12:00', 'Asia/Kathmandu', ['2026-11-23T06:15:00Z']],
    [
      'a fold of half an hour',
      '2026-04-05T01:45',
      'Australia/Lord_Howe',
      ['2026-04-04T14:45:00Z', '2026-04-04T15:15:00Z'],
    ],
    ['a gap of half an hour', '2026-10-04T02:15', 'Australia/Lord_Howe', []],
    [
      'a state without summer time',
      '2026-03-08T02:30',
      'America/Phoenix',
      ['2026-03-08T09:30:00Z'],
    ],
  ]
  for (const [name, local, zone, instants] of cases) {
    it(`knows ${name}`, () => {
      assert.deepEqual(instantsAt(local, zone), instants)
    })
  }

  it('finds every minute again, in every zone, all year round', () => {
    const minute = fc.integer({ min: 29_454_000, max: 29_981_000 })
    const zone = fc.constantFrom(newYork, 'America/St_Johns', 'Australia/Lord_Howe', 'UTC')
    fc.assert(
      fc.property(minute, zone, (minutes, name) => {
        const instant = instantOf(minutes * 60_000)
        assert.ok(instantsAt(localAt(instant, name), name).includes(instant))
      }),
      { numRuns: 300 },
    )
  })
})

describe('localAt() and offsetAt()', () => {
  it('tell the two folds of autumn apart by their offset', () => {
    assert.equal(localAt('2026-11-01T05:30:00Z', newYork), '2026-11-01T01:30')
    assert.equal(localAt('2026-11-01T06:30:00Z', newYork), '2026-11-01T01:30')
    assert.equal(offsetAt('2026-11-01T05:30:00Z', newYork), '-04:00')
    assert.equal(offsetAt('2026-11-01T06:30:00Z', newYork), '-05:00')
  })

  it('jump over the gap of spring', () => {
    assert.equal(localAt('2026-03-08T06:59:59Z', newYork), '2026-03-08T01:59')
    assert.equal(localAt('2026-03-08T07:00:00Z', newYork), '2026-03-08T03:00')
  })

  it('cross midnight and the year', () => {
    assert.equal(localAt('2027-01-01T03:00:00Z', newYork), '2026-12-31T22:00')
    assert.equal(offsetAt('2026-11-23T00:00:00Z', 'Asia/Kolkata'), '+05:30')
  })
})
