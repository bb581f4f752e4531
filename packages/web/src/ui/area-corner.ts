import type { Place } from '@porchlight/core'
import { Marker } from 'maplibre-gl'
import type { Map as MapView } from 'maplibre-gl'

import { m } from '../words/messages.js'

export interface CornerInput {
  readonly index: number
  readonly place: Place
  readonly onMove: (place: Place) => void
  readonly onLetGo: () => void
  readonly onRemove: () => void
}

/** Pixels that an arrow key moves a corner; with Shift, a tenth for fine work. */
const keyPixels = 10

const arrows: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['ArrowLeft', [-1, 0]],
  ['ArrowRight', [1, 0]],
  ['ArrowUp', [0, -1]],
  ['ArrowDown', [0, 1]],
])

/** A corner as a button that can be dragged, moved with the arrow keys and removed. */
export function cornerMarker(map: MapView, input: CornerInput): Marker {
  const { index, place, onMove, onLetGo, onRemove } = input
  const element = button('pl-corner', m.ui_area_corner_n({ n: index + 1 }))
  const marker = new Marker({ element, draggable: true }).setLngLat([place[0], place[1]])
  marker.on('drag', () => {
    onMove(placeOf(marker.getLngLat()))
  })
  marker.on('dragend', onLetGo)
  element.addEventListener('contextmenu', (event) => {
    event.preventDefault()
    onRemove()
  })
  element.addEventListener('keydown', (event) => {
    const step = arrows.get(event.key)
    if (step === undefined && event.key !== 'Delete' && event.key !== 'Backspace') return
    event.preventDefault()
    event.stopPropagation()
    if (step === undefined) {
      onRemove()
      return
    }
    const pixels = event.shiftKey ? 1 : keyPixels
    const at = map.project(marker.getLngLat())
    marker.setLngLat(map.unproject([at.x + step[0] * pixels, at.y + step[1] * pixels]))
    onMove(placeOf(marker.getLngLat()))
  })
  element.addEventListener('keyup', (event) => {
    if (arrows.has(event.key)) onLetGo()
  })
  return marker
}

export interface MidpointInput {
  /** Of the corner before it. */
  readonly index: number
  readonly place: Place
  readonly onInsert: (place: Place) => void
}

/** A small dot between two corners that becomes a corner when it is pressed or dragged. */
export function midpointMarker({ index, place, onInsert }: MidpointInput): Marker {
  const element = button('pl-midpoint', m.ui_area_corner_insert({ n: index + 1 }))
  const marker = new Marker({ element, draggable: true }).setLngLat([place[0], place[1]])
  marker.on('dragend', () => {
    onInsert(placeOf(marker.getLngLat()))
  })
  element.addEventListener('click', () => {
    onInsert(placeOf(marker.getLngLat()))
  })
  return marker
}

function button(className: string, name: string): HTMLButtonElement {
  const element = document.createElement('button')
  element.type = 'button'
  element.className = className
  element.ariaLabel = name
  // the map beneath takes clicks for new corners
  element.addEventListener('click', (event) => {
    event.stopPropagation()
  })
  return element
}

/** Six decimals, as areas have them. */
export function placeOf({ lng, lat }: { readonly lng: number; readonly lat: number }): Place {
  return [Number(lng.toFixed(6)), Number(lat.toFixed(6))]
}
