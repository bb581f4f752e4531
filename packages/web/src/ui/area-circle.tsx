import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { circleArea, Place } from '@porchlight/core'
import type { Area } from '@porchlight/core'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { m } from '../words/messages.js'
import { numberIn } from './number-in.ts'

/** Beyond these no radius gives an area that the rules allow. */
const minRadiusMetres = 10
const maxRadiusMetres = 5000

/** A round area from a point and a radius. */
export function AreaCircle({ onArea }: { readonly onArea: (area: Area) => void }): ReactElement {
  const [latitude, setLatitude] = useState('')
  const [longitude, setLongitude] = useState('')
  const [radius, setRadius] = useState('250')
  const [bad, setBad] = useState(false)
  function make(): void {
    const metres = numberIn(radius)
    const centre = Place.safeParse([numberIn(longitude), numberIn(latitude)])
    const right =
      centre.success && metres !== null && metres >= minRadiusMetres && metres <= maxRadiusMetres
    setBad(!right)
    if (right) onArea(circleArea(centre.data, metres))
  }
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {m.ui_area_circle_help()}
      </Text>
      <Group align="flex-end" gap="sm">
        <NumberField label={m.ui_area_latitude()} value={latitude} onChange={setLatitude} />
        <NumberField label={m.ui_area_longitude()} value={longitude} onChange={setLongitude} />
        <NumberField label={m.ui_area_radius()} value={radius} onChange={setRadius} />
        <Button variant="outline" onClick={make}>
          {m.ui_area_circle_set()}
        </Button>
      </Group>
      {bad && (
        <Text role="alert" c="bad">
          {m.ui_area_circle_bad()}
        </Text>
      )}
    </Stack>
  )
}

function NumberField({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}): ReactElement {
  return (
    <TextInput
      label={label}
      value={value}
      w="9.5rem"
      // "decimal" keyboards of some phones have no minus sign
      inputMode="text"
      autoComplete="off"
      onChange={(event) => {
        onChange(event.currentTarget.value)
      }}
    />
  )
}
