import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { boundsOf, middleOf, readAreas } from './area-file.ts'

const ring = [
  [-81.5, 41.4],
  [-81.49, 41.4],
  [-81.49, 41.41],
  [-81.5, 41.4],
]

function file(path: unknown, coordinates: unknown): unknown {
  const geometry = { type: 'Polygon', coordinates }
  return { features: [{ properties: { path, title: 'One' }, geometry }] }
}

describe('readAreas()', () => {
  it('reads outline, title and page of each area', () => {
    const [area] = readAreas(file('/requests/r1', [ring]))
    assert.deepEqual(area, { ring, path: '/requests/r1', title: 'One' })
  })

  it('leaves out what leads elsewhere or is no polygon', () => {
    for (const odd of [
      file('https://elsewhere.example/', [ring]),
      file('javascript:alert(1)', [ring]),
      file('/requests/r1', [ring.slice(0, 3)]),
      file('/requests/r1', 'x'),
      { features: [null, 1, {}] },
      null,
    ]) {
      assert.deepEqual(readAreas(odd), [])
    }
  })
})

describe('the view of a map', () => {
  it('takes in every area, and puts numbers in their middles', () => {
    const areas = readAreas(file('/requests/r1', [ring]))
    assert.deepEqual(boundsOf(areas), [-81.5, 41.4, -81.49, 41.41])
    const [lon = 0, lat = 0] = areas.flatMap((area) => middleOf(area))
    assert.ok(Math.abs(lon + 81.493_333) < 1e-5 && Math.abs(lat - 41.403_333) < 1e-5)
  })
})
