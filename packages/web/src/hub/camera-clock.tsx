import { Button, Checkbox, Stack, TextInput } from '@mantine/core'
import { Fault } from '@porchlight/core'
import { hubApi } from '@porchlight/owner'
import type { CameraView, SourceView } from '@porchlight/owner'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { FaultNote } from '../ui/fault.tsx'
import { useLanguage } from '../ui/language.tsx'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { cameraAddressFault } from './camera-address.ts'
import { readingText } from './clock-text.ts'
import { Part } from './hub-page.tsx'
import { isZone, ZoneInput } from './naming.tsx'
import { addressOf } from './place.ts'

/** The clock in a camera's picture: how right it is, and where it can be asked for. */
export function CameraClockPart({
  camera,
  kind,
}: {
  readonly camera: CameraView
  readonly kind: SourceView['kind']
}): ReactElement {
  const { language } = useLanguage()
  const { id, reading, clockFault } = camera
  return (
    <Part title={m.hub_camera_clock()}>
      <Stack gap="md">
        <p>{reading === null ? m.hub_camera_clock_never() : readingText(reading, language)}</p>
        {clockFault !== null && <p className="pl-note">{m.hub_camera_clock_fault()}</p>}
        <p>
          <a className="hb-action" href={addressOf({ screen: 'clock', kind: 'camera', id })}>
            {m.hub_clock_more()}
          </a>
        </p>
        <AddressForm camera={camera} kind={kind} />
      </Stack>
    </Part>
  )
}

function AddressForm({
  camera: { id, view, masks, clock },
  kind,
}: {
  readonly camera: CameraView
  readonly kind: SourceView['kind']
}): ReactElement {
  const [address, setAddress] = useState(clock?.address ?? '')
  const [zone, setZone] = useState(
    () => clock?.zone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone,
  )
  const [names, setNames] = useState(clock?.names ?? false)
  const ask = useAct(hubApi.checkClock)
  const save = useAct(hubApi.setCamera, ({ cameras }) => {
    // at once, so that a wrong address is told here and not some other day
    if (cameras.find((camera) => camera.id === id)?.clock !== null)
      ask.mutate({ of: { kind: 'camera', id }, seen: null })
  })
  const typed = address.trim()
  const bad = typed === '' ? null : cameraAddressFault(typed)
  const isGood = bad === null && isZone(zone)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const next = typed === '' ? null : { address: typed, zone, names }
        ask.reset()
        if (isGood) save.mutate({ camera: id, view, masks, clock: next })
      }}
    >
      <Stack gap="md">
        <AddressInput address={address} bad={bad} onAddress={setAddress} />
        <ZoneInput label={m.hub_camera_zone()} zone={zone} onZone={setZone} />
        {kind === 'folder' || kind === 'ring-zip' ? (
          <Names names={names} onNames={setNames} />
        ) : (
          <p className="pl-soft">{m.hub_camera_stamped()}</p>
        )}
        <Button
          type="submit"
          variant="outline"
          disabled={!isGood}
          loading={save.isPending || ask.isPending}
        >
          {m.hub_camera_clock_save()}
        </Button>
        <Saved save={save} ask={ask} asks={clock !== null} />
      </Stack>
    </form>
  )
}

function AddressInput({
  address,
  bad,
  onAddress,
}: {
  readonly address: string
  readonly bad: ReturnType<typeof cameraAddressFault>
  readonly onAddress: (address: string) => void
}): ReactElement {
  return (
    <TextInput
      label={m.hub_camera_address()}
      description={m.hub_camera_address_text()}
      value={address}
      inputMode="url"
      autoCapitalize="none"
      autoComplete="off"
      maxLength={200}
      error={bad === null ? null : addressFaults[bad]()}
      onChange={({ currentTarget }) => {
        onAddress(currentTarget.value)
      }}
    />
  )
}

interface Doing {
  readonly isSuccess: boolean
  readonly error: Error | null
}

/** Whether the address was kept, and whether a camera answers there. */
function Saved({
  save,
  ask,
  asks,
}: {
  readonly save: Doing
  readonly ask: Doing
  readonly asks: boolean
}): ReactElement {
  if (save.error !== null) return <FaultNote error={save.error} />
  return (
    <>
      <output>
        {save.isSuccess && !asks && m.hub_camera_address_none()}
        {ask.isSuccess && m.hub_camera_address_kept()}
      </output>
      {ask.error instanceof Fault ? (
        <p className="pl-note" role="alert">
          {m.hub_camera_address_silent()}
        </p>
      ) : (
        <FaultNote error={ask.error} />
      )}
    </>
  )
}

const addressFaults = {
  'no-address': m.hub_recorder_address_bad,
  encrypted: m.hub_camera_address_encrypted,
  'with-password': m.hub_camera_address_password,
  far: m.hub_camera_address_far,
} as const

/** Only a folder may hold files that cameras named; a recorder names its own. */
function Names({
  names,
  onNames,
}: {
  readonly names: boolean
  readonly onNames: (names: boolean) => void
}): ReactElement {
  return (
    <Checkbox
      label={m.hub_camera_names()}
      description={m.hub_camera_names_text()}
      checked={names}
      onChange={({ currentTarget }) => {
        onNames(currentTarget.checked)
      }}
    />
  )
}
