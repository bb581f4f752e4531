import { z } from 'zod'

import { sha256Hex, utf8 } from '../bytes.ts'
import type { Digest } from '../id.ts'
import { jsonOf } from '../json.ts'
import { Device, deviceMapText, deviceTags, TagValue } from './device.ts'
import type { DeviceTag } from './device.ts'
import { organisationIn } from './operator.ts'

/** The plate readers of the whole world are 128,773; a town has some hundreds of cameras. */
export const maxDevices = 200_000

/** So many, as the usual tools write them, with all their tags. */
export const maxMapBytes = 64 * 1024 * 1024

/** What a file of mapped devices comes to. */
export interface MapReading {
  /** Of the text that would be published. */
  readonly digest: Digest
  readonly text: string
  readonly devices: number
  /** Devices whose name another one has as well. */
  readonly duplicates: number
  /** Features that are no device of ours, and say so: nothing is wrong with them. */
  readonly leftOut: Readonly<Record<LeftOut, number>>
  /** Features that cannot be read. */
  readonly malformed: number
}

/**
 * Why a readable feature is left out. `other`: it is no surveillance device. `private-ground`: a camera that
 * watches private ground, and `doorbell`, may be an owner's camera.
 */
type LeftOut = 'other' | 'private-ground' | 'doorbell'

const Collection = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(z.unknown()),
})

/** Reads GeoJSON (RFC 7946) from outside. @returns null for what is no FeatureCollection, or holds more than there can be */
export function readDeviceMap(text: string): MapReading | null {
  const collection = Collection.safeParse(jsonOf(text))
  if (!collection.success || collection.data.features.length > maxDevices) return null
  const devices: Device[] = []
  const leftOut = { other: 0, 'private-ground': 0, doorbell: 0 }
  let malformed = 0
  for (const feature of collection.data.features) {
    const read = deviceIn(feature)
    if (typeof read === 'string') leftOut[read] += 1
    else if (read === null) malformed += 1
    else devices.push(read)
  }
  const published = deviceMapText(devices)
  return {
    digest: sha256Hex(utf8(published)),
    text: published,
    devices: devices.length,
    duplicates: devices.length - new Set(devices.map(({ id }) => id)).size,
    leftOut,
    malformed,
  }
}

const Feature = z.object({
  type: z.literal('Feature'),
  id: z.union([z.int().positive(), z.string()]).optional(),
  geometry: z.unknown(),
  properties: z.record(z.string(), z.unknown()).nullable(),
})

/** Null for what cannot be read. */
function deviceIn(value: unknown): Device | LeftOut | null {
  const feature = Feature.safeParse(value)
  if (!feature.success) return null
  const { id, geometry, properties } = feature.data
  const tags = properties ?? {}
  const out = leftOutAs(tags)
  if (out !== null) return out
  const device = Device.safeParse({
    type: 'Feature',
    id: nameOf(id ?? tags['@id'] ?? tags['osmId']),
    geometry: pointIn(geometry),
    properties: keptOf(tags),
  })
  return device.success ? device.data : null
}

type Tags = Readonly<Record<string, unknown>>

/** https://wiki.openstreetmap.org/wiki/Key:surveillance: outdoor is "a private outdoor area", indoor inside a building. */
function leftOutAs(tags: Tags): LeftOut | null {
  const isDevice = Object.keys(tags).some((tag) => /^(?:surveillance|camera)(?::|$)/.test(tag))
  const madeAs = tags['man_made']
  if (madeAs === undefined ? !isDevice : madeAs !== 'surveillance') return 'other'
  if (tags['camera:type'] === 'doorbell' || tags['surveillance:type'] === 'doorbell')
    return 'doorbell'
  const watches = String(tags['surveillance'])
  const isPrivate = watches === 'outdoor' || watches === 'indoor'
  // plate readers stand at roads, whoever owns the ground below them
  return isPrivate && tags['surveillance:type'] !== 'ALPR' ? 'private-ground' : null
}

/** As the usual tools name what was mapped: 4417, `n4417`, `node/4417`. A number alone is a node. */
function nameOf(id: unknown): string | null {
  const match = /^(?:([nwr])|(node|way|relation)\/)?([1-9]\d*)$/.exec(String(id))
  if (match === null) return null
  const [, letter, word, number = ''] = match
  const kinds = { n: 'node', w: 'way', r: 'relation' } as const
  const kind = letter === 'w' || letter === 'r' ? kinds[letter] : (word ?? 'node')
  return `${kind}/${number}`
}

const Point = z.object({ type: z.literal('Point'), coordinates: z.array(z.number()).min(2).max(3) })

/** To seven digits, as OpenStreetMap keeps them; a height is dropped. */
function pointIn(geometry: unknown): unknown {
  const point = Point.safeParse(geometry)
  if (!point.success) return null
  const coordinates = point.data.coordinates.slice(0, 2).map((value) => Number(value.toFixed(7)))
  return { type: 'Point', coordinates }
}

function keptOf(tags: Tags): Partial<Record<DeviceTag, string>> {
  const kept: Partial<Record<DeviceTag, string>> = {}
  for (const tag of deviceTags) {
    const value = TagValue.safeParse(tags[tag])
    if (!value.success || !isHarmless(value.data)) continue
    const shown = tag === 'operator' ? organisationIn(value.data, tags) : value.data
    if (shown !== null) kept[tag] = shown
  }
  return kept
}

/** Neither an address of mail or web, nor a telephone number, whatever the tag is called; and nothing that steers a screen. */
function isHarmless(value: string): boolean {
  return !/@|:\/\/|www\.|(?:\d[ ().-]*){7}|\p{C}/iu.test(value)
}
