import type { Area, PublicRequest } from '@porchlight/core'

/** RFC 7946 GeoJSON of requests' areas, numbered from 1. */
export function areasGeoJson(requests: readonly PublicRequest[]): string {
  const features = requests.map(({ signed: { request } }, index) => ({
    type: 'Feature',
    id: index + 1,
    properties: { request: request.id, title: request.title, path: `/requests/${request.id}` },
    geometry: { type: 'Polygon', coordinates: [ringOf(request.area)] },
  }))
  return JSON.stringify({ type: 'FeatureCollection', features })
}

/**
 * RFC 7946 3.1.6: "The first and last positions are equivalent" and "exterior rings are
 * counterclockwise".
 */
function ringOf(area: Area): readonly Area[number][] {
  const corners = doubleArea(area) < 0 ? area.toReversed() : area
  return [...corners, ...corners.slice(0, 1)]
}

/** Twice the area in square degrees, by the shoelace; below zero where the corners run clockwise. */
function doubleArea(area: Area): number {
  return area.reduce((sum, [lon, lat], index) => {
    const [nextLon, nextLat] = area[(index + 1) % area.length] ?? [lon, lat]
    return sum + lon * nextLat - nextLon * lat
  }, 0)
}
