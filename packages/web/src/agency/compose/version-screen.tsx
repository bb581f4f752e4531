import { Alert, Text } from '@mantine/core'
import type { OwnRequest } from '@porchlight/core'
import type { ReactElement } from 'react'

import { Answered } from '../../ui/fault.tsx'
import { Lost } from '../../ui/lost.tsx'
import { m } from '../../words/messages.js'
import { useOwnRequests } from '../own-agency.ts'
import { canHaveVersion } from '../requests/next-version.tsx'
import { Screen, useWorkspace } from '../workspace.tsx'
import { Composer } from './compose-screen.tsx'
import type { Writing } from './compose-screen.tsx'
import type { Draft } from './draft.ts'
import { draftOf, forgetVersionDraft, versionDraft } from './version-draft.ts'
import { ContactPart, Part, WherePart, WordFields } from './sections.tsx'
import { signAndSubmitVersion } from './submit.ts'
import { WhenPart } from './windows-part.tsx'

/** Correcting a request that is public, or giving it more days: the same form, without what stays. */
export function VersionScreen({ id }: { readonly id: string }): ReactElement {
  const own = useOwnRequests()
  return (
    <Screen title={m.agency_version_title()} width="wide">
      <Answered asked={own}>
        {(requests) => {
          const found = requests.find(({ signed }) => signed.request.id === id)
          return found === undefined ? <Lost /> : <Version of={found} own={requests} />
        }}
      </Answered>
    </Screen>
  )
}

function Version({
  of,
  own,
}: {
  readonly of: OwnRequest
  readonly own: readonly OwnRequest[]
}): ReactElement {
  const { agency } = useWorkspace()
  const { request } = of.signed
  if (!canHaveVersion(of)) return <Alert color="lamp">{m.agency_version_not_now()}</Alert>
  function asPublic(): Draft {
    return draftOf(request, agency.profile.zone)
  }
  const store = versionDraft(request.id, asPublic)
  const writing: Writing = {
    title: m.agency_version_of({ number: request.caseNumber }),
    lead: (
      <Text size="lg" maw="42rem">
        {m.agency_version_lead()}
      </Text>
    ),
    own: own.filter((other) => other !== of),
    before: request,
    store,
    clear: {
      label: m.agency_version_clear(),
      run: () => {
        store.set(asPublic())
      },
    },
    parts: (
      <>
        <Part title={m.agency_part_what()}>
          <WordFields />
        </Part>
        <WherePart own={own} />
        <WhenPart />
        <ContactPart />
      </>
    ),
    signText: m.agency_version_sign(),
    submit: signAndSubmitVersion,
    onDone: () => {
      forgetVersionDraft(request.id)
    },
  }
  return <Composer writing={writing} />
}
