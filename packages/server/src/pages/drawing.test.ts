import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { projectionFor, scaleBar } from './drawing.ts'

/** 0.01 degree of latitude is 1,111.95 m on the mean sphere. */
const metresPerHundredth = 1111.95

describe('the drawing of an area', () => {
  it('is to scale, in latitude and in longitude', () => {
    const projection = projectionFor([square(-81.5, 41.4)], 640, 440)
    const [x0, y0] = projection.point([-81.5, 41.4])
    const [x1] = projection.point([-81.49, 41.4])
    const [, y1] = projection.point([-81.5, 41.41])
    assertNear((y0 - y1) * projection.metresPerUnit, metresPerHundredth, 0.5)
    const narrowed = metresPerHundredth * Math.cos((41.405 * Math.PI) / 180)
    assertNear((x1 - x0) * projection.metresPerUnit, narrowed, 1)
  })

  it('shows the whole area with a margin, also across the date line', () => {
    const projection = projectionFor(
      [
        [
          [179.995, -17],
          [-179.995, -17],
          [-179.995, -16.99],
        ],
      ],
      640,
      440,
    )
    for (const corner of [
      [179.995, -17],
      [-179.995, -17],
      [-179.995, -16.99],
    ] as const) {
      const [x, y] = projection.point(corner)
      assert.ok(x > 40 && x < 600 && y > 40 && y < 400, `${String(x)}, ${String(y)}`)
    }
  })

  it('has a bar of a round length that fits', () => {
    const projection = projectionFor([square(-81.5, 41.4)], 640, 440)
    const { metres, units } = scaleBar(projection)
    assert.equal(metres, 500)
    assertNear(units * projection.metresPerUnit, metres, 0.001)
    assert.ok(units <= 160)
  })
})

function square(lon: number, lat: number): [number, number][] {
  return [
    [lon, lat],
    [lon + 0.01, lat],
    [lon + 0.01, lat + 0.01],
    [lon, lat + 0.01],
  ]
}

function assertNear(actual: number, expected: number, tolerance: number): void {
  assert.ok(
    Math.abs(actual - expected) <= tolerance,
    `${String(actual)} is not ${String(expected)}`,
  )
}
