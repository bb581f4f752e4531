import type { Area } from '@porchlight/core'

import type { View } from '../camera.ts'
import type { Reason } from '../hub/views.ts'
import { around, holds, meet, metresTo, sliceOf } from './sight.ts'

/** A camera as its owner placed it; null before that, and then it matches nothing. */
export interface PlacedCamera {
  readonly id: string
  readonly view: View | null
}

/** Why cameras fit an area: those that stand in it first, then the nearest. None where none does. */
export function reasonsFor(area: Area, cameras: readonly PlacedCamera[]): readonly Reason[] {
  return cameras
    .flatMap(({ id, view }) => {
      const reason = view === null || isFar(area, view) ? null : reasonOf(area, view)
      return reason === null || view === null
        ? []
        : [{ camera: id, ...reason, looksOnto: view.looksOnto }]
    })
    .toSorted((a, b) => a.metres - b.metres)
}

function reasonOf(area: Area, view: View): Pick<Reason, 'metres' | 'where'> | null {
  const polygon = around(view.place, area)
  if (holds(polygon, [0, 0])) return { where: 'inside', metres: 0 }
  if (!meet(sliceOf(view), polygon)) return null
  return { where: 'sees-into', metres: Math.round(metresTo(polygon)) }
}

/** A metre is at most this part of a degree of latitude, anywhere. */
const degreesPerMetre = 1 / 110_000

/** Quick, and never wrong about what is near: most requests are in other streets. */
function isFar(area: Area, { place: [lng, lat], reachMetres }: View): boolean {
  const reach = reachMetres * degreesPerMetre
  if (area.every((corner) => corner[1] > lat + reach)) return true
  if (area.every((corner) => corner[1] < lat - reach)) return true
  const wider =
    reach / Math.max(0.01, Math.cos((Math.min(89, Math.abs(lat) + reach) * Math.PI) / 180))
  // across the 180th meridian the quick answer would be wrong
  if (area.some((corner) => Math.abs(corner[0] - lng) > 180)) return false
  return (
    area.every((corner) => corner[0] > lng + wider) ||
    area.every((corner) => corner[0] < lng - wider)
  )
}
