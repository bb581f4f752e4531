import type { Area } from '@porchlight/core'
import { html } from 'hono/html'

import { m } from '../words/messages.js'
import type { Basemap } from './basemap.ts'
import { pointsOf, projectionFor, scaleBar, span, tenth } from './drawing.ts'
import type { Projection } from './drawing.ts'
import { streetNames, streets } from './streets.ts'
import type { Html, View } from './view.ts'

/** One polygon of a drawing; the label is its number in the list beside the map, where there is one. */
interface DrawnArea {
  readonly area: Area
  readonly label: string | null
}

export interface AreaFigure {
  readonly areas: readonly DrawnArea[]
  readonly title: string
  /** GeoJSON of the same areas, for the map that a browser with JavaScript draws instead. */
  readonly source: string
  readonly basemap: Basemap | null
}

const width = 640
const height = 440

/** An area smaller than this on a drawing gets a ring around it, so that it is seen. */
const minUnitsSeen = 14

/** The drawing of where footage is sought; complete without JavaScript, and what is printed. */
export function areaFigure(view: View, { areas, title, source, basemap }: AreaFigure): Html {
  const projection = projectionFor(
    areas.map(({ area }) => area),
    width,
    height,
  )
  return html`<figure
    class="map"
    data-map="${source}"
    ${basemap === null ? '' : html` data-basemap="/map/basemap.json"`}
  >
    <svg class="map-drawing" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
      <rect class="m-land" width="${width}" height="${height}" fill="none" stroke="currentColor" />
      ${basemap === null ? grid() : streets(basemap, projection)}
      ${areas.map((drawn) => polygon(drawn, projection))}
      ${basemap === null ? '' : streetNames(basemap, projection)}
      ${areas.map((drawn) => label(drawn, projection))} ${bar(projection)} ${northArrow(view)}
    </svg>
    ${credit(view, basemap)}
  </figure>`
}

function credit(view: View, basemap: Basemap | null): Html {
  if (basemap === null)
    return html`<figcaption class="soft">${m.pages_map_no_streets({}, view)}</figcaption>`
  return basemap.attribution === undefined
    ? html``
    : html`<figcaption class="soft">${basemap.attribution}</figcaption>`
}

function polygon({ area }: DrawnArea, projection: Projection): Html {
  const points = area.map(projection.point)
  const [left, right] = span(points.map(([x]) => x))
  const [top, bottom] = span(points.map(([, y]) => y))
  const across = Math.max(right - left, bottom - top)
  const [x, y] = middleOf(area, projection)
  const ring = html`<circle
    class="m-area"
    cx="${tenth(x)}"
    cy="${tenth(y)}"
    r="${minUnitsSeen}"
    fill="none"
    stroke="currentColor"
    stroke-width="3"
  />`
  return across < minUnitsSeen
    ? ring
    : html`<polygon
        class="m-area"
        points="${pointsOf(area, projection)}"
        fill="none"
        stroke="currentColor"
        stroke-width="3"
        stroke-linejoin="round"
      />`
}

function label({ area, label: text }: DrawnArea, projection: Projection): Html {
  if (text === null) return html``
  const [x, y] = middleOf(area, projection)
  return html`<g class="m-number" transform="translate(${tenth(x)} ${tenth(y)})">
    <circle r="13" fill="none" stroke="currentColor" />
    <text text-anchor="middle" dy="5" font-size="14">${text}</text>
  </g>`
}

/** Without streets, a plain grid tells paper from picture. */
function grid(): Html {
  const lines = Array.from({ length: 9 }, (_, index) => (index + 1) * 64)
  return html`<g class="m-grid" stroke="currentColor" stroke-opacity="0.15">
    ${lines.map((x) => html`<line x1="${x}" x2="${x}" y1="0" y2="${height}" />`)}
    ${lines.filter((y) => y < height).map((y) => html`<line x1="0" x2="${width}" y1="${y}" y2="${y}" />`)}
  </g>`
}

function bar(projection: Projection): Html {
  const { metres, units } = scaleBar(projection)
  const length = tenth(units)
  const back = tenth(Math.max(units, 118) + 20)
  return html`<g class="m-scale" transform="translate(16 ${height - 16})">
    <rect class="m-plate" x="-10" y="-28" width="${back}" height="38" rx="4" fill="none" />
    <path d="M0 -6V0H${length}V-6" fill="none" stroke="currentColor" stroke-width="2" />
    <text y="-11" font-size="12" fill="currentColor">${lengthName(metres)}</text>
  </g>`
}

/** Both measures, as readers use both. */
function lengthName(metres: number): string {
  const feet = Math.round(metres / 0.3048 / 10) * 10
  const miles = (metres / 1609.344).toPrecision(2)
  return metres >= 1000
    ? `${String(metres / 1000)} km · ${miles} mi`
    : `${String(metres)} m · ${String(feet)} ft`
}

function northArrow(view: View): Html {
  return html`<g class="m-north" transform="translate(${width - 30} 38)">
    <rect class="m-plate" x="-18" y="-30" width="36" height="60" rx="4" fill="none" />
    <path d="M0 -24L9 2L0 -4L-9 2Z" fill="currentColor" />
    <text text-anchor="middle" y="22" font-size="15" fill="currentColor"
      >${m.pages_map_north({}, view)}</text
    >
  </g>`
}

function middleOf(area: Area, { point }: Projection): readonly [number, number] {
  const points = area.map(point)
  return [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))]
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
