import type { Place } from '@porchlight/core'
import {
  GPUInitializationError,
  Map as MapView,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
} from 'maplibre-gl'
import type { GeoJSONSource, MapOptions } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet has no name to give
import 'maplibre-gl/dist/maplibre-gl.css'

import { m } from '../words/messages.js'
import { boundsOf } from './basemap.ts'
import type { Basemap, Bounds } from './basemap.ts'
import { areaData, graticule, mapStyle } from './map-style.ts'

setWorkerUrl(workerUrl)

export interface StreetMap {
  readonly map: MapView
  readonly setArea: (area: readonly Place[] | null) => void
  /** Moves so that all places are in view. */
  readonly show: (places: readonly Place[]) => void
  readonly remove: () => void
}

export interface StreetMapInput {
  readonly container: HTMLElement
  readonly basemap: Basemap | null
  /** What to show first; the streets, else the country, where there is nothing. */
  readonly around: readonly Place[]
}

/** Closer than this our street maps have nothing more to show. */
const maxZoom = 19
const fit = { padding: 48, maxZoom: 17, animate: false }

/** Makes a map that stands and is drawn; null where this device cannot draw one. */
export async function raiseMap(input: StreetMapInput): Promise<StreetMap | null> {
  const map = newMap(input)
  if (map === null) return null
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
  map.addControl(new ScaleControl({ unit: 'metric', maxWidth: 120 }), 'bottom-left')
  await map.once('load')
  if (input.basemap === null) {
    drawGraticule(map)
    map.on('moveend', () => {
      drawGraticule(map)
    })
  }
  return {
    map,
    setArea(area) {
      void map.getSource<GeoJSONSource>('areas')?.setData(areaData(area))
    },
    show(places) {
      const bounds = boundsOf(places)
      if (bounds !== null) map.fitBounds(box(bounds), fit)
    },
    remove() {
      map.remove()
    },
  }
}

function newMap(input: StreetMapInput): MapView | null {
  try {
    return new MapView(optionsOf(input))
  } catch (error) {
    if (error instanceof GPUInitializationError) return null
    throw error
  }
}

function optionsOf({ container, basemap, around }: StreetMapInput): MapOptions {
  const bounds = boundsOf(around) ?? basemap?.bounds ?? null
  return {
    container,
    style: mapStyle(basemap?.address ?? null),
    ...(bounds === null
      ? { center: [-95, 38], zoom: 3.5 }
      : { bounds: box(bounds), fitBoundsOptions: fit }),
    maxZoom,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    locale: {
      'NavigationControl.ZoomIn': m.ui_map_zoom_in(),
      'NavigationControl.ZoomOut': m.ui_map_zoom_out(),
      'Map.Title': m.ui_map_label(),
    },
  }
}

function box([[west, south], [east, north]]: Bounds): [number, number, number, number] {
  return [west, south, east, north]
}

function drawGraticule(map: MapView): void {
  const bounds = map.getBounds()
  const lines = graticule({
    west: bounds.getWest(),
    south: bounds.getSouth(),
    east: bounds.getEast(),
    north: bounds.getNorth(),
  })
  void map.getSource<GeoJSONSource>('graticule')?.setData(lines)
}
