import type { PublicRequest } from '@porchlight/core'

/** RFC 7946 GeoJSON of requests' areas. "A linear ring is a closed LineString with four or more positions." */
export function areasGeoJson(requests: readonly PublicRequest[]): string {
  const features = requests.map(({ signed: { request } }, index) => ({
    type: 'Feature',
    id: index + 1,
    properties: { request: request.id, title: request.title, path: `/requests/${request.id}` },
    geometry: { type: 'Polygon', coordinates: [[...request.area, request.area[0]]] },
  }))
  return JSON.stringify({ type: 'FeatureCollection', features })
}
