import type { Keyring } from '@porchlight/agency'
import type { OwnRequest } from '@porchlight/core'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { ReactElement, ReactNode } from 'react'

import { Answered, FaultNote } from '../../ui/fault.tsx'
import { RequestSheet } from '../../ui/request-sheet.tsx'
import { ScreenTitle } from '../../ui/screen-title.tsx'
import { VersionChanges } from '../../ui/version-changes.tsx'
import { m } from '../../words/messages.js'
import { WithKeys } from '../keys/unlock.tsx'
import { requestsChanged, useOwnRequests } from '../own-agency.ts'
import { Screen, useWorkspace } from '../workspace.tsx'
import type { Candidate } from './candidate.ts'
import { clearDraft, draftStore } from './draft.ts'
import type { Draft } from './draft.ts'
import { FormContext } from './field.ts'
import { useFormState } from './form-state.ts'
import type { FormInput } from './form-state.ts'
import { Meter } from './meter.tsx'
import { ContactPart, HandlingPart, WhatPart, WherePart } from './sections.tsx'
import { signAndSubmit } from './submit.ts'
import type { Facts } from './submit.ts'
import { WhenPart } from './windows-part.tsx'

/** Writing a request, seeing it as the public will, signing it. */
export function ComposeScreen(): ReactElement {
  const { agency } = useWorkspace()
  const own = useOwnRequests()
  return (
    <Screen title={m.agency_compose_title()} width="wide">
      {agency.admitted ? (
        <Answered asked={own}>{(requests) => <Composer writing={newRequest(requests)} />}</Answered>
      ) : (
        <Alert color="lamp">{m.agency_compose_not_admitted()}</Alert>
      )}
    </Screen>
  )
}

/** What is written: a new request, or a later version of one. */
export interface Writing extends FormInput {
  readonly title: string
  readonly lead?: ReactNode
  readonly parts: ReactNode
  readonly clear: { readonly label: string; readonly run: () => void }
  readonly signText: string
  readonly submit: (draft: Draft, keyring: Keyring, facts: Facts) => Promise<OwnRequest>
  /** It is handed in. */
  readonly onDone: () => void
}

function newRequest(own: readonly OwnRequest[]): Writing {
  return {
    title: m.agency_compose_title(),
    own,
    before: null,
    store: draftStore,
    clear: { label: m.agency_compose_clear(), run: clearDraft },
    parts: (
      <>
        <WhatPart own={own} />
        <WherePart own={own} />
        <WhenPart />
        <ContactPart />
        <HandlingPart />
      </>
    ),
    signText: m.agency_sign_text(),
    submit: signAndSubmit,
    onDone: clearDraft,
  }
}

export function Composer({ writing }: { readonly writing: Writing }): ReactElement {
  const { form, clear, touchAll } = useFormState(writing)
  const [previewing, setPreviewing] = useState(false)
  return (
    <FormContext value={form}>
      {previewing && clear ? (
        <Preview
          candidate={form.candidate}
          writing={writing}
          onBack={() => {
            setPreviewing(false)
          }}
        />
      ) : (
        <Form
          writing={writing}
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

function Form({
  writing: { title, lead, parts, clear },
  onPreview,
}: {
  readonly writing: Writing
  readonly onPreview: () => void
}): ReactElement {
  return (
    <Stack gap="lg">
      <ScreenTitle>{title}</ScreenTitle>
      {lead}
      <div className="pl-compose">
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            onPreview()
          }}
        >
          {parts}
          <Group gap="sm">
            <Button type="submit">{m.agency_compose_preview()}</Button>
            <Button variant="subtle" color="bad" onClick={clear.run}>
              {clear.label}
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
  writing,
  onBack,
}: {
  readonly candidate: Candidate
  readonly writing: Writing
  readonly onBack: () => void
}): ReactElement {
  const { agency } = useWorkspace()
  const { before } = writing
  return (
    <Stack gap="lg">
      <ScreenTitle>{m.agency_preview_title()}</ScreenTitle>
      <Text size="lg">{m.agency_preview_lead()}</Text>
      {before !== null && <VersionChanges before={before} after={candidate.request} />}
      <RequestSheet request={candidate.request} agency={agency.profile} />
      <Button variant="outline" className="pl-start" onClick={onBack}>
        {m.agency_preview_back()}
      </Button>
      <WithKeys why={m.agency_preview_unlock()}>
        {(keyring) => <SignButton keyring={keyring} writing={writing} />}
      </WithKeys>
    </Stack>
  )
}

function SignButton({
  keyring,
  writing: { own, before, store, signText, submit: handIn, onDone },
}: {
  readonly keyring: Keyring
  readonly writing: Writing
}): ReactElement {
  const { agency, member } = useWorkspace()
  const navigate = useNavigate()
  const submit = useMutation({
    mutationFn: async () =>
      await handIn(store.get(), keyring, {
        agency: agency.profile,
        author: member.id,
        own,
        before,
      }),
    async onSuccess({ signed }) {
      await requestsChanged()
      await navigate({ to: '/requests/$id', params: { id: signed.request.id } })
      onDone()
    },
  })
  return (
    <Stack gap="sm" align="flex-start">
      <Text>{signText}</Text>
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
