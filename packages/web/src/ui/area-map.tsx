import type { Area } from '@porchlight/core'
import type { ReactElement } from 'react'

import { m } from '../words/messages.js'
import { MapCanvas } from './map-canvas.tsx'

/** An area as the public sees it. */
export function AreaMap({
  area,
  height,
}: {
  readonly area: Area
  readonly height?: string
}): ReactElement {
  return (
    <MapCanvas label={m.ui_map_label()} area={area} {...(height === undefined ? {} : { height })} />
  )
}
