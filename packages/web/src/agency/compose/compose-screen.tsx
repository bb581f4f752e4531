import type { Keyring } from '@porchlight/agency'
import type { OwnRequest } from '@porchlight/core'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { Answered, FaultNote } from '../../ui/fault.tsx'
import { RequestSheet } from '../../ui/request-sheet.tsx'
import { ScreenTitle } from '../../ui/screen-title.tsx'
import { m } from '../../words/messages.js'
import { WithKeys } from '../keys/unlock.tsx'
import { requestsChanged, useOwnRequests } from '../own-agency.ts'
import { Screen, useWorkspace } from '../workspace.tsx'
import type { Candidate } from './candidate.ts'
import { clearDraft, draftStore } from './draft.ts'
import { FormContext } from './field.ts'
import { useFormState } from './form-state.ts'
import { Meter } from './meter.tsx'
import { ContactPart, HandlingPart, WhatPart, WherePart } from './sections.tsx'
import { signAndSubmit } from './submit.ts'
import { WhenPart } from './windows-part.tsx'

/** Writing a request, seeing it as the public will, signing it. */
export function ComposeScreen(): ReactElement {
  const { agency } = useWorkspace()
  const own = useOwnRequests()
  return (
    <Screen title={m.agency_compose_title()} width="wide">
      {agency.admitted ? (
        <Answered asked={own}>{(requests) => <Composer own={requests} />}</Answered>
      ) : (
        <Alert color="lamp">{m.agency_compose_not_admitted()}</Alert>
      )}
    </Screen>
  )
}

function Composer({ own }: { readonly own: readonly OwnRequest[] }): ReactElement {
  const { form, clear, touchAll } = useFormState(own)
  const [previewing, setPreviewing] = useState(false)
  return (
    <FormContext value={form}>
      {previewing && clear ? (
        <Preview
          candidate={form.candidate}
          own={own}
          onBack={() => {
            setPreviewing(false)
          }}
        />
      ) : (
        <Writing
          own={own}
          onPreview={() => {
            touchAll()
            setPreviewing(clear)
            if (!clear) document.getElementById('meter')?.scrollIntoView({ block: 'center' })
          }}
        />
      )}
    </FormContext>
  )
}

function Writing({
  own,
  onPreview,
}: {
  readonly own: readonly OwnRequest[]
  readonly onPreview: () => void
}): ReactElement {
  return (
    <Stack gap="lg">
      <ScreenTitle>{m.agency_compose_title()}</ScreenTitle>
      <div className="pl-compose">
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            onPreview()
          }}
        >
          <WhatPart own={own} />
          <WherePart own={own} />
          <WhenPart />
          <ContactPart />
          <HandlingPart />
          <Group gap="sm">
            <Button type="submit">{m.agency_compose_preview()}</Button>
            <Button variant="subtle" color="bad" onClick={clearDraft}>
              {m.agency_compose_clear()}
            </Button>
          </Group>
        </form>
        <Meter />
      </div>
    </Stack>
  )
}

function Preview({
  candidate,
  own,
  onBack,
}: {
  readonly candidate: Candidate
  readonly own: readonly OwnRequest[]
  readonly onBack: () => void
}): ReactElement {
  const { agency } = useWorkspace()
  return (
    <Stack gap="lg">
      <ScreenTitle>{m.agency_preview_title()}</ScreenTitle>
      <Text size="lg">{m.agency_preview_lead()}</Text>
      <RequestSheet request={candidate.request} agency={agency.profile} />
      <Button variant="outline" className="pl-start" onClick={onBack}>
        {m.agency_preview_back()}
      </Button>
      <WithKeys why={m.agency_preview_unlock()}>
        {(keyring) => <SignButton keyring={keyring} own={own} />}
      </WithKeys>
    </Stack>
  )
}

function SignButton({
  keyring,
  own,
}: {
  readonly keyring: Keyring
  readonly own: readonly OwnRequest[]
}): ReactElement {
  const { agency, member } = useWorkspace()
  const navigate = useNavigate()
  const submit = useMutation({
    mutationFn: async () =>
      await signAndSubmit(draftStore.get(), keyring, {
        agency: agency.profile,
        author: member.id,
        own,
      }),
    async onSuccess({ signed }) {
      await requestsChanged()
      await navigate({ to: '/requests/$id', params: { id: signed.request.id } })
      clearDraft()
    },
  })
  return (
    <Stack gap="sm" align="flex-start">
      <Text>{m.agency_sign_text()}</Text>
      <Button
        loading={submit.isPending}
        onClick={() => {
          submit.mutate()
        }}
      >
        {m.agency_sign_action()}
      </Button>
      <FaultNote error={submit.error} />
    </Stack>
  )
}
