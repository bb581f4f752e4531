import { earthRadiusMetres } from '@porchlight/core'
import type { Area, Place } from '@porchlight/core'

import type { View } from '../camera.ts'
import { sliceOf } from './sight.ts'

/** What a camera sees of the ground, as a polygon to draw on a map. */
export function viewOutline(view: View): Area {
  const [lng, lat] = view.place
  const degreesPerMetre = 180 / (earthRadiusMetres * Math.PI)
  const wider = 1 / Math.max(0.01, Math.cos((lat * Math.PI) / 180))
  return sliceOf(view).map(([east, north]): Place => [
    lng + east * degreesPerMetre * wider,
    lat + north * degreesPerMetre,
  ])
}
