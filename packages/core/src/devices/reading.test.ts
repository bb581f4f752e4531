import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { z } from 'zod'

import { sha256Hex, utf8 } from '../bytes.ts'
import { canonical } from '../canonical.ts'
import { refusalsOf } from './build.ts'
import { maxDevices, readDeviceMap } from './reading.ts'
import type { MapReading } from './reading.ts'

const camera = { man_made: 'surveillance', surveillance: 'public' }

function feature(id: unknown, tags: object = camera, coordinates: unknown = [-81.5, 41.4]): object {
  return {
    type: 'Feature',
    id,
    properties: tags,
    geometry: { type: 'Point', coordinates },
  }
}

function read(...features: readonly unknown[]): MapReading {
  const reading = readDeviceMap(JSON.stringify({ type: 'FeatureCollection', features }))
  assert.ok(reading !== null)
  return reading
}

const Published = z.object({
  attribution: z.string(),
  license: z.string(),
  features: z.array(
    z.object({
      id: z.string(),
      geometry: z.object({ coordinates: z.array(z.number()) }),
      properties: z.record(z.string(), z.unknown()),
    }),
  ),
})

function firstOf({ text }: MapReading): z.infer<typeof Published>['features'][number] {
  return Published.parse(JSON.parse(text)).features[0] ?? assert.fail('No device')
}

/** What would be published of one device with these tags. */
function published(tags: object): Readonly<Record<string, unknown>> {
  return firstOf(read(feature(1, { ...camera, ...tags }))).properties
}

