import type { Area, Place } from './area.ts'

/** Mean radius of the earth in metres (IUGG, R1): areas and lengths are on this sphere. */
export const earthRadiusMetres = 6_371_008.8

const squareMetresInSquareMile = 2_589_988.110336

export function squareMiles(squareMetres: number): number {
  return squareMetres / squareMetresInSquareMile
}

/**
 * Area enclosed by the polygon, in square metres; its edges are great circles, and it is the smaller
 * side of the sphere that counts, whichever way round the corners go.
 *
 * Sums the signed spherical excess between each edge and the equator (tan(E/2) of the quadrilateral
 * below an edge, by Napier's analogies).
 */
export function areaSquareMetres(area: Area): number {
  const excess = edges(area).reduce((sum, [a, b]) => sum + edgeExcess(a, b), 0)
  const size = Math.abs(excess)
  return Math.min(size, 4 * Math.PI - size) * earthRadiusMetres ** 2
}

/** Great-circle distance in metres (haversine). */
export function distanceMetres([lng1, lat1]: Place, [lng2, lat2]: Place): number {
  const dLat = radians(lat2 - lat1)
  const dLng = radians(lng2 - lng1)
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * Math.sin(dLng / 2) ** 2
  return 2 * earthRadiusMetres * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** Whether a place lies in the polygon; at this size its edges are straight on the map within centimetres. */
export function contains(area: Area, [lng, lat]: Place): boolean {
  return edges(area).reduce((inside, [[x1, y1], [x2, y2]]) => {
    const passes = y1 > lat !== y2 > lat && lng < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1
    return passes ? !inside : inside
  }, false)
}

export interface Bounds {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

export function boundsOf(area: Area): Bounds {
  const lngs = area.map(([lng]) => lng)
  const lats = area.map(([, lat]) => lat)
  return {
    west: Math.min(...lngs),
    south: Math.min(...lats),
    east: Math.max(...lngs),
    north: Math.max(...lats),
  }
}

/** The middle of its bounds: where a map opens. */
export function centreOf(area: Area): Place {
  const { west, south, east, north } = boundsOf(area)
  return sixDecimals((west + east) / 2, (south + north) / 2)
}

/** A polygon around a place, for those who do not draw: `corners` of them at `radiusMetres`. */
export function circleArea(centre: Place, radiusMetres: number, corners = 24): Area {
  const [lng, lat] = centre
  const angle = radiusMetres / earthRadiusMetres
  return Array.from({ length: corners }, (_, index) => {
    const bearing = (2 * Math.PI * index) / corners
    const sinLat =
      Math.sin(radians(lat)) * Math.cos(angle) +
      Math.cos(radians(lat)) * Math.sin(angle) * Math.cos(bearing)
    const dLng = Math.atan2(
      Math.sin(bearing) * Math.sin(angle) * Math.cos(radians(lat)),
      Math.cos(angle) - Math.sin(radians(lat)) * sinLat,
    )
    return sixDecimals(lng + degrees(dLng), degrees(Math.asin(sinLat)))
  })
}

/** Whether no corner repeats and no two edges cross or touch, but neighbours at their corner. */
export function isSimple(area: Area): boolean {
  if (new Set(area.map(String)).size !== area.length) return false
  const all = edges(area)
  return all.every((edge, i) =>
    all.every((other, j) => {
      const apart = Math.abs(i - j)
      if (apart <= 1 || apart === all.length - 1) return true
      return !crosses(edge, other)
    }),
  )
}

type Edge = readonly [Place, Place]

function edges(area: Area): readonly Edge[] {
  return area.flatMap((from, index) => {
    const to = area[(index + 1) % area.length]
    return to === undefined ? [] : [[from, to] as const]
  })
}

function edgeExcess([lng1, lat1]: Place, [lng2, lat2]: Place): number {
  const span = shortest(radians(lng2 - lng1))
  const t1 = Math.tan(radians(lat1) / 2)
  const t2 = Math.tan(radians(lat2) / 2)
  return 2 * Math.atan2(Math.tan(span / 2) * (t1 + t2), 1 + t1 * t2)
}

/** The short way round: an edge across the 180th meridian is not one around the earth. */
function shortest(span: number): number {
  if (span > Math.PI) return span - 2 * Math.PI
  return span < -Math.PI ? span + 2 * Math.PI : span
}

function crosses([a, b]: Edge, [c, d]: Edge): boolean {
  return turn(a, b, c) * turn(a, b, d) <= 0 && turn(c, d, a) * turn(c, d, b) <= 0
}

function turn([ax, ay]: Place, [bx, by]: Place, [cx, cy]: Place): number {
  return Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))
}

function sixDecimals(lng: number, lat: number): Place {
  return [Number(lng.toFixed(6)), Number(lat.toFixed(6))]
}

function radians(value: number): number {
  return (value * Math.PI) / 180
}

function degrees(value: number): number {
  return (value * 180) / Math.PI
}
