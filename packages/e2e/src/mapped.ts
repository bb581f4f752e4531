import { buildMapPath } from '@porchlight/core'
import type { Line } from '@porchlight/core'

/** GeoJSON of so many devices, with what mappers write of persons. */
export function geoJson(count: number): string {
  const features = Array.from({ length: count }, (_, at) => ({
    type: 'Feature',
    id: `node/${String(at + 1)}`,
    properties: { man_made: 'surveillance', operator: 'Ann Miller', phone: '+1 216 555 0142' },
    geometry: { type: 'Point', coordinates: [-81.5, 41.4] },
  }))
  return JSON.stringify({ type: 'FeatureCollection', features })
}

/** Gives an instance a map, as a steward's program does. */
export async function sendMap({ origin, send: post }: Line, body: string): Promise<Response> {
  return await post(
    new Request(new URL(buildMapPath, origin), {
      method: 'POST',
      headers: { 'content-type': 'application/geo+json' },
      body,
    }),
  )
}
