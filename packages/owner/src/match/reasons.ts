import { boundsOf } from '@porchlight/core'
import type { Area, Bounds } from '@porchlight/core'

import type { View } from '../camera.ts'
import type { Reason } from '../hub/views.ts'
import { around, holds, meet, metresTo, sliceOf } from './sight.ts'

/** A camera as its owner placed it; null before that, and then it matches nothing. */
export interface PlacedCamera {
  readonly id: string
  readonly view: View | null
}

/** Why cameras fit an area: those that stand in it, the deepest first, then the nearest. None where none does. */
export function reasonsFor(area: Area, cameras: readonly PlacedCamera[]): readonly Reason[] {
  const bounds = knownBounds(area)
  const reasons: Reason[] = []
  for (const { id, view } of cameras) {
    if (view === null || isFar(bounds, view)) continue
    const reason = reasonOf(area, view)
    if (reason !== null) reasons.push({ camera: id, ...reason, looksOnto: view.looksOnto })
  }
  return reasons.toSorted((a, b) => rank(a) - rank(b))
}

/** The same requests are matched each time that anything changes. */
const bounded = new WeakMap<Area, Bounds>()

function knownBounds(area: Area): Bounds {
  const known = bounded.get(area)
  if (known !== undefined) return known
  const bounds = boundsOf(area)
  bounded.set(area, bounds)
  return bounds
}

function rank({ where, metres }: Reason): number {
  return where === 'inside' ? -metres : metres + 1
}

function reasonOf(area: Area, view: View): Pick<Reason, 'metres' | 'where'> | null {
  const polygon = around(view.place, area)
  const isInside = holds(polygon, [0, 0])
  if (!isInside && !meet(sliceOf(view), polygon)) return null
  return { where: isInside ? 'inside' : 'sees-into', metres: Math.round(metresTo(polygon)) }
}

/** A metre is at most this part of a degree of latitude, anywhere. */
const degreesPerMetre = 1 / 110_000

/** Quick, and never wrong about what is near: most requests are in other streets. */
function isFar({ west, south, east, north }: Bounds, { place, reachMetres }: View): boolean {
  const [lng, lat] = place
  const reach = reachMetres * degreesPerMetre
  if (lat + reach < south || lat - reach > north) return true
  const wider = reach / narrowest(Math.abs(lat) + reach)
  // bounds go on across the 180th meridian: a camera may be a whole turn away from them
  return [lng - 360, lng, lng + 360].every(
    (turned) => turned + wider < west || turned - wider > east,
  )
}

/** How much shorter a degree of longitude is there than at the equator; over a pole no longitude is far. */
function narrowest(latitude: number): number {
  return latitude < 90 ? Math.cos((latitude * Math.PI) / 180) : 0
}
