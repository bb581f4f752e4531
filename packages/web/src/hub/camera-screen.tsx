import { Button, Group, Slider, Stack, Text, TextInput } from '@mantine/core'
import { hubApi, viewOutline } from '@porchlight/owner'
import type { CameraView, HubView, View } from '@porchlight/owner'
import type { Place } from '@porchlight/core'
import { useRef, useState } from 'react'
import type { ReactElement } from 'react'

import { FaultNote } from '../ui/fault.tsx'
import { MapCanvas } from '../ui/map-canvas.tsx'
import type { StreetMap } from '../ui/street-map.ts'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { CameraClockPart } from './camera-clock.tsx'
import { Coordinates, isUnreadable, placeAt } from './coordinates.tsx'
import { HubPage } from './hub-page.tsx'
import { addressOf, goTo } from './place.ts'

const home = { screen: 'home' } as const

/** Where a camera stands and what it sees: tapped on a map, turned with a slider. It never leaves the house. */
export function CameraScreen({
  view,
  camera: id,
}: {
  readonly view: HubView
  readonly camera: string
}): ReactElement {
  const camera = view.cameras.find((one) => one.id === id)
  if (camera === undefined)
    return (
      <HubPage title={m.hub_cameras_title()} back={home}>
        <p>{m.hub_camera_gone()}</p>
      </HubPage>
    )
  const source = view.sources.find((one) => one.id === camera.source)
  return (
    <HubPage title={camera.name} lead={m.hub_camera_lead()} back={home}>
      <Form camera={camera} around={aroundOf(view)} />
      {source !== undefined && <CameraClockPart camera={camera} kind={source.kind} />}
    </HubPage>
  )
}

/** Where another camera is, else where the requests are. */
function aroundOf({ cameras, feed }: HubView): readonly Place[] {
  const placed = cameras.flatMap(({ view }) => (view === null ? [] : [view.place]))
  return placed.length > 0 ? placed : (feed?.around ?? [])
}

/** As most cameras of houses are. */
const usual = { heading: 0, fieldOfView: 90, reachMetres: 25, looksOnto: null }

function Form({
  camera,
  around,
}: {
  readonly camera: CameraView
  readonly around: readonly Place[]
}): ReactElement {
  const [place, setPlace] = useState<Place | null>(camera.view?.place ?? null)
  const [typed, setTyped] = useState<string | null>(null)
  const [looks, setLooks] = useState<Omit<View, 'place'>>(camera.view ?? usual)
  const street = useRef<StreetMap>(null)
  const save = useAct(hubApi.setCamera, () => {
    goTo(home)
  })
  const view = place === null ? null : { ...looks, place }
  return (
    <Stack gap="md">
      <MapCanvas
        label={m.hub_camera_map()}
        area={view === null ? null : viewOutline(view)}
        around={around}
        onReady={(map) => {
          street.current = map
          return onTap(map, (tapped) => {
            setPlace(tapped)
            setTyped(null)
          })
        }}
      />
      <Coordinates
        place={place}
        typed={typed}
        onTyped={(text, found) => {
          setTyped(text)
          if (found === null) return
          setPlace(found)
          bringIntoView(street.current, { ...looks, place: found })
        }}
      />
      <Looks looks={looks} onLooks={setLooks} />
      <FaultNote error={save.error} />
      <Button
        size="lg"
        disabled={view === null || isUnreadable(typed)}
        loading={save.isPending}
        onClick={() => {
          save.mutate({ camera: camera.id, view, masks: camera.masks, clock: camera.clock })
        }}
      >
        {m.hub_camera_save()}
      </Button>
      <p className="pl-soft">{m.hub_camera_private()}</p>
      <Hidden camera={camera} />
    </Stack>
  )
}

function Hidden({ camera: { id, masks } }: { readonly camera: CameraView }): ReactElement {
  return (
    <p>
      <a className="hb-action" href={addressOf({ screen: 'masks', camera: id, clip: null })}>
        {m.hub_camera_masks({ count: masks.length })}
      </a>
    </p>
  )
}

function onTap({ map }: StreetMap, tapped: (place: Place) => void): () => void {
  const click = map.on('click', ({ lngLat }) => {
    tapped(placeAt(lngLat.lng, lngLat.lat))
  })
  return () => {
    click.unsubscribe()
  }
}

/** What was typed far away is shown; what is in sight anyway moves nothing under anybody's eyes. */
function bringIntoView(street: StreetMap | null, view: View): void {
  const [longitude, latitude] = view.place
  if (street?.map.getBounds().contains([longitude, latitude]) === false)
    street.show(viewOutline(view))
}

function Looks({
  looks,
  onLooks,
}: {
  readonly looks: Omit<View, 'place'>
  readonly onLooks: (looks: Omit<View, 'place'>) => void
}): ReactElement {
  const { heading, fieldOfView, reachMetres, looksOnto } = looks
  return (
    <>
      <Dial
        label={m.hub_camera_heading()}
        value={heading}
        text={m.hub_degrees({ count: heading })}
        min={0}
        max={359}
        onValue={(value) => {
          onLooks({ ...looks, heading: value })
        }}
      />
      <Dial
        label={m.hub_camera_width()}
        value={fieldOfView}
        text={m.hub_degrees({ count: fieldOfView })}
        min={10}
        max={360}
        onValue={(value) => {
          onLooks({ ...looks, fieldOfView: value })
        }}
      />
      <Dial
        label={m.hub_camera_reach()}
        value={reachMetres}
        text={m.hub_metres({ count: reachMetres })}
        min={5}
        max={200}
        onValue={(value) => {
          onLooks({ ...looks, reachMetres: value })
        }}
      />
      <TextInput
        label={m.hub_camera_onto()}
        description={m.hub_camera_onto_text()}
        maxLength={80}
        value={looksOnto ?? ''}
        onChange={({ currentTarget }) => {
          onLooks({ ...looks, looksOnto: currentTarget.value === '' ? null : currentTarget.value })
        }}
      />
    </>
  )
}

function Dial({
  label,
  text,
  onValue,
  ...range
}: {
  readonly label: string
  readonly text: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly onValue: (value: number) => void
}): ReactElement {
  return (
    <div>
      <Group justify="space-between">
        <Text fw={600}>{label}</Text>
        <Text>{text}</Text>
      </Group>
      <Slider
        label={null}
        thumbLabel={label}
        thumbSize={28}
        size="lg"
        onChange={onValue}
        {...range}
      />
    </div>
  )
}
