import { edgesOf, shortestTurn } from './area-edge.ts'
import type { Edge } from './area-edge.ts'
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
  const excess = edgesOf(area).reduce((sum, edge) => sum + edgeExcess(edge), 0)
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

/** A polygon around a place, for those who do not draw: `corners` of them at `radiusMetres`. */
export function circleArea([lng, lat]: Place, radiusMetres: number, corners = 24): Area {
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
    return sixDecimals(shortestTurn(lng + degrees(dLng)), degrees(Math.asin(sinLat)))
  })
}

/** As precise as a {@link Place} may be. */
export function sixDecimals(lng: number, lat: number): Place {
  return [Number(lng.toFixed(6)), Number(lat.toFixed(6))]
}

function edgeExcess([[lng1, lat1], [lng2, lat2]]: Edge): number {
  const span = radians(shortestTurn(lng2 - lng1))
  const t1 = Math.tan(radians(lat1) / 2)
  const t2 = Math.tan(radians(lat2) / 2)
  return 2 * Math.atan2(Math.tan(span / 2) * (t1 + t2), 1 + t1 * t2)
}

function radians(value: number): number {
  return (value * Math.PI) / 180
}

function degrees(value: number): number {
  return (value * 180) / Math.PI
}
