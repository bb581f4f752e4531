import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { circleArea } from './area-measure.ts'
import { Area, maxCorners, Place } from './area.ts'

describe('Place', () => {
  it('is longitude and latitude with at most six decimals', () => {
    for (const place of [
      [-81.5, 41.4],
      [180, 90],
      [-180, -90],
      [-81.500001, 0],
      [0.1 + 0.2, 0],
    ]) {
      const rounded = place.map((value) => Number(value.toFixed(6)))
      assert.deepEqual(Place.parse(rounded), rounded)
    }
    for (const place of [
      [0.1 + 0.2, 0],
      [-81.5000001, 41.4],
      [180.000001, 0],
      [0, 90.1],
      [Number.NaN, 0],
      [0],
      [0, 0, 0],
      ['0', '0'],
    ]) {
      assert.ok(!Place.safeParse(place).success, JSON.stringify(place))
    }
  })
})

describe('Area', () => {
  it('has three to 64 corners', () => {
    const centre: Place = [-81.5, 41.4]
    assert.ok(Area.safeParse(circleArea(centre, 300, 3)).success)
    assert.ok(Area.safeParse(circleArea(centre, 300, maxCorners)).success)
    assert.ok(!Area.safeParse(circleArea(centre, 300, 2)).success)
    assert.ok(!Area.safeParse(circleArea(centre, 300, maxCorners + 1)).success)
  })
})
