import { edgesOf, shortestTurn } from './area-edge.ts'
import type { Edge } from './area-edge.ts'
import { sixDecimals } from './area-measure.ts'
import type { Area, Place } from './area.ts'

/** Whether a place lies in the polygon; at this size its edges are straight on the map within centimetres. */
export function contains(area: Area, [placeLng, lat]: Place): boolean {
  const start = area[0]?.[0] ?? 0
  const lng = start + shortestTurn(placeLng - start)
  return edgesOf(flat(area)).reduce((inside, [[x1, y1], [x2, y2]]) => {
    const passes = y1 > lat !== y2 > lat && lng < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1
    return passes ? !inside : inside
  }, false)
}

/** In degrees. `west` ≤ `east` always: across the 180th meridian one of them is beyond ±180. */
export interface Bounds {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

export function boundsOf(area: Area): Bounds {
  const corners = flat(area)
  const lngs = corners.map(([lng]) => lng)
  const lats = corners.map(([, lat]) => lat)
  return {
    west: Math.min(...lngs),
    south: Math.min(...lats),
    east: Math.max(...lngs),
    north: Math.max(...lats),
  }
}

/** The middle of its bounds: where a map opens. */
export function centreOf(area: Area): Place {
  const { west, south, east, north } = boundsOf(area)
  return sixDecimals(shortestTurn((west + east) / 2), (south + north) / 2)
}

/** Whether no corner repeats and no two edges cross, touch or lie on each other, but neighbours at their corner. */
export function isSimple(area: Area): boolean {
  const edges = edgesOf(flat(area))
  // of corners further apart than neighbours, the edges touch
  if (edges.some(([[x1, y1], [x2, y2]]) => x1 === x2 && y1 === y2)) return false
  return edges.every((edge, i) =>
    edges.every((other, j) => {
      if (j <= i) return true
      if (j === i + 1) return !foldsBack(edge, other)
      return i === 0 && j === edges.length - 1 ? !foldsBack(other, edge) : !crosses(edge, other)
    }),
  )
}

/** The corners with longitudes that run on across the 180th meridian instead of jumping. */
function flat(area: Area): readonly Place[] {
  const start = area[0]?.[0] ?? 0
  return area.map(([lng, lat]) => [start + shortestTurn(lng - start), lat])
}

/** Whether the second of two neighbours goes back over the first. */
function foldsBack([a, b]: Edge, [, c]: Edge): boolean {
  const onward = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1])
  return turn(a, b, c) === 0 && onward < 0
}

function crosses(one: Edge, other: Edge): boolean {
  // most edges are nowhere near each other
  if (areApart(one, other, 0) || areApart(one, other, 1)) return false
  const [[a, b], [c, d]] = [one, other]
  return turn(a, b, c) * turn(a, b, d) <= 0 && turn(c, d, a) * turn(c, d, b) <= 0
}

/** Whether two edges have nothing in common along one axis. */
function areApart([a, b]: Edge, [c, d]: Edge, axis: 0 | 1): boolean {
  return (
    Math.max(a[axis], b[axis]) < Math.min(c[axis], d[axis]) ||
    Math.max(c[axis], d[axis]) < Math.min(a[axis], b[axis])
  )
}

function turn([ax, ay]: Place, [bx, by]: Place, [cx, cy]: Place): number {
  return Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))
}
