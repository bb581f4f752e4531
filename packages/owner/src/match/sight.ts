import { earthRadiusMetres } from '@porchlight/core'
import type { Area, Place } from '@porchlight/core'

import type { View } from '../camera.ts'

/** Metres east and north of a camera. So near to it the ground is flat within centimetres. */
export type Point = readonly [number, number]

/** A curve is drawn by straight pieces of at most so many degrees: a thousandth of its radius off. */
const pieceDegrees = 5

/** An area as a camera at `place` would have it on its map. */
export function around(place: Place, area: Area): readonly Point[] {
  const metresPerDegree = (earthRadiusMetres * Math.PI) / 180
  const narrower = Math.cos((place[1] * Math.PI) / 180)
  return area.map(([lng, lat]) => [
    shortWay(lng - place[0]) * metresPerDegree * narrower,
    (lat - place[1]) * metresPerDegree,
  ])
}

/** What a camera sees of the ground, on its own map: a slice of a circle, or all of one. */
export function sliceOf({
  heading,
  fieldOfView,
  reachMetres,
}: Pick<View, 'fieldOfView' | 'heading' | 'reachMetres'>): readonly Point[] {
  const pieces = Math.ceil(fieldOfView / pieceDegrees)
  const arc = Array.from({ length: pieces + 1 }, (_, at): Point => {
    const bearing = ((heading + fieldOfView * (at / pieces - 0.5)) * Math.PI) / 180
    return [Math.sin(bearing) * reachMetres, Math.cos(bearing) * reachMetres]
  })
  return fieldOfView >= 360 ? arc.slice(0, -1) : [[0, 0], ...arc]
}

/** Whether two polygons have ground in common. */
export function meet(one: readonly Point[], other: readonly Point[]): boolean {
  return (
    one.some((point) => holds(other, point)) ||
    other.some((point) => holds(one, point)) ||
    sides(one).some((a) => sides(other).some((b) => cross(a, b)))
  )
}

/** Whether a point lies in a polygon. */
export function holds(polygon: readonly Point[], [x, y]: Point): boolean {
  let inside = false
  for (const [[x1, y1], [x2, y2]] of sides(polygon))
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside
  return inside
}

/** Metres from the camera to the nearest side of a polygon. */
export function metresTo(polygon: readonly Point[]): number {
  return Math.min(...sides(polygon).map(metresToSide))
}

function metresToSide([[x1, y1], [x2, y2]]: Side): number {
  const [dx, dy] = [x2 - x1, y2 - y1]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(x1 * dx + y1 * dy) / length))
  return Math.hypot(x1 + along * dx, y1 + along * dy)
}

type Side = readonly [Point, Point]

function sides(polygon: readonly Point[]): readonly Side[] {
  return polygon.map((from, at) => [from, polygon[(at + 1) % polygon.length] ?? from])
}

function cross([a, b]: Side, [c, d]: Side): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}

function side([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number {
  return Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))
}

/** An angle across the 180th meridian is not one around the earth. */
function shortWay(degrees: number): number {
  if (degrees > 180) return degrees - 360
  return degrees < -180 ? degrees + 360 : degrees
}
