import type { Area, Place } from '@porchlight/core'

/** A rectangle of the ground in degrees, west may be below -180 where it crosses the date line. */
export interface Extent {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/** From places on the ground to points of a drawing, and its scale. */
export interface Projection {
  readonly width: number
  readonly height: number
  readonly metresPerUnit: number
  readonly extent: Extent
  readonly point: (place: readonly [number, number, ...number[]]) => readonly [number, number]
}

/** Degrees of a great circle to metres, mean earth radius of 6,371,008.8 m (IUGG). */
const metresPerDegree = (Math.PI * 6_371_008.8) / 180

/** Drawn at least this wide, so that one small area is not a drawing of a single garden. */
const minMetresAcross = 400

/**
 * A flat drawing (equirectangular about its middle) of given size that shows all areas with a
 * margin. Right to a few parts in a thousand over the sizes an area may have; wider drawings are for
 * orientation only.
 */
export function projectionFor(areas: readonly Area[], width: number, height: number): Projection {
  const bounds = extentOf(areas)
  const middle = { lon: (bounds.west + bounds.east) / 2, lat: (bounds.south + bounds.north) / 2 }
  const narrowing = Math.max(0.01, Math.cos((middle.lat * Math.PI) / 180))
  const across = (bounds.east - bounds.west) * metresPerDegree * narrowing
  const down = (bounds.north - bounds.south) * metresPerDegree
  const margin = 1.5
  const metresPerUnit = Math.max(
    (across * margin) / width,
    (down * margin) / height,
    minMetresAcross / width,
  )
  const unitsPerLat = metresPerDegree / metresPerUnit
  const unitsPerLon = unitsPerLat * narrowing
  const half = { lon: width / 2 / unitsPerLon, lat: height / 2 / unitsPerLat }
  return {
    width,
    height,
    metresPerUnit,
    extent: {
      west: middle.lon - half.lon,
      east: middle.lon + half.lon,
      south: middle.lat - half.lat,
      north: middle.lat + half.lat,
    },
    point: ([lon, lat]) => [
      width / 2 + (near(lon, middle.lon) - middle.lon) * unitsPerLon,
      height / 2 - (lat - middle.lat) * unitsPerLat,
    ],
  }
}

/** Points as SVG writes them, to a tenth of a unit. */
export function pointsOf(
  places: readonly (readonly [number, number, ...number[]])[],
  { point }: Projection,
): string {
  return places.map((place) => point(place).map(tenth).join(',')).join(' ')
}

export function tenth(value: number): string {
  return String(Math.round(value * 10) / 10)
}

/** The roundest length (1, 2 or 5 times a power of ten) that is at most a share of the drawing. */
export function scaleBar({ width, metresPerUnit }: Projection): {
  readonly metres: number
  readonly units: number
} {
  const most = (width * metresPerUnit) / 4
  const power = 10 ** Math.floor(Math.log10(most))
  const metres = ([5, 2, 1].find((digit) => digit * power <= most) ?? 1) * power
  return { metres, units: metres / metresPerUnit }
}

function extentOf(areas: readonly Area[]): Extent {
  const first = areas[0]?.[0]?.[0] ?? 0
  const places: readonly Place[] = areas.flat()
  const [west, east] = span(places.map(([lon]) => near(lon, first)))
  const [south, north] = span(places.map(([, lat]) => lat))
  return { west, south, east, north }
}

/** Least and greatest; a loop, as a spread argument list has an end. */
export function span(values: readonly number[]): readonly [number, number] {
  return values.reduce<readonly [number, number]>(
    ([least, greatest], value) => [Math.min(least, value), Math.max(greatest, value)],
    [Infinity, -Infinity],
  )
}

/** The same meridian on the other's side of the date line. */
function near(lon: number, other: number): number {
  if (lon - other > 180) return lon - 360
  return lon - other < -180 ? lon + 360 : lon
}
