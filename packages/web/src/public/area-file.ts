/** One area of a map: its outline closed, its middle, and the page it belongs to. */
export interface MapArea {
  readonly ring: readonly (readonly [number, number])[]
  readonly path: string
  readonly title: string
}

/** Reads the areas of our own GeoJSON; anything else in it is left out. */
export function readAreas(json: unknown): readonly MapArea[] {
  return listOf(field(json, 'features')).flatMap((feature) => areaOf(feature))
}

/** West, south, east and north of all areas. */
export function boundsOf(areas: readonly MapArea[]): [number, number, number, number] {
  return areas
    .flatMap(({ ring }) => ring)
    .reduce<[number, number, number, number]>(
      ([west, south, east, north], [lon, lat]) => [
        Math.min(west, lon),
        Math.min(south, lat),
        Math.max(east, lon),
        Math.max(north, lat),
      ],
      [Infinity, Infinity, -Infinity, -Infinity],
    )
}

/** The mean of the corners: where an area's number stands. */
export function middleOf({ ring }: MapArea): [number, number] {
  const corners = ring.slice(1)
  const sum = corners.reduce<[number, number]>(([x, y], [lon, lat]) => [x + lon, y + lat], [0, 0])
  return [sum[0] / corners.length, sum[1] / corners.length]
}

function areaOf(feature: unknown): MapArea[] {
  const path = field(field(feature, 'properties'), 'path')
  const title = field(field(feature, 'properties'), 'title')
  const [ring] = listOf(field(field(feature, 'geometry'), 'coordinates'))
  const places = listOf(ring).flatMap((place) => placeOf(listOf(place)))
  const whole = typeof path === 'string' && typeof title === 'string' && places.length >= 4
  return whole && path.startsWith('/requests/') ? [{ ring: places, path, title }] : []
}

function placeOf([lon, lat]: readonly unknown[]): (readonly [number, number])[] {
  return typeof lon === 'number' && typeof lat === 'number' ? [[lon, lat]] : []
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
