import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { checkRequest } from '@porchlight/core'
import type { Finding, OwnRequest } from '@porchlight/core'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'

import { now } from '../../ui/clock.ts'
import { Answered } from '../../ui/fault.tsx'
import { FindingList } from '../../ui/finding-list.tsx'
import { Lost } from '../../ui/lost.tsx'
import { RequestSheet } from '../../ui/request-sheet.tsx'
import { ScreenTitle } from '../../ui/screen-title.tsx'
import { m } from '../../words/messages.js'
import { sameCase } from '../compose/candidate.ts'
import { useOwnRequests } from '../own-agency.ts'
import { Screen, useWorkspace } from '../workspace.tsx'
import type { Workspace } from '../workspace.tsx'
import { Approve, Close, Withdraw } from './actions.tsx'
import { canHaveVersion, NextVersionCard, RefusedFor, VersionLink } from './next-version.tsx'
import { signedByUs } from './signed-by-us.ts'
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
      <RefusedFor rules={own.refusedFor} />
      {!everyVersionOurs(own, workspace) && (
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
      {own.next !== null && <NextVersionCard own={own} next={own.next} requests={requests} />}
      <RequestSheet request={request} agency={workspace.agency.profile} />
      <Actions own={own} clear={findings.length === 0} />
    </Stack>
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
          <Approve id={signed.request.id} draft={0} disabled={!clear} />
        ))}
      {canHaveVersion(own) && <VersionLink id={signed.request.id} />}
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

/** Answers to an earlier version are opened too. */
function everyVersionOurs({ signed, earlier }: OwnRequest, { agency }: Workspace): boolean {
  return [signed, ...earlier].every((version) => signedByUs(version, agency))
}
