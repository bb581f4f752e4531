import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { circleArea } from './area-measure.ts'
import { boundsOf, centreOf, contains, isSimple } from './area-shape.ts'
import type { Area } from './area.ts'

/** Like the letter L, so that its bounds hold places that it does not. */
const bent: Area = [
  [-81.5, 41.4],
  [-81.49, 41.4],
  [-81.49, 41.402],
  [-81.498, 41.402],
  [-81.498, 41.41],
  [-81.5, 41.41],
]

const acrossTheDateLine: Area = [
  [179.999, 0],
  [-179.999, 0],
  [-179.999, 0.002],
  [179.999, 0.002],
]

describe('contains()', () => {
  it('holds what is inside an area that is not convex, and nothing else', () => {
    assert.ok(contains(bent, [-81.499, 41.409]))
    assert.ok(contains(bent, [-81.491, 41.401]))
    assert.ok(!contains(bent, [-81.492, 41.408]))
    assert.ok(!contains(bent, [-81.501, 41.401]))
    assert.ok(!contains(bent, [-81.4985, 41.411]))
  })

  it('works across the 180th meridian, from both sides', () => {
    assert.ok(contains(acrossTheDateLine, [179.9995, 0.001]))
    assert.ok(contains(acrossTheDateLine, [-179.9995, 0.001]))
    assert.ok(!contains(acrossTheDateLine, [179.998, 0.001]))
    assert.ok(!contains(acrossTheDateLine, [0, 0.001]))
  })
})

describe('boundsOf() and centreOf()', () => {
  it('tell the frame and its middle', () => {
    assert.deepEqual(boundsOf(bent), { west: -81.5, south: 41.4, east: -81.49, north: 41.41 })
    assert.deepEqual(centreOf(bent), [-81.495, 41.405])
    assert.deepEqual(centreOf(circleArea([-81.5, 41.4], 300)), [-81.5, 41.4])
  })

  it('keep an area across the 180th meridian small', () => {
    const { west, east } = boundsOf(acrossTheDateLine)
    assert.ok(Math.abs(east - west - 0.002) < 1e-9)
    assert.equal(Math.abs(centreOf(acrossTheDateLine)[0]), 180)
  })
})

describe('isSimple()', () => {
  it('accepts an outline that only touches at its corners', () => {
    assert.ok(isSimple(bent))
    assert.ok(isSimple(bent.toReversed()))
    assert.ok(isSimple(acrossTheDateLine))
    assert.ok(isSimple(bent.slice(0, 3)))
  })

  it('accepts a corner on a straight line', () => {
    const middle: Area = [
      [0, 0],
      [0.005, 0],
      [0.01, 0],
      [0, 0.01],
    ]
    assert.ok(isSimple(middle))
  })

  const faulty: Readonly<Record<string, Area>> = {
    'a bow tie': [
      [0, 0],
      [0.01, 0.01],
      [0.01, 0],
      [0, 0.01],
    ],
    'a repeated corner': [
      [0, 0],
      [0.01, 0.01],
      [0.01, 0],
      [0, 0],
    ],
    'a corner on another edge': [
      [0, 0],
      [0.01, 0],
      [0.01, 0.01],
      [0.005, 0],
      [0, 0.01],
    ],
    'a spike that goes back over itself': [
      [0, 0],
      [0.02, 0],
      [0.01, 0],
      [0.01, 0.01],
    ],
    'a spike at its first corner': [
      [0.02, 0],
      [0.01, 0],
      [0.01, 0.01],
      [0, 0],
    ],
  }
  for (const [name, area] of Object.entries(faulty)) {
    it(`refuses ${name}`, () => {
      assert.equal(isSimple(area), false)
    })
  }
})
