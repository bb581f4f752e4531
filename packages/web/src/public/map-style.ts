import type { StyleSpecification } from 'maplibre-gl'

import type { MapArea } from './area-file.ts'

/** The colours of tokens.css as they are now, light or dark. */
type Colour = (token: string) => string

export interface Drawn {
  readonly areas: readonly MapArea[]
  /** Address of the instance's own street map; null where it has none. */
  readonly basemap: string | null
}

/** Paper, the town, the areas. No tiles, no glyph server, no sprites: nothing from anywhere else. */
export function styleOf({ areas, basemap }: Drawn, colour: Colour): StyleSpecification {
  return {
    version: 8,
    sources: {
      ...(basemap === null ? {} : { town: { type: 'geojson', data: basemap } }),
      areas: { type: 'geojson', data: { type: 'FeatureCollection', features: areas.map(feature) } },
    },
    layers: [
      { id: 'land', type: 'background', paint: { 'background-color': colour('--map-land') } },
      ...(basemap === null ? [] : townLayers(colour)),
      {
        id: 'area',
        type: 'fill',
        source: 'areas',
        paint: { 'fill-color': colour('--map-area'), 'fill-opacity': 0.14 },
      },
      {
        id: 'area-edge',
        type: 'line',
        source: 'areas',
        layout: { 'line-join': 'round' },
        paint: { 'line-color': colour('--map-area'), 'line-width': 3 },
      },
      ...(basemap === null ? [] : [nameLayer(colour)]),
    ],
  }
}

type Layer = StyleSpecification['layers'][number]

function townLayers(colour: Colour): Layer[] {
  const street: Way = { id: 'street', kind: 'street', color: colour('--map-street'), wider: 0 }
  const edge = { color: colour('--map-street-edge') }
  return [
    ground('park', colour),
    ground('water', colour),
    ground('building', colour),
    {
      id: 'path',
      type: 'line',
      source: 'town',
      filter: ['==', ['get', 'kind'], 'path'],
      paint: {
        'line-color': colour('--map-name'),
        'line-opacity': 0.45,
        'line-dasharray': [2, 2],
      },
    },
    way({ ...street, ...edge, id: 'rail', kind: 'rail' }),
    way({ ...street, ...edge, id: 'street-edge', wider: 2 }),
    way(street),
  ]
}

function ground(kind: 'park' | 'water' | 'building', colour: Colour): Layer {
  return {
    id: kind,
    type: 'fill',
    source: 'town',
    filter: ['==', ['get', 'kind'], kind],
    paint: { 'fill-color': colour(`--map-${kind}`) },
  }
}

interface Way {
  readonly id: string
  readonly kind: 'street' | 'rail'
  readonly color: string
  /** Pixels beyond the street itself, for its edge. */
  readonly wider: number
}

/** Main streets wider than lanes, all wider the closer one looks. */
function way({ id, kind, color, wider }: Way): Layer {
  return {
    id,
    type: 'line',
    source: 'town',
    filter: ['==', ['get', 'kind'], kind],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': color,
      'line-width': [
        'interpolate',
        ['exponential', 1.6],
        ['zoom'],
        12,
        ['+', wider, ['match', ['get', 'rank'], 1, 2.5, 2, 1.6, 1]],
        18,
        ['+', wider, ['match', ['get', 'rank'], 1, 22, 2, 17, 12]],
      ],
    },
  }
}

/** Without a glyphs address the library draws letters with the reader's own fonts. */
function nameLayer(colour: Colour): Layer {
  return {
    id: 'name',
    type: 'symbol',
    source: 'town',
    filter: ['all', ['has', 'name'], ['in', ['get', 'kind'], ['literal', ['street', 'water']]]],
    layout: {
      'symbol-placement': 'line',
      'text-field': ['get', 'name'],
      'text-size': 12,
      'text-font': ['Public Sans Variable'],
    },
    paint: {
      'text-color': colour('--map-name'),
      'text-halo-color': colour('--map-land'),
      'text-halo-width': 1.5,
    },
  }
}

function feature({ ring, path }: MapArea) {
  return {
    type: 'Feature' as const,
    properties: { path },
    geometry: { type: 'Polygon' as const, coordinates: [ring.map(([lon, lat]) => [lon, lat])] },
  }
}