describe('readDeviceMap()', () => {
  it('gives the same file and digest for the same devices, however they were written', () => {
    const one = read(feature('node/20'), feature('node/3'), feature('way/1'))
    const other = read(feature('w1'), feature(3), feature('n20', { ...camera, note: 'new' }))
    assert.equal(one.text, other.text)
    assert.equal(one.digest, sha256Hex(utf8(one.text)))
    assert.equal(one.text, canonical(JSON.parse(one.text)))
    const { features, attribution, license } = Published.parse(JSON.parse(one.text))
    assert.deepEqual(
      features.map(({ id }) => id),
      ['node/3', 'node/20', 'way/1'],
    )
    assert.deepEqual([attribution, license], ['© OpenStreetMap contributors', 'ODbL-1.0'])
  })

  it('finds the name of a device where the usual tools put it', () => {
    const named = [
      feature('node/7'),
      feature(undefined, { ...camera, '@id': 'node/7' }),
      feature(undefined, { ...camera, osmId: 7 }),
      feature(7),
    ].map((each) => read(each).text)
    assert.equal(new Set(named).size, 1)
  })

  it('keeps seven digits of a place, as OpenStreetMap does, and no height', () => {
    const { geometry } = firstOf(read(feature(1, camera, [-81.123456789, 41.1, 12])))
    assert.deepEqual(geometry.coordinates, [-81.1234568, 41.1])
  })

  it('says nothing of persons: absent are names, numbers, addresses and every tag that is not on the list', () => {
    const secrets = {
      'contact:phone': '+1 216 555 0142',
      phone: '+1 216 555 0142',
      email: 'ann@example.org',
      'addr:housenumber': '14',
      website: 'https://ann.example',
      image: 'https://ann.example/me.jpg',
      note: 'belongs to Ann Miller',
      description: 'Ann Miller',
      ref: '2165550142',
      name: 'Ann Miller',
      operator: 'Ann Miller',
      'camera:type': 'call 216 555 0142',
      'camera:mount': 'ask ann@example.org',
      manufacturer: 'see www.ann.example',
      'surveillance:zone': 'a\u0000b',
      'camera:angle': 'x'.repeat(121),
      direction: '',
    }
    assert.deepEqual(published(secrets), { surveillance: 'public' })
    // what is on the list, and harmless, is there
    const harmless = { 'camera:type': 'dome', direction: '90-180', manufacturer: 'Axis' }
    assert.deepEqual(published(harmless), { surveillance: 'public', ...harmless })
  })

  it('names an operator where it is an organisation, and a person never', () => {
    const police = 'San Francisco Police Department'
    assert.equal(published({ operator: police })['operator'], police)
    assert.equal(
      published({ operator: 'Impark', 'operator:wikidata': 'Q6006077' })['operator'],
      'Impark',
    )
    assert.equal(published({ operator: 'Muni', 'operator:type': 'public' })['operator'], 'Muni')
    for (const operator of ['Ann Miller', 'Smith', 'the Garcias', 'Ann Miller Security'])
      assert.equal(published({ operator })['operator'], undefined, operator)
    const item = { operator: 'John Smith', 'operator:wikidata': 'Q1' }
    assert.equal(published(item)['operator'], undefined)
  })

  it('leaves out what may be an owner’s camera, and what is no device, without a complaint', () => {
    const reading = read(
      feature(1, { ...camera, surveillance: 'outdoor' }),
      feature(2, { ...camera, surveillance: 'indoor' }),
      feature(3, { ...camera, 'camera:type': 'doorbell' }),
      feature(4, { man_made: 'tower' }),
      feature(5, { highway: 'street_lamp' }),
      feature(6, { ...camera, surveillance: 'outdoor', 'surveillance:type': 'ALPR' }),
      feature(7, { 'camera:type': 'dome' }),
    )
    assert.deepEqual(reading.leftOut, { other: 2, 'private-ground': 2, doorbell: 1 })
    assert.deepEqual([reading.devices, reading.malformed], [2, 0])
  })

  it('counts what it cannot read', () => {
    const line = { type: 'LineString', coordinates: [[0, 0], [1, 1]] } // oxfmt-ignore
    const wrong = [
      feature(1, camera, [181, 0]),
      feature(2, camera, [0, -91]),
      feature(3, camera, ['0', '0']),
      feature(4, camera, [1]),
      feature(5, camera, [null, 1]),
      { ...feature(6), geometry: line },
      { ...feature(7), geometry: null },
      feature('node/0'),
      feature('way/x'),
      feature(undefined),
      feature(1.5),
      { ...feature(8), type: 'Point' },
      null,
      'text',
    ]
    for (const each of wrong) assert.equal(read(each).malformed, 1, JSON.stringify(each))
    assert.deepEqual([read(...wrong).devices, read(...wrong).malformed], [0, wrong.length])
  })

  it('reads nothing but a FeatureCollection of a bounded size', () => {
    const many = Array.from({ length: maxDevices + 1 }, () => 0)
    for (const value of [
      null,
      [],
      {},
      { type: 'Feature' },
      { type: 'FeatureCollection' },
      { type: 'FeatureCollection', features: {} },
      { type: 'FeatureCollection', features: many },
    ])
      assert.equal(readDeviceMap(JSON.stringify(value)), null)
    for (const text of ['', '{', 'type', '[1,']) assert.equal(readDeviceMap(text), null)
  })
})

describe('refusalsOf()', () => {
  const three = [feature(1), feature(2), feature(3)]

  it('accepts a first build, a larger one, and one with half of the devices', () => {
    for (const before of [null, 1, 3, 6]) assert.deepEqual(refusalsOf(read(...three), before), [])
  })

  it('refuses a build without devices, or with fewer than half', () => {
    assert.deepEqual(refusalsOf(read(), null), ['empty'])
    assert.deepEqual(refusalsOf(read(feature(9, { man_made: 'tower' })), null), ['empty'])
    assert.deepEqual(refusalsOf(read(...three), 7), ['halved'])
    assert.deepEqual(refusalsOf(read(), 1), ['empty', 'halved'])
  })

  it('refuses doubles, and more than one in a hundred that cannot be read', () => {
    const double = feature(3, { ...camera, direction: '90' })
    assert.deepEqual(refusalsOf(read(...three, double), null), ['duplicates'])
    const hundred = Array.from({ length: 99 }, (_, at) => feature(at + 1))
    assert.deepEqual(refusalsOf(read(...hundred, null), null), [])
    assert.deepEqual(refusalsOf(read(...hundred, null, null), null), ['malformed'])
  })
})
