import type { Place } from './area.ts'

export type Edge = readonly [Place, Place]

/** From each corner to the next, and from the last to the first. */
export function edgesOf(area: readonly Place[]): readonly Edge[] {
  const [first] = area
  return area.map((from, index): Edge => [from, area[index + 1] ?? first ?? from])
}

/** An angle by the short way round, in degrees: an edge across the 180th meridian is not one around the earth. */
export function shortestTurn(degrees: number): number {
  if (degrees > 180) return degrees - 360
  return degrees < -180 ? degrees + 360 : degrees
}
