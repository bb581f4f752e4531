import { Map as MapView, Marker, ScaleControl, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'

import { m } from '../words/messages.js'
import { boundsOf, middleOf, readAreas } from './area-file.ts'
import type { MapArea } from './area-file.ts'
import { styleOf } from './map-style.ts'
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet has no name to give
import './map.css'

setWorkerUrl(workerUrl)

/** Closer than this our street maps have nothing more to show. */
const maxZoom = 19

/** Pixels around the areas, fewer on a phone. */
const widestPadding = 56

/**
 * Puts a map that moves where a drawing was, with the same areas. The drawing stays for print, and
 * for whoever has no WebGL: then this throws before anything is changed.
 */
export async function showMap(figure: HTMLElement): Promise<void> {
  const { map: source = '', basemap = null } = figure.dataset
  const response = await fetch(source)
  if (!response.ok) return
  const areas = readAreas(await response.json())
  if (areas.length === 0) return
  const words = { locale: document.documentElement.lang === 'es' ? 'es' : 'en' } as const
  const frame = document.createElement('div')
  frame.className = 'map-live'
  figure.prepend(frame)
  const drawn = { areas, basemap }
  const map = new MapView({
    container: frame,
    style: styleOf(drawn, colourNow),
    bounds: boundsOf(areas),
    fitBoundsOptions: {
      padding: Math.min(widestPadding, frame.clientWidth / 10),
      animate: false,
      maxZoom: 16,
    },
    maxZoom,
    attributionControl: false,
    // a thumb that scrolls the page must not be caught by the map
    cooperativeGestures: true,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    locale: wordsOfMap(words),
  })
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  map.addControl(new ScaleControl({ unit: 'metric', maxWidth: 120 }), 'bottom-left')
  map.addControl(new ScaleControl({ unit: 'imperial', maxWidth: 120 }), 'bottom-left')
  frame.append(buttons(map, words), north(words))
  if (areas.length > 1) {
    for (const [index, area] of areas.entries()) {
      pin(area, index).setLngLat(middleOf(area)).addTo(map)
    }
  }
  map.once('load', () => {
    figure.classList.add('is-live')
    map.resize()
  })
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    map.setStyle(styleOf(drawn, colourNow))
  })
}

type Words = Parameters<typeof m.island_north>[1]

function wordsOfMap(words: Words): Record<string, string> {
  return {
    'Map.Title': m.island_map_title({}, words),
    'CooperativeGesturesHandler.WindowsHelpText': m.island_gesture_wheel({}, words),
    'CooperativeGesturesHandler.MacHelpText': m.island_gesture_wheel_mac({}, words),
    'CooperativeGesturesHandler.MobileHelpText': m.island_gesture_touch({}, words),
  }
}

function colourNow(token: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(token).trim()
}

function buttons(map: MapView, words: Words): HTMLElement {
  const group = document.createElement('div')
  group.className = 'map-buttons'
  group.append(
    button('+', m.island_zoom_in({}, words), () => map.zoomIn()),
    button('−', m.island_zoom_out({}, words), () => map.zoomOut()),
  )
  return group
}

function button(sign: string, name: string, act: () => void): HTMLElement {
  const element = document.createElement('button')
  element.type = 'button'
  element.textContent = sign
  element.ariaLabel = name
  element.title = name
  element.addEventListener('click', act)
  return element
}

/** The map does not turn, so that up is always north. */
function north(words: Words): HTMLElement {
  const element = document.createElement('div')
  element.className = 'map-north'
  element.textContent = `↑ ${m.island_north({}, words)}`
  return element
}

/** An area's number in the list beside the map, as a link to its page. */
function pin({ path, title }: MapArea, index: number): Marker {
  const link = document.createElement('a')
  const language = new URLSearchParams(location.search).get('lang')
  link.className = 'map-pin'
  link.href = language === null ? path : `${path}?lang=${encodeURIComponent(language)}`
  link.textContent = String(index + 1)
  link.ariaLabel = `${String(index + 1)}: ${title}`
  return new Marker({ element: link })
}
