import type { Place } from '@porchlight/core'
import type { GeoJSONSource, StyleSpecification } from 'maplibre-gl'

import { styleOf } from '../public/map-style.ts'

/** GeoJSON as MapLibre takes it. */
export type MapData = Parameters<GeoJSONSource['setData']>[0]

/** The map of the public pages; where an instance has no streets, lines of latitude and longitude give scale. */
export function mapStyle(basemap: string | null): StyleSpecification {
  const style = styleOf({ areas: [], basemap }, token)
  if (basemap !== null) return style
  return {
    ...style,
    sources: { ...style.sources, graticule: { type: 'geojson', data: nothing } },
    layers: [
      ...style.layers.slice(0, 1),
      {
        id: 'graticule',
        type: 'line',
        source: 'graticule',
        paint: { 'line-color': token('--map-street-edge'), 'line-width': 1 },
      },
      ...style.layers.slice(1),
    ],
  }
}

const nothing: MapData = { type: 'FeatureCollection', features: [] }

/** An area; while it has fewer corners than three, the line that it is so far. */
export function areaData(area: readonly Place[] | null): MapData {
  if (area === null) return nothing
  const corners = area.map(([x, y]) => [x, y])
  const [first] = corners
  if (first === undefined) return nothing
  return {
    type: 'Feature',
    properties: {},
    geometry:
      corners.length < 3
        ? { type: 'LineString', coordinates: [...corners, first] }
        : { type: 'Polygon', coordinates: [[...corners, first]] },
  }
}

export interface View {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/** Steps of a graticule that people can read, in degrees. */
const steps = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30]

/** Lines of latitude and longitude over what is in view, about six each way. */
export function graticule({ west, south, east, north }: View): MapData {
  const step = steps.find((size) => size >= (east - west) / 6) ?? 30
  const meridians = multiples(west, east, step).map((x) => line([x, south], [x, north]))
  const parallels = multiples(south, north, step).map((y) => line([west, y], [east, y]))
  return {
    type: 'Feature',
    properties: {},
    geometry: { type: 'MultiLineString', coordinates: [...meridians, ...parallels] },
  }
}

function line(from: [number, number], to: [number, number]): [number, number][] {
  return [from, to]
}

function multiples(from: number, to: number, step: number): readonly number[] {
  const first = Math.ceil(from / step)
  const count = Math.max(0, Math.floor(to / step) - first + 1)
  return Array.from({ length: count }, (_, index) => (first + index) * step)
}

/** A colour of tokens.css as it is now, as MapLibre reads no CSS variables. */
function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}
