import { Button, PasswordInput, Stack } from '@mantine/core'
import { hubApi } from '@porchlight/owner'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { FaultNote } from '../ui/fault.tsx'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { HubPage } from './hub-page.tsx'

/** On the home network: the password that was set where the hub runs. */
export function SignInScreen({
  error,
}: {
  /** Of what was asked beside it: why it goes no further after the right password. */
  readonly error: Error | null
}): ReactElement {
  const [password, setPassword] = useState('')
  const signIn = useAct(hubApi.signIn)
  return (
    <HubPage title={m.hub_sign_in_title()} lead={m.hub_sign_in_lead()}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          signIn.mutate({ password })
        }}
      >
        <Stack gap="md" maw="24rem">
          <PasswordInput
            label={m.hub_password()}
            value={password}
            autoComplete="current-password"
            onChange={({ currentTarget }) => {
              setPassword(currentTarget.value)
            }}
          />
          <FaultNote error={signIn.error ?? error} />
          <Button type="submit" size="lg" loading={signIn.isPending}>
            {m.hub_sign_in()}
          </Button>
        </Stack>
      </form>
    </HubPage>
  )
}
