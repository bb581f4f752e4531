import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { hubApi } from '@porchlight/owner'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { FaultNote } from '../ui/fault.tsx'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { goTo } from './place.ts'
import { frigateAddress, zoneMinderAddress } from './recorder-address.ts'

export type RecorderKind = 'frigate' | 'zoneminder'

/** What differs from one recorder to the next. */
const kinds = {
  frigate: {
    lead: m.hub_frigate_lead,
    address: m.hub_frigate_address,
    example: m.hub_frigate_address_text,
    password: m.hub_frigate_password_text,
    addressOf: frigateAddress,
  },
  zoneminder: {
    lead: m.hub_zoneminder_lead,
    address: m.hub_zoneminder_address,
    example: m.hub_zoneminder_address_text,
    password: m.hub_zoneminder_password_text,
    addressOf: zoneMinderAddress,
  },
} as const

/** A recorder on the home network, by a user who may only look. */
export function RecorderForm({ kind }: { readonly kind: RecorderKind }): ReactElement {
  const [address, setAddress] = useState('')
  const [user, setUser] = useState('')
  const [password, setPassword] = useState('')
  const add = useAct(hubApi.addSource, () => {
    goTo({ screen: 'home' })
  })
  const words = kinds[kind]
  const url = words.addressOf(address)
  const whole = url !== null && user !== '' && password !== ''
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (whole) add.mutate({ source: { kind, url, user, password } })
      }}
    >
      <Stack gap="md">
        <p>{words.lead()}</p>
        <TextInput
          label={words.address()}
          description={words.example()}
          value={address}
          inputMode="url"
          autoCapitalize="none"
          error={address !== '' && url === null ? m.hub_recorder_address_bad() : null}
          onChange={({ currentTarget }) => {
            setAddress(currentTarget.value)
          }}
        />
        <TextInput
          label={m.hub_recorder_user()}
          value={user}
          autoCapitalize="none"
          autoComplete="off"
          onChange={({ currentTarget }) => {
            setUser(currentTarget.value)
          }}
        />
        <PasswordInput
          label={m.hub_recorder_password()}
          description={words.password()}
          value={password}
          autoComplete="off"
          onChange={({ currentTarget }) => {
            setPassword(currentTarget.value)
          }}
        />
        <FaultNote error={add.error} />
        <Button type="submit" size="lg" disabled={!whole} loading={add.isPending}>
          {m.hub_recorder_take()}
        </Button>
      </Stack>
    </form>
  )
}
