import { TextInput } from '@mantine/core'
import type { Place } from '@porchlight/core'
import type { ReactElement } from 'react'

import { numberIn } from '../ui/number-in.ts'
import { m } from '../words/messages.js'

/** For those who know the numbers, and those who use no pointer. */
export function Coordinates({
  place,
  typed,
  onTyped,
}: {
  readonly place: Place | null
  /** What is being typed; null where the field shows the place. */
  readonly typed: string | null
  readonly onTyped: (text: string, place: Place | null) => void
}): ReactElement {
  const found = isUnreadable(typed) ? placeIn(typed) : null
  return (
    <TextInput
      label={m.hub_camera_coordinates()}
      description={m.hub_camera_tap()}
      placeholder="39.801700, -89.643700"
      autoComplete="off"
      value={typed ?? textOf(place)}
      error={typeof found === 'string' ? faults[found]() : null}
      onChange={({ currentTarget: { value } }) => {
        const next = placeIn(value)
        onTyped(value, typeof next === 'string' ? null : next)
      }}
    />
  )
}

function textOf(place: Place | null): string {
  return place === null ? '' : `${place[1].toFixed(6)}, ${place[0].toFixed(6)}`
}

const faults = {
  'no-numbers': m.hub_camera_coordinates_bad,
  'no-place': m.hub_camera_coordinates_range,
} as const

/** Whether something stands in the field that is no place. */
export function isUnreadable(typed: string | null): typed is string {
  return typed !== null && typed !== '' && typeof placeIn(typed) === 'string'
}

/** Where latitude and longitude are, or what is wrong with them. */
function placeIn(text: string): Place | keyof typeof faults {
  const [latitude = null, longitude = null, ...rest] = text.split(',').map((part) => numberIn(part))
  if (latitude === null || longitude === null || rest.length > 0) return 'no-numbers'
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
    ? placeAt(longitude, latitude)
    : 'no-place'
}

/** A place to a tenth of a metre; a map may have been turned round the world. */
export function placeAt(longitude: number, latitude: number): Place {
  const turned = ((((longitude + 180) % 360) + 360) % 360) - 180
  return [Number(turned.toFixed(6)), Number(latitude.toFixed(6))]
}
