import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { checkRequest, requestSignatureHolds } from '@porchlight/core'
import type { Finding, OwnRequest } from '@porchlight/core'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'

import { now } from '../../ui/clock.ts'
import { Answered } from '../../ui/fault.tsx'
import { FindingList, useRuleSentence } from '../../ui/finding-list.tsx'
import { Lost } from '../../ui/lost.tsx'
import { RequestSheet } from '../../ui/request-sheet.tsx'
import { ScreenTitle } from '../../ui/screen-title.tsx'
import { m } from '../../words/messages.js'
import { sameCase } from '../compose/candidate.ts'
import { signingKeysOf, useOwnRequests } from '../own-agency.ts'
import { Screen, useWorkspace } from '../workspace.tsx'
import type { Workspace } from '../workspace.tsx'
import { Approve, Close, Withdraw } from './actions.tsx'
import { StateMark } from './state-mark.tsx'

/** One of the agency's requests: as the public sees it, what the rules say, and what can be done now. */
export function RequestScreen({ id }: { readonly id: string }): ReactElement {
  const own = useOwnRequests()
  return (
    <Screen title={m.agency_request_title()} width="wide">
      <Answered asked={own}>
        {(requests) => {
          const found = requests.find(({ signed }) => signed.request.id === id)
          return found === undefined ? <Lost /> : <Shown own={found} requests={requests} />
        }}
      </Answered>
    </Screen>
  )
}

function Shown({
  own,
  requests,
}: {
  readonly own: OwnRequest
  readonly requests: readonly OwnRequest[]
}): ReactElement {
  const workspace = useWorkspace()
  const { request } = own.signed
  const findings = findingsOf(own, requests, workspace)
  return (
    <Stack gap="lg">
      <Group gap="sm" align="center">
        <ScreenTitle>{m.agency_request_case({ number: request.caseNumber })}</ScreenTitle>
        <StateMark own={own} />
      </Group>
      <Text>{m.agency_request_author({ name: own.authorName })}</Text>
      <Refused own={own} />
      {!signedByUs(own, workspace) && (
        <Alert color="bad" title={m.ui_problem()}>
          {m.agency_request_bad_signature()}
        </Alert>
      )}
      {own.state === 'awaiting-approval' && (
        <section className="pl-card">
          <Title order={2} mb="sm">
            {m.agency_request_findings()}
          </Title>
          {findings.length === 0 ? (
            <Text>{m.agency_request_clear()}</Text>
          ) : (
            <FindingList findings={findings} />
          )}
        </section>
      )}
      <RequestSheet request={request} agency={workspace.agency.profile} />
      <Actions own={own} clear={findings.length === 0} />
    </Stack>
  )
}

function Refused({ own }: { readonly own: OwnRequest }): ReactElement | null {
  const sentence = useRuleSentence()
  if (own.refusedFor.length === 0) return null
  return (
    <Alert color="bad" title={m.agency_request_refused()}>
      <ul className="pl-list">
        {own.refusedFor.map((rule) => (
          <li key={rule}>{sentence(rule)}</li>
        ))}
      </ul>
    </Alert>
  )
}

function Actions({
  own,
  clear,
}: {
  readonly own: OwnRequest
  readonly clear: boolean
}): ReactElement | null {
  const { member } = useWorkspace()
  const { state, author, publishedAt, signed } = own
  const open = state === 'awaiting-approval' || state === 'awaiting-moderation'
  if (!open && publishedAt === null) return null
  return (
    <Group gap="sm" className="pl-actions">
      {publishedAt !== null && (
        <Button
          renderRoot={(props: object) => (
            <Link to="/requests/$id/inbox" params={{ id: signed.request.id }} {...props} />
          )}
        >
          {m.agency_list_inbox({ count: own.submissions })}
        </Button>
      )}
      {state === 'awaiting-approval' &&
        (author === member.id ? (
          <Text>{m.agency_request_own()}</Text>
        ) : (
          <Approve own={own} disabled={!clear} />
        ))}
      {state === 'published' && <Close own={own} />}
      {(open || state === 'published') && <Withdraw own={own} />}
    </Group>
  )
}

function findingsOf(
  own: OwnRequest,
  requests: readonly OwnRequest[],
  { agency, member }: Workspace,
): readonly Finding[] {
  const { request } = own.signed
  const others = requests.filter(({ signed }) => signed.request.id !== request.id)
  const verdict = checkRequest(request, {
    now: now(),
    stage: 'approval',
    agency: agency.profile,
    sameCase: sameCase(request, others),
    author: own.author,
    approvers: own.author === member.id ? [] : [member.id],
    moderators: [],
  })
  return verdict.accepted ? [] : verdict.findings
}

/** What the instance shows us as ours was signed with a key that we have or had. */
function signedByUs({ signed }: OwnRequest, { agency }: Workspace): boolean {
  return signingKeysOf(agency).includes(signed.signature.key) && requestSignatureHolds(signed)
}
