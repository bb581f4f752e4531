import { Button, Stack, TextInput } from '@mantine/core'
import { hubApi } from '@porchlight/owner'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { FaultNote } from '../ui/fault.tsx'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { HubPage } from './hub-page.tsx'
import { goTo } from './place.ts'

/** The first step: whose requests to follow. */
export function InstanceScreen(): ReactElement {
  const [address, setAddress] = useState('')
  const [invite, setInvite] = useState('')
  const follow = useAct(hubApi.setInstance, () => {
    goTo({ screen: 'home' })
  })
  const origin = originOf(address)
  return (
    <HubPage title={m.hub_instance_title()} lead={m.hub_instance_lead()}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (origin !== null) follow.mutate({ origin, invite: invite === '' ? null : invite })
        }}
      >
        <Stack gap="md">
          <TextInput
            label={m.hub_instance_address()}
            description={m.hub_instance_example()}
            value={address}
            inputMode="url"
            autoComplete="url"
            autoCapitalize="none"
            error={address !== '' && origin === null ? m.hub_instance_bad() : null}
            onChange={({ currentTarget }) => {
              setAddress(currentTarget.value)
            }}
          />
          <TextInput
            label={m.hub_instance_invite()}
            description={m.hub_instance_invite_text()}
            value={invite}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            onChange={({ currentTarget }) => {
              setInvite(currentTarget.value)
            }}
          />
          <FaultNote error={follow.error} />
          <Button type="submit" size="lg" disabled={origin === null} loading={follow.isPending}>
            {m.hub_instance_follow()}
          </Button>
          <p className="pl-note">{m.hub_instance_note()}</p>
        </Stack>
      </form>
    </HubPage>
  )
}

/** People leave out `https://`. */
function originOf(text: string): string | null {
  const typed = text.trim()
  if (typed === '') return null
  const url = URL.parse(/^https?:\/\//.test(typed) ? typed : `https://${typed}`)
  return url?.hostname.includes('.') === true || url?.hostname === 'localhost' ? url.origin : null
}
