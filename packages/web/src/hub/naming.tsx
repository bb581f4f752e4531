import { TextInput } from '@mantine/core'
import { Zone } from '@porchlight/core'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { m } from '../words/messages.js'
import { withSeconds } from './words.ts'

/** What only the owner knows of names of recordings: their zone, and what one of them says where nobody reads it. */
export interface Naming {
  readonly zone: string
  readonly onZone: (zone: string) => void
  readonly shown: string
  readonly onShown: (shown: string) => void
  /** Whether it has to be taught by an example. */
  readonly teaches: boolean
  readonly learn: { readonly example: string; readonly shown: string } | null
}

export function useNaming({
  grammar,
  example,
}: {
  readonly grammar: string | null
  readonly example: string | null
}): Naming {
  const [zone, onZone] = useState(() => new Intl.DateTimeFormat().resolvedOptions().timeZone)
  const [shown, onShown] = useState('')
  const teaches = grammar === null && example !== null
  const learn = teaches && shown !== '' ? { example, shown: withSeconds(shown) } : null
  return { zone, onZone, shown, onShown, teaches, learn }
}

interface Labelled {
  readonly naming: Naming
  readonly label: string
  readonly description: string
}

/** When the example began, by its recorder's clock. */
export function Shown({ naming, label, description }: Labelled): ReactElement {
  return (
    <TextInput
      type="datetime-local"
      step={1}
      label={label}
      description={description}
      value={naming.shown}
      onChange={({ currentTarget }) => {
        naming.onShown(currentTarget.value)
      }}
    />
  )
}

export function ZoneOf({ naming, label, description }: Labelled): ReactElement {
  return (
    <ZoneInput label={label} description={description} zone={naming.zone} onZone={naming.onZone} />
  )
}

/** The name of a time zone, as it is typed. */
export function ZoneInput({
  label,
  description,
  zone,
  onZone,
}: {
  readonly label: string
  readonly description?: string
  readonly zone: string
  readonly onZone: (zone: string) => void
}): ReactElement {
  return (
    <TextInput
      label={label}
      description={description}
      value={zone}
      error={isZone(zone) ? null : m.hub_clock_zone_bad()}
      onChange={({ currentTarget }) => {
        onZone(currentTarget.value)
      }}
    />
  )
}

export function isZone(zone: string): boolean {
  return Zone.safeParse(zone).success
}
