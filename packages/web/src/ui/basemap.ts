import type { Place } from '@porchlight/core'
import { useQuery } from '@tanstack/react-query'

/** The instance's own street map, where it has one. */
export interface Basemap {
  readonly address: string
  /** Words that the makers of the data ask for beside every map made from it. */
  readonly attribution: string | null
  readonly bounds: Bounds
}

/** South-west and north-east corner. */
export type Bounds = readonly [Place, Place]

const address = '/map/basemap.json'

/** Undefined until it is known; null where the instance has no street map. */
export function useBasemap(): Basemap | null | undefined {
  const { data, isError } = useQuery({
    queryKey: ['basemap'],
    queryFn: readBasemap,
    staleTime: Infinity,
  })
  // maps work without streets
  return isError ? null : data
}

async function readBasemap({ signal }: { signal: AbortSignal }): Promise<Basemap | null> {
  const response = await fetch(address, { signal })
  if (!response.ok) return null
  const json: unknown = await response.json()
  const bounds = boundsOf(placesIn(json))
  if (bounds === null) return null
  const attribution =
    typeof json === 'object' && json !== null && 'attribution' in json ? json.attribution : null
  return { address, bounds, attribution: typeof attribution === 'string' ? attribution : null }
}

/** The smallest box around places; null around none. */
export function boundsOf(places: readonly Place[]): Bounds | null {
  if (places.length === 0) return null
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const [x, y] of places) {
    west = Math.min(west, x)
    east = Math.max(east, x)
    south = Math.min(south, y)
    north = Math.max(north, y)
  }
  return [
    [west, south],
    [east, north],
  ]
}

/** Every coordinate pair of any GeoJSON. */
function placesIn(value: unknown): readonly Place[] {
  if (typeof value !== 'object' || value === null) return []
  const parts: readonly unknown[] = Object.values(value)
  const [x, y] = parts
  return Array.isArray(value) && typeof x === 'number' && typeof y === 'number'
    ? [[x, y]]
    : parts.flatMap(placesIn)
}
