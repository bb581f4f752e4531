import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { geoArea, geoDistance } from 'd3-geo'
import fc from 'fast-check'

import {
  areaSquareMetres,
  circleArea,
  distanceMetres,
  earthRadiusMetres,
  squareMiles,
} from './area-measure.ts'
import { contains, isSimple } from './area-shape.ts'
import { Area } from './area.ts'
import type { Place } from './area.ts'

/** Star-shaped around a centre, so it never crosses itself: some 0.01 to 2 square miles. */
const polygon = fc
  .record({
    lng: fc.double({ min: -180, max: 180, noNaN: true }),
    lat: fc.double({ min: -70, max: 70, noNaN: true }),
    radii: fc.array(fc.integer({ min: 100, max: 1500 }), { minLength: 5, maxLength: 40 }),
  })
  .map(({ lng, lat, radii }) =>
    radii.map((radius, index): Place => {
      const corner = circleArea([lng, lat], radius, radii.length)[index]
      if (corner === undefined) throw new Error('A circle has as many corners as asked')
      return corner
    }),
  )

describe('areaSquareMetres()', () => {
  it('agrees with d3-geo within 0.1 % on 1,000 random polygons, either way round', (t) => {
    let worst = 0
    fc.assert(
      fc.property(polygon, (area) => {
        const ring = [...area, ...area.slice(0, 1)].map(([lng, lat]) => [lng, lat])
        const steradians = geoArea({ type: 'Polygon', coordinates: [ring] })
        const reference = Math.min(steradians, 4 * Math.PI - steradians) * earthRadiusMetres ** 2
        for (const corners of [area, area.toReversed()]) {
          const ours = areaSquareMetres(corners)
          worst = Math.max(worst, Math.abs(ours / reference - 1))
          assert.ok(Math.abs(ours - reference) <= reference * 0.001, `${ours} against ${reference}`)
        }
      }),
      { numRuns: 1000, seed: 20_261_123 },
    )
    t.diagnostic(`largest difference ${(worst * 100).toExponential(1)} %`)
  })

  it('crosses the 180th meridian', () => {
    const across: Area = [
      [179.999, 0],
      [-179.999, 0],
      [-179.999, 0.002],
      [179.999, 0.002],
    ]
    assert.ok(Math.abs(areaSquareMetres(across) - 49_456) < 50)
  })
})

describe('circleArea()', () => {
  it('gives a valid, simple polygon that holds its centre and about π r², everywhere', () => {
    const centre = fc.tuple(
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.double({ min: -80, max: 80, noNaN: true }),
    )
    fc.assert(
      fc.property(centre, fc.integer({ min: 100, max: 900 }), (place, radius) => {
        const circle = Area.parse(circleArea(place, radius, 48))
        assert.ok(isSimple(circle))
        assert.ok(contains(circle, place))
        assert.ok(Math.abs(areaSquareMetres(circle) / (Math.PI * radius ** 2) - 1) < 0.01)
      }),
      { numRuns: 300 },
    )
  })

  it('has 24 corners at the radius where nothing else is said', () => {
    const circle = circleArea([-81.5, 41.4], 300)
    assert.equal(circle.length, 24)
    for (const corner of circle) {
      assert.ok(Math.abs(distanceMetres([-81.5, 41.4], corner) - 300) < 0.2)
    }
  })
})

describe('distanceMetres()', () => {
  it('agrees with d3-geo near and far', () => {
    const places: readonly (readonly [Place, Place])[] = [
      [
        [-81.5, 41.4],
        [-81.5, 41.400001],
      ],
      [
        [-81.5, 41.4],
        [2.35, 48.86],
      ],
      [
        [179.9, -16.5],
        [-179.9, -16.5],
      ],
    ]
    for (const [from, to] of places) {
      const reference = geoDistance([...from], [...to]) * earthRadiusMetres
      assert.ok(Math.abs(distanceMetres(from, to) - reference) < 0.001 + reference * 1e-9)
    }
  })
})

describe('squareMiles()', () => {
  it('turns the limits of the rules back into their miles', () => {
    assert.equal(squareMiles(64_750).toFixed(4), '0.0250')
    assert.equal(squareMiles(1_294_994).toFixed(4), '0.5000')
  })
})
