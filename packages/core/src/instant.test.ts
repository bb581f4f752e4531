import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import fc from 'fast-check'

import {
  coveredSeconds,
  dayOf,
  dayStartOf,
  Instant,
  instantOf,
  joined,
  later,
  millisOf,
  minuteOf,
  secondsBetween,
  Window,
} from './instant.ts'

describe('Instant', () => {
  it('accepts one form of a point in time that exists', () => {
    for (const text of ['2026-11-23T17:05:00Z', '2024-02-29T00:00:00Z', '1970-01-01T00:00:00Z']) {
      assert.ok(Instant.safeParse(text).success, text)
    }
  })

  for (const text of [
    '2026-02-29T12:00:00Z',
    '2026-04-31T12:00:00Z',
    '2026-11-23T24:00:00Z',
    '2026-11-23T23:59:60Z',
    '2026-11-23T17:60:00Z',
    '2026-11-23T17:05:00.000Z',
    '2026-11-23T17:05Z',
    '2026-11-23T17:05:00+00:00',
    '2026-11-23T17:05:00-05:00',
    '2026-11-23 17:05:00Z',
    '2026-11-23t17:05:00z',
    '2026-11-23T17:05:00Z\n',
    '2026-11-23',
    '',
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.ok(!Instant.safeParse(text).success)
    })
  }

  it('sorts as text as it does in time, and counts in seconds', () => {
    const second = fc.integer({ min: 0, max: 4_000_000_000 })
    fc.assert(
      fc.property(second, second, (a, b) => {
        const [from, to] = [instantOf(a * 1000), instantOf(b * 1000 + 999)]
        assert.equal(from < to, a < b)
        assert.equal(secondsBetween(from, to), b - a)
        assert.equal(later(from, b - a), to)
        assert.equal(millisOf(to), b * 1000)
        assert.ok(Instant.safeParse(from).success)
      }),
    )
  })

  it('is cut, never rounded, to the minute and the day', () => {
    assert.equal(minuteOf('2026-11-23T17:05:59Z'), '2026-11-23T17:05:00Z')
    assert.equal(dayOf('2026-11-23T23:59:59Z'), '2026-11-23')
    assert.equal(dayStartOf('2026-11-23T23:59:59Z'), '2026-11-23T00:00:00Z')
  })

  it('knows nothing of summer time: an hour later is an hour later', () => {
    assert.equal(later('2026-03-08T06:30:00Z', 3600), '2026-03-08T07:30:00Z')
    assert.equal(secondsBetween('2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z'), 86_400)
  })
})

describe('Window', () => {
  it('ends after it starts', () => {
    const at = '2026-11-23T17:05:00Z'
    assert.ok(Window.safeParse({ from: at, to: '2026-11-23T17:05:01Z' }).success)
    assert.ok(!Window.safeParse({ from: at, to: at }).success)
    assert.ok(!Window.safeParse({ from: at, to: '2026-11-23T17:04:59Z' }).success)
    assert.ok(!Window.safeParse({ from: at, to: '2026-11-23T18:00:00Z', zone: 'UTC' }).success)
  })
})

describe('joined() and coveredSeconds()', () => {
  it('join windows that overlap, touch or hold one another, and keep the others apart', () => {
    const windows = [window(100, 200), window(0, 50), window(150, 160), window(200, 300)]
    assert.deepEqual(joined(windows), [window(0, 50), window(100, 300)])
    assert.equal(coveredSeconds(windows), 250)
    assert.equal(coveredSeconds([]), 0)
  })

  it('cover the seconds that any of the windows holds, in whatever order they come', () => {
    const some = fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 30 })), { maxLength: 6 })
    fc.assert(
      fc.property(some, (pairs) => {
        const seconds = new Set(
          pairs.flatMap(([from, length]) => Array.from({ length }, (_, index) => from + index)),
        )
        const windows = pairs.map(([from, length]) => window(from, from + length))
        assert.equal(coveredSeconds(windows), seconds.size)
        assert.equal(coveredSeconds(windows.toReversed()), seconds.size)
      }),
    )
  })
})

function window(from: number, to: number): Window {
  return { from: instantOf(from * 1000), to: instantOf(to * 1000) }
}
