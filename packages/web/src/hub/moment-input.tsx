import { Group, Text, TextInput } from '@mantine/core'
import type { ReactElement } from 'react'

import { m } from '../words/messages.js'
import { withSeconds } from './words.ts'

/** A day and a time of day, each as its field has it; empty as long as nothing was typed. */
export interface Moment {
  readonly day: string
  readonly time: string
}

/** What a clock shows, `2026-11-23T21:14:07`; null as long as it is not all there. */
export function shownIn({ day, time }: Moment): string | null {
  if (day === '' || time === '') return null
  return withSeconds(`${day}T${time}`)
}

/** A clock as somebody reads it off, to the second. */
export function MomentInput({
  label,
  text,
  moment,
  onMoment,
}: {
  readonly label: string
  readonly text?: string
  readonly moment: Moment
  readonly onMoment: (moment: Moment) => void
}): ReactElement {
  return (
    <fieldset className="hb-moment">
      <legend>{label}</legend>
      {text !== undefined && (
        <Text size="sm" c="dimmed">
          {text}
        </Text>
      )}
      <Group grow gap="sm">
        <TextInput
          type="date"
          label={m.hub_moment_day()}
          value={moment.day}
          onChange={({ currentTarget }) => {
            onMoment({ ...moment, day: currentTarget.value })
          }}
        />
        <TextInput
          type="time"
          step={1}
          label={m.hub_moment_time()}
          value={moment.time}
          onChange={({ currentTarget }) => {
            onMoment({ ...moment, time: currentTarget.value })
          }}
        />
      </Group>
    </fieldset>
  )
}
