import { z } from 'zod'

import { canonical } from '../canonical.ts'

/** OpenStreetMap's own name of what was mapped: `node/4417`. */
const DeviceId = z.string().regex(/^(?:node|way|relation)\/[1-9]\d{0,15}$/)

/** Of text that mappers typed; the longest in use that says something is half of it. */
const maxTagCharacters = 120

export const TagValue = z.string().min(1).max(maxTagCharacters)

/**
 * What a map says of a device: what it is, where it looks, what it stands on, who made it, and which
 * organisation runs it. All other tags stay behind, most of all those that name or reach a person
 * (`contact:*`, `phone`, `email`, `addr:*`, `website`, `image`, `note`), and `ref`: an inventory number
 * tells nobody where a camera looks.
 */
export const deviceTags = [
  'surveillance',
  'surveillance:type',
  'surveillance:zone',
  'camera:type',
  'camera:mount',
  'camera:direction',
  'camera:angle',
  'direction',
  'manufacturer',
  'operator',
] as const
export type DeviceTag = (typeof deviceTags)[number]

/** A mapped public surveillance device; never an owner's camera. */
export const Device = z.strictObject({
  type: z.literal('Feature'),
  id: DeviceId,
  geometry: z.strictObject({
    type: z.literal('Point'),
    /** Longitude, latitude: RFC 7946 section 3.1.1. */
    coordinates: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]),
  }),
  properties: z.partialRecord(z.enum(deviceTags), TagValue),
})
export type Device = Readonly<z.infer<typeof Device>>

/** The one text of a set of devices: GeoJSON as RFC 8785 JSON, in the order of their names, with whose data it is. */
export function deviceMapText(devices: readonly Device[]): string {
  const collection = canonical({
    type: 'FeatureCollection',
    // RFC 7946 section 6.1: "Implementations MAY use foreign members"
    attribution: '© OpenStreetMap contributors',
    license: 'ODbL-1.0',
    licenseUrl: 'https://opendatacommons.org/licenses/odbl/1-0/',
    features: [],
  })
  const features = devices
    .map(named)
    .toSorted(byName)
    .map(({ text }) => text)
  // each is canonical by itself already: of a hundred thousand, a second time takes seconds
  return collection.replace('"features":[]', () => `"features":[${features.join(',')}]`)
}

interface Named {
  readonly kind: string
  readonly number: number
  readonly text: string
}

function named(device: Device): Named {
  const [kind = '', number = ''] = device.id.split('/')
  return { kind, number: Number(number), text: canonical(device) }
}

/** By kind, then by number; doubles by what they say, so that the text does not depend on the order of the file. */
function byName(one: Named, other: Named): number {
  if (one.kind !== other.kind) return one.kind < other.kind ? -1 : 1
  if (one.number !== other.number) return one.number - other.number
  return one.text < other.text ? -1 : 1
}
