import { Button, Group, Stack, Tabs, Text } from '@mantine/core'
import type { Area, Place } from '@porchlight/core'
import { useEffect, useRef, useState } from 'react'
import type { ReactElement } from 'react'

import { m } from '../words/messages.js'
import { AreaCircle } from './area-circle.tsx'
import { AreaCorners } from './area-corners.tsx'
import type { Drawing } from './area-drawing.ts'
import { MapCanvas } from './map-canvas.tsx'
import type { StreetMap } from './street-map.ts'

export interface AreaEditorProps {
  readonly value: Area | null
  readonly onChange: (area: Area | null) => void
  /** What the map shows before there is an area. */
  readonly around: readonly Place[]
}

/** An area drawn on the map, or given in numbers by those who have no mouse or no map. */
export function AreaEditor({ value, onChange, around }: AreaEditorProps): ReactElement {
  const { taking, begin, finish, stop, onReady, showAll } = useDrawing(value, onChange)
  function set(area: Area | null): void {
    onChange(area)
    if (area !== null) showAll(area)
  }
  return (
    <Stack gap="sm">
      <MapCanvas
        label={m.ui_map_label()}
        area={null}
        around={value ?? around}
        height="26rem"
        onReady={onReady}
      />
      <Group gap="sm" align="flex-start">
        {taking === null ? (
          <Button variant="outline" onClick={begin}>
            {m.ui_area_draw()}
          </Button>
        ) : (
          <>
            <Button onClick={finish} disabled={taking < 3}>
              {m.ui_area_draw_finish()}
            </Button>
            <Button variant="outline" onClick={stop}>
              {m.ui_area_draw_stop()}
            </Button>
          </>
        )}
        <Text c="dimmed" size="sm" className="pl-area-help" aria-live="polite">
          {taking !== null || value === null ? m.ui_area_draw_help() : m.ui_area_draw_hint()}
        </Text>
      </Group>
      <details className="pl-details">
        <summary>{m.ui_area_ways()}</summary>
        <Tabs defaultValue="circle" keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="circle">{m.ui_area_way_circle()}</Tabs.Tab>
            <Tabs.Tab value="corners">{m.ui_area_way_corners()}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="circle" pt="md">
            <AreaCircle onArea={set} />
          </Tabs.Panel>
          <Tabs.Panel value="corners" pt="md">
            <AreaCorners value={value} onChange={onChange} />
          </Tabs.Panel>
        </Tabs>
      </details>
    </Stack>
  )
}

interface DrawingHand {
  /** Corners taken so far of a new area; null while none is drawn. */
  readonly taking: number | null
  readonly begin: () => void
  readonly finish: () => void
  readonly stop: () => void
  readonly onReady: (map: StreetMap) => () => void
  readonly showAll: (area: Area) => void
}

/** Ties the drawing on the map to the area, both ways. */
function useDrawing(value: Area | null, onChange: (area: Area) => void): DrawingHand {
  const [taking, setTaking] = useState<number | null>(null)
  const [drawing, setDrawing] = useState<Drawing | null>(null)
  const map = useRef<StreetMap | null>(null)
  /** What the drawing shows already, so that a hand's own change does not come back to it. */
  const drawn = useRef<Area | null>(null)
  const latest = useRef(onChange)
  useEffect(() => {
    latest.current = onChange
  }, [onChange])
  useEffect(() => {
    if (drawing === null || drawn.current === value) return
    drawn.current = value
    drawing.show(value)
  }, [drawing, value])
  return {
    taking,
    begin: () => drawing?.begin(),
    finish: () => drawing?.finish(),
    stop: () => drawing?.show(value),
    showAll: (area) => map.current?.show(area),
    onReady(raised) {
      const end = new AbortController()
      map.current = raised
      drawn.current = null
      async function start(): Promise<void> {
        const { Drawing: Hand } = await import('./area-drawing.ts')
        if (end.signal.aborted) return
        const started = new Hand(raised, {
          onTaking: setTaking,
          onArea(area) {
            drawn.current = area
            latest.current(area)
          },
        })
        end.signal.addEventListener('abort', () => {
          started.end()
        })
        setDrawing(started)
      }
      void start()
      return () => {
        map.current = null
        setDrawing(null)
        end.abort()
      }
    },
  }
}
