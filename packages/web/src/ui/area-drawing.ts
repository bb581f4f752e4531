import { Area } from '@porchlight/core'
import type { Place } from '@porchlight/core'
import type { Map as MapView } from 'maplibre-gl'
import { TerraDraw, TerraDrawPolygonMode, TerraDrawSelectMode } from 'terra-draw'
import type { GeoJSONStoreFeatures } from 'terra-draw'
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter'

import { token } from './map-style.ts'

/** One area on a map, under a mouse or a finger. */
export interface Drawing {
  /** Shows another area, ready to be changed. */
  readonly show: (area: Area | null) => void
  /** Forgets the area and takes corners for a new one. */
  readonly begin: () => void
  readonly end: () => void
}

export interface DrawingInput {
  readonly map: MapView
  /** A whole area, whenever a hand has made or moved one. */
  readonly onArea: (area: Area) => void
  /** Whether corners of a new area are being taken. */
  readonly onTaking: (taking: boolean) => void
}

export function startDrawing({ map, onArea, onTaking }: DrawingInput): Drawing {
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map }),
    modes: [polygonMode(), selectMode()],
  })
  draw.start()
  draw.setMode('select')
  draw.on('finish', (id) => {
    const area = areaOf(draw.getSnapshotFeature(id))
    draw.setMode('select')
    draw.selectFeature(id)
    onTaking(false)
    if (area !== null) onArea(area)
  })
  return {
    show(area) {
      draw.setMode('select')
      draw.clear()
      onTaking(false)
      if (area === null) return
      draw.addFeatures([featureOf(area)])
      const id = draw.getSnapshot().at(0)?.id
      if (id !== undefined) draw.selectFeature(id)
    },
    begin() {
      draw.setMode('select')
      draw.clear()
      draw.setMode('polygon')
      onTaking(true)
    },
    end() {
      draw.stop()
    },
  }
}

function polygonMode(): TerraDrawPolygonMode {
  const colour = hex('--map-area')
  return new TerraDrawPolygonMode({
    styles: {
      fillColor: colour,
      fillOpacity: 0.14,
      outlineColor: colour,
      outlineWidth: 3,
      closingPointColor: colour,
      closingPointOutlineColor: hex('--card'),
      closingPointWidth: 6,
    },
  })
}

function selectMode(): TerraDrawSelectMode {
  const colour = hex('--map-area')
  return new TerraDrawSelectMode({
    allowManualDeselection: false,
    // a keyboard has the table of corners; a stray Delete must not take the area
    keyEvents: null,
    flags: {
      polygon: {
        feature: {
          draggable: true,
          coordinates: { midpoints: true, draggable: true, deletable: true },
        },
      },
    },
    styles: {
      selectedPolygonColor: colour,
      selectedPolygonFillOpacity: 0.14,
      selectedPolygonOutlineColor: colour,
      selectedPolygonOutlineWidth: 3,
      selectionPointColor: hex('--card'),
      selectionPointOutlineColor: colour,
      selectionPointOutlineWidth: 3,
      selectionPointWidth: 7,
      midPointColor: colour,
      midPointOutlineColor: hex('--card'),
      midPointOutlineWidth: 1,
      midPointWidth: 4,
    },
  })
}

function hex(name: string): `#${string}` {
  return `#${token(name).replace('#', '')}`
}

function featureOf(area: Area): GeoJSONStoreFeatures {
  const [first] = area
  const ring = first === undefined ? [] : [...area, first]
  return {
    type: 'Feature',
    properties: { mode: 'polygon' },
    geometry: { type: 'Polygon', coordinates: [ring.map(([x, y]) => [x, y])] },
  }
}

/** The area of a drawn polygon; null where it has too many corners or too few. */
function areaOf(feature: GeoJSONStoreFeatures | undefined): Area | null {
  if (feature?.geometry.type !== 'Polygon') return null
  const [ring = []] = feature.geometry.coordinates
  return Area.safeParse(ring.slice(0, -1).map(rounded)).data ?? null
}

function rounded([x = 0, y = 0]: readonly number[]): Place {
  return [Number(x.toFixed(6)), Number(y.toFixed(6))]
}
