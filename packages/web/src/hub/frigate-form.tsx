import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { hubApi } from '@porchlight/owner'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { FaultNote } from '../ui/fault.tsx'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { goTo } from './place.ts'

const port = '8971'

/** A Frigate on the home network, by a user who may only look. */
export function FrigateForm(): ReactElement {
  const [address, setAddress] = useState('')
  const [user, setUser] = useState('')
  const [password, setPassword] = useState('')
  const add = useAct(hubApi.addSource, () => {
    goTo({ screen: 'home' })
  })
  const url = addressOfFrigate(address)
  const whole = url !== null && user !== '' && password !== ''
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (whole) add.mutate({ source: { kind: 'frigate', url, user, password } })
      }}
    >
      <Stack gap="md">
        <p>{m.hub_frigate_lead()}</p>
        <TextInput
          label={m.hub_frigate_address()}
          description={m.hub_frigate_address_text()}
          value={address}
          inputMode="url"
          autoCapitalize="none"
          error={address !== '' && url === null ? m.hub_frigate_address_bad() : null}
          onChange={({ currentTarget }) => {
            setAddress(currentTarget.value)
          }}
        />
        <TextInput
          label={m.hub_frigate_user()}
          value={user}
          autoCapitalize="none"
          autoComplete="off"
          onChange={({ currentTarget }) => {
            setUser(currentTarget.value)
          }}
        />
        <PasswordInput
          label={m.hub_frigate_password()}
          description={m.hub_frigate_password_text()}
          value={password}
          autoComplete="off"
          onChange={({ currentTarget }) => {
            setPassword(currentTarget.value)
          }}
        />
        <FaultNote error={add.error} />
        <Button type="submit" size="lg" disabled={!whole} loading={add.isPending}>
          {m.hub_frigate_take()}
        </Button>
      </Stack>
    </form>
  )
}

/** People leave out `https://` and the port; the port without a sign-in is none to use. */
function addressOfFrigate(text: string): string | null {
  const typed = text.trim()
  if (typed === '') return null
  const url = URL.parse(/^https?:\/\//.test(typed) ? typed : `https://${typed}`)
  if (url === null || url.hostname === '') return null
  if (url.port === '' && !/:\d+\/?$/.test(typed)) url.port = port
  return url.origin
}
