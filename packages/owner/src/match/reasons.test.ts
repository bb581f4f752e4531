import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { circleArea, contains } from '@porchlight/core'
import type { Area, Place } from '@porchlight/core'

import type { View } from '../camera.ts'
import { reasonsFor } from './reasons.ts'

/** A block of 200 by 200 metres around a place at the equator's edge of nowhere: one degree is 111,195 m. */
const half = 100 / 111_195
function block([lng, lat]: Place): Area {
  const wide = half / Math.cos((lat * Math.PI) / 180)
  return [
    [lng - wide, lat - half],
    [lng + wide, lat - half],
    [lng + wide, lat + half],
    [lng - wide, lat + half],
  ]
}

const elm: Place = [-89.65, 39.8]

/** A camera so many metres east and north of the middle of the block. */
function camera(east: number, north: number, view: Partial<View> = {}) {
  const [lng, lat] = elm
  const place: Place = [
    lng + east / 111_195 / Math.cos((lat * Math.PI) / 180),
    lat + north / 111_195,
  ]
  const looks = { heading: 0, fieldOfView: 90, reachMetres: 30, looksOnto: null, place, ...view }
  return { id: 'c'.repeat(16), view: looks }
}

describe('reasonsFor()', () => {
  const cases = [
    {
      says: 'a camera inside, wherever it looks',
      at: camera(0, 0, { heading: 180 }),
      where: 'inside',
    },
    { says: 'one outside that looks in', at: camera(0, -110, { heading: 0 }), where: 'sees-into' },
    { says: 'one outside that looks away', at: camera(0, -110, { heading: 180 }), where: null },
    { says: 'one whose sight ends before', at: camera(0, -140, { heading: 0 }), where: null },
    {
      says: 'one that sees in at the edge of its view',
      at: camera(-110, 0, { heading: 50 }),
      where: 'sees-into',
    },
    {
      says: 'one whose view passes by',
      at: camera(-110, 0, { heading: 210, fieldOfView: 60 }),
      where: null,
    },
    {
      says: 'a dome, all round',
      at: camera(110, 0, { heading: 90, fieldOfView: 360 }),
      where: 'sees-into',
    },
    {
      says: 'a far sight over the whole block',
      at: camera(0, -150, { reachMetres: 1000, fieldOfView: 4 }),
      where: 'sees-into',
    },
  ] as const
  for (const { says, at, where } of cases)
    it(`${where === null ? 'leaves out' : 'finds'} ${says}`, () => {
      const [reason] = reasonsFor(block(elm), [at])
      assert.equal(reason?.where ?? null, where)
    })

  it('leaves out a camera that nobody has placed', () => {
    assert.deepEqual(reasonsFor(block(elm), [{ id: 'c'.repeat(16), view: null }]), [])
  })

  it('says how far inside it stands, and names the deepest first', () => {
    const edge = { ...camera(90, 0), id: 'edge' }
    const outside = { ...camera(0, -110), id: 'outside' }
    const middle = { ...camera(0, 0), id: 'middle' }
    assert.deepEqual(
      reasonsFor(block(elm), [outside, edge, middle]).map(({ camera: id, metres }) => [id, metres]),
      [
        ['middle', 100],
        ['edge', 10],
        ['outside', 10],
      ],
    )
  })

  it('finds what is near beside a pole, and nothing at the other one', () => {
    const cap: Area = [
      [0, 89.9999],
      [120, 89.9999],
      [-120, 89.9999],
    ]
    const { view } = camera(0, 0, { fieldOfView: 360, reachMetres: 100 })
    const near = [{ id: 'c', view: { ...view, place: [120, 89.9999] as const } }]
    assert.equal(reasonsFor(cap, near).length, 1)
    assert.deepEqual(
      reasonsFor(cap, [{ id: 'c', view: { ...view, place: [0, -90] as const } }]),
      [],
    )
  })

  it('says how far outside it stands, and what it looks onto', () => {
    const [reason] = reasonsFor(block(elm), [camera(0, -110, { looksOnto: 'Elm St' })])
    assert.deepEqual([reason?.metres, reason?.looksOnto], [10, 'Elm St'])
  })

  it('finds one on the other side of the 180th meridian', () => {
    const area = block([179.9999, 0])
    const view = camera(0, 0).view
    const place: Place = [-179.9995, 0]
    assert.equal(
      reasonsFor(area, [{ id: 'c', view: { ...view, place, fieldOfView: 360 } }]).length,
      1,
    )
    const far: Place = [-179.99, 0]
    assert.deepEqual(reasonsFor(area, [{ id: 'c', view: { ...view, place: far } }]), [])
  })

  it('agrees with core on what is inside, and with distance on a dome, for any place near by', () => {
    const area = circleArea(elm, 120, 7)
    for (let north = -200; north <= 200; north += 20)
      for (let east = -200; east <= 200; east += 20) {
        const one = camera(east, north, { fieldOfView: 360, reachMetres: 40 })
        const [reason] = reasonsFor(area, [one])
        assert.equal(reason?.where === 'inside', contains(area, one.view.place))
        const away = Math.hypot(east, north)
        if (away > 165) assert.equal(reason, undefined, `${String(east)} ${String(north)}`)
        if (away < 140) assert.ok(reason, `${String(east)} ${String(north)}`)
      }
  })
})
