import { Radio, Stack, Text, TextInput } from '@mantine/core'
import type { Instant, Zone } from '@porchlight/core'
import type { ReactElement } from 'react'

import { momentText } from '../../ui/times.ts'
import { m } from '../../words/messages.js'
import type { LocalPoint } from './local-time.ts'
import { resolve } from './local-time.ts'

export interface TimeFieldProps {
  readonly label: string
  readonly help?: string
  readonly point: LocalPoint
  readonly zone: Zone
  readonly error?: string | undefined
  readonly onChange: (point: LocalPoint) => void
  readonly onBlur: () => void
}

/** A wall-clock time in the agency's zone, right where the clocks change. */
export function TimeField(props: TimeFieldProps): ReactElement {
  const { label, help, point, zone, error, onChange, onBlur } = props
  const resolved = resolve(point, zone)
  const choices = 'choices' in resolved ? resolved.choices : null
  return (
    <Stack gap="xs">
      <TextInput
        type="datetime-local"
        label={label}
        description={help}
        value={point.local}
        error={resolved.kind === 'skipped' ? m.agency_time_skipped() : error}
        onBlur={onBlur}
        onChange={(event) => {
          onChange({ local: event.currentTarget.value, fold: null })
        }}
      />
      {choices !== null && (
        <Folds choices={choices} point={point} zone={zone} onChange={onChange} />
      )}
    </Stack>
  )
}

/** In autumn the clocks show one hour twice: which was it? */
function Folds({
  choices,
  point,
  zone,
  onChange,
}: {
  readonly choices: readonly [Instant, Instant]
  readonly point: LocalPoint
  readonly zone: Zone
  readonly onChange: (point: LocalPoint) => void
}): ReactElement {
  return (
    <Radio.Group
      label={m.agency_time_twice()}
      value={point.fold}
      onChange={(value) => {
        onChange({ ...point, fold: value === 'first' ? 'first' : 'second' })
      }}
    >
      <Stack gap="xs" mt="xs">
        <Radio value="first" label={momentText(choices[0], zone)} />
        <Radio value="second" label={momentText(choices[1], zone)} />
      </Stack>
      {point.fold === null && (
        <Text size="sm" c="bad">
          {m.agency_time_choose()}
        </Text>
      )}
    </Radio.Group>
  )
}
