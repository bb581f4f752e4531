import { Text } from '@mantine/core'
import { useColorScheme } from '@mantine/hooks'
import type { Area, Place } from '@porchlight/core'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { ReactElement, RefObject } from 'react'

import { m } from '../words/messages.js'
import { useBasemap } from './basemap.ts'
import { useLanguage } from './language.tsx'
import type { StreetMap } from './street-map.ts'

export interface MapCanvasProps {
  readonly label: string
  /** Drawn as it is; null where there is none, or something else draws it. */
  readonly area: Area | null
  /** What to show first where there is no area. */
  readonly around?: readonly Place[]
  readonly height?: string
  /** Called with every map that stands; what it returns is called before that map goes. */
  readonly onReady?: (map: StreetMap) => () => void
}

/**
 * A map that loads on demand, draws with no tiles at all, and says so where the device cannot. Made
 * anew when the colours or the language change.
 */
export function MapCanvas(props: MapCanvasProps): ReactElement {
  const scheme = useColorScheme()
  const { language } = useLanguage()
  return <Standing key={`${scheme} ${language}`} {...props} />
}

function Standing(props: MapCanvasProps): ReactElement {
  const { label, area, height = '22rem' } = props
  const place = useRef<HTMLDivElement>(null)
  const basemap = useBasemap()
  const map = useStreetMap(place, props)
  useEffect(() => {
    map?.setArea(area)
  }, [map, area])
  if (map === null) return <Text c="dimmed">{m.ui_map_missing()}</Text>
  return (
    <figure className="pl-map" style={{ height }}>
      <section ref={place} className="pl-map-canvas" aria-label={label} />
      {map === undefined && <p className="pl-map-note">{m.ui_map_loading()}</p>}
      {typeof basemap?.attribution === 'string' && (
        <figcaption className="pl-map-source">{basemap.attribution}</figcaption>
      )}
    </figure>
  )
}

/** The map in a place: undefined until it stands, null where it cannot. */
function useStreetMap(
  place: RefObject<HTMLElement | null>,
  { area, around = [], onReady }: MapCanvasProps,
): StreetMap | null | undefined {
  const [map, setMap] = useState<StreetMap | null | undefined>(undefined)
  const basemap = useBasemap()
  const raise = useEffectEvent(async (container: HTMLElement) => {
    const { raiseMap } = await import('./street-map.ts')
    return await raiseMap({ container, basemap: basemap ?? null, around: area ?? around })
  })
  const ready = useEffectEvent((raised: StreetMap) => onReady?.(raised))
  useEffect(() => {
    const container = place.current
    if (container === null || basemap === undefined) return undefined
    const end = new AbortController()
    async function stand(frame: HTMLElement): Promise<void> {
      const raised = await raise(frame)
      if (end.signal.aborted) {
        raised?.remove()
        return
      }
      setMap(raised)
      if (raised === null) return
      const done = ready(raised)
      end.signal.addEventListener('abort', () => {
        done?.()
        raised.remove()
      })
    }
    void stand(container)
    return () => {
      end.abort()
    }
  }, [place, basemap])
  return map
}
