import { Button, Stack, TextInput } from '@mantine/core'
import { hubApi } from '@porchlight/owner'
import type { HubView } from '@porchlight/owner'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { FaultNote } from '../ui/fault.tsx'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { HubPage } from './hub-page.tsx'
import { goOn, goTo } from './place.ts'

/** Whose requests to follow: the first step, and a way to correct it or to add a code. */
export function InstanceScreen({ view }: { readonly view: HubView }): ReactElement {
  const { instance, sources } = view
  const isSetUp = sources.length > 0
  const [address, setAddress] = useState(() => typedOf(instance))
  const [invite, setInvite] = useState('')
  const follow = useAct(hubApi.setInstance, () => {
    if (isSetUp) return goTo({ screen: 'settings' })
    // each step has its own address, so that the browser's way back leads to the step before
    goOn({ screen: 'instance' })
    return goTo({ screen: 'source' })
  })
  const origin = originOf(address)
  return (
    <HubPage
      title={m.hub_instance_title()}
      lead={m.hub_instance_lead()}
      {...(instance === null ? {} : { back: { screen: isSetUp ? 'settings' : 'source' } as const })}
    >
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
            description={
              instance === null ? m.hub_instance_invite_text() : m.hub_instance_invite_again()
            }
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

/** As somebody would type it who follows it already. */
function typedOf(instance: HubView['instance']): string {
  if (instance === null) return ''
  const { origin } = instance
  return origin.startsWith('https://') ? new URL(origin).host : origin
}

/** People leave out `https://`. */
function originOf(text: string): string | null {
  const typed = text.trim()
  if (typed === '') return null
  const url = URL.parse(/^https?:\/\//.test(typed) ? typed : `https://${typed}`)
  return url?.hostname.includes('.') === true || url?.hostname === 'localhost' ? url.origin : null
}
