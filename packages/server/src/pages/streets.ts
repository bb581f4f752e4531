import { html } from 'hono/html'

import type { Basemap, BasemapFeature } from './basemap.ts'
import { pointsOf, span, tenth } from './drawing.ts'
import type { Extent, Projection } from './drawing.ts'
import type { Html } from './view.ts'

/** Lines beyond this add weight to the document and nothing to what a reader sees. */
const maxDrawn = 1200

/** At most as many street names, the longest streets first. */
const maxNames = 14

/** Above these scales small things would be specks. */
const buildingsBelowMetresPerUnit = 2.5
const lanesBelowMetresPerUnit = 8

type Kind = BasemapFeature['properties']['kind']

/** What lies under what. */
const layers: readonly Kind[] = ['park', 'water', 'building', 'path', 'rail', 'street']

/** The town under an area. Attributes give a plain line drawing; the style sheet gives it its colours. */
export function streets(basemap: Basemap, projection: Projection): Html {
  const seen = basemap.features
    .filter((feature) => fits(feature, projection.metresPerUnit))
    .filter((feature) => touches(feature, projection.extent))
    .slice(0, maxDrawn)
  const ordered = layers.flatMap((kind) =>
    seen.filter(({ properties }) => properties.kind === kind),
  )
  return html`<g class="town" fill="none" stroke="currentColor" stroke-opacity="0.25"
    >${ordered.map((feature) => shape(feature, projection))}</g
  >`
}

/** Names along the longest straight stretch of each named street. */
export function streetNames(basemap: Basemap, projection: Projection): Html {
  const candidates = basemap.features
    .flatMap((feature) => nameOf(feature, projection))
    .toSorted((a, b) => b.length - a.length)
  const chosen: StreetName[] = []
  for (const candidate of candidates) {
    if (chosen.length < maxNames && chosen.every((other) => clear(candidate, other))) {
      chosen.push(candidate)
    }
  }
  return html`<g class="street-names" font-size="10" text-anchor="middle" fill="currentColor"
    >${chosen.map(
      ({ name, x, y, angle }) =>
        html`<text transform="translate(${tenth(x)} ${tenth(y)}) rotate(${tenth(angle)})" dy="3.5"
          >${name}</text
        >`,
    )}</g
  >`
}

function shape({ properties, geometry }: BasemapFeature, projection: Projection): Html {
  const className = `m-${properties.kind} m-rank-${String(properties.rank ?? 3)}`
  if (geometry.type === 'LineString') {
    return html`<polyline
      class="${className}"
      points="${pointsOf(geometry.coordinates, projection)}"
    />`
  }
  const [outer = []] = geometry.coordinates
  return html`<polygon class="${className}" points="${pointsOf(outer, projection)}" />`
}

function fits({ properties: { kind, rank } }: BasemapFeature, metresPerUnit: number): boolean {
  if (kind === 'building') return metresPerUnit < buildingsBelowMetresPerUnit
  return metresPerUnit < lanesBelowMetresPerUnit || (rank ?? 3) < 3 || kind === 'water'
}

function touches({ geometry }: BasemapFeature, extent: Extent): boolean {
  const places = geometry.type === 'LineString' ? geometry.coordinates : geometry.coordinates.flat()
  const [west, east] = span(places.map(([lon]) => lon))
  const [south, north] = span(places.map(([, lat]) => lat))
  return (
    east >= extent.west && west <= extent.east && north >= extent.south && south <= extent.north
  )
}

interface StreetName {
  readonly name: string
  readonly length: number
  readonly x: number
  readonly y: number
  readonly angle: number
}

function nameOf({ properties, geometry }: BasemapFeature, projection: Projection): StreetName[] {
  const { name, kind } = properties
  if (name === undefined || kind !== 'street' || geometry.type !== 'LineString') return []
  const points = geometry.coordinates.map(projection.point)
  return points
    .slice(1)
    .flatMap((end, index) => inside(points[index] ?? end, end, projection))
    .filter(({ length }) => length > name.length * 7)
    .map((stretch) => Object.assign({ name }, stretch))
    .toSorted((a, b) => b.length - a.length)
    .slice(0, 1)
}

type Point = readonly [number, number]

/** The part of a stretch that the drawing shows: middle, length and a reading angle. */
function inside(a: Point, b: Point, { width, height }: Projection): Omit<StreetName, 'name'>[] {
  const shares = Array.from({ length: 21 }, (_, step) => step / 20)
  const shown = shares
    .map((share) => [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share] as const)
    .filter(([x, y]) => x > 8 && x < width - 8 && y > 8 && y < height - 8)
  const [from, to] = [shown.at(0), shown.at(-1)]
  if (from === undefined || to === undefined) return []
  const angle = (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI
  const upright = Math.abs(angle) > 90 ? angle - Math.sign(angle) * 180 : angle
  const middle = { x: (from[0] + to[0]) / 2, y: (from[1] + to[1]) / 2 }
  return [{ ...middle, length: Math.hypot(to[0] - from[0], to[1] - from[1]), angle: upright }]
}

/** Far enough from another name, and not the same street again. */
function clear(name: StreetName, other: StreetName): boolean {
  return name.name !== other.name && Math.hypot(name.x - other.x, name.y - other.y) > 42
}
