import { Button, Checkbox, Stack, TextInput } from '@mantine/core'
import { Zone } from '@porchlight/core'
import { hubApi } from '@porchlight/owner'
import type { CameraView, SourceView } from '@porchlight/owner'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { FaultNote } from '../ui/fault.tsx'
import { useLanguage } from '../ui/language.tsx'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { readingText } from './clock-text.ts'
import { Part } from './hub-page.tsx'
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
  const save = useAct(hubApi.setCamera)
  const isZone = Zone.safeParse(zone).success
  const typed = address.trim()
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const next = typed === '' ? null : { address: typed, zone, names }
        if (isZone) save.mutate({ camera: id, view, masks, clock: next })
      }}
    >
      <Stack gap="md">
        <TextInput
          label={m.hub_camera_address()}
          description={m.hub_camera_address_text()}
          value={address}
          inputMode="url"
          autoCapitalize="none"
          autoComplete="off"
          maxLength={200}
          onChange={({ currentTarget }) => {
            setAddress(currentTarget.value)
          }}
        />
        <TextInput
          label={m.hub_camera_zone()}
          value={zone}
          error={isZone ? null : m.hub_clock_zone_bad()}
          onChange={({ currentTarget }) => {
            setZone(currentTarget.value)
          }}
        />
        {kind === 'folder' || kind === 'ring-zip' ? (
          <Names names={names} onNames={setNames} />
        ) : (
          <p className="pl-soft">{m.hub_camera_stamped()}</p>
        )}
        <FaultNote error={save.error} />
        <Button type="submit" variant="outline" disabled={!isZone} loading={save.isPending}>
          {m.hub_camera_clock_save()}
        </Button>
      </Stack>
    </form>
  )
}

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
