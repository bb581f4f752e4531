import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { checkRequest, defaultPolicy } from '@porchlight/core'
import type { Finding, NextVersion, OwnRequest, RequestId } from '@porchlight/core'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'

import { now } from '../../ui/clock.ts'
import { FindingList, useRuleSentence } from '../../ui/finding-list.tsx'
import { VersionChanges } from '../../ui/version-changes.tsx'
import { m } from '../../words/messages.js'
import { sameCase } from '../compose/candidate.ts'
import { useWorkspace } from '../workspace.tsx'
import type { Workspace } from '../workspace.tsx'
import { Approve } from './actions.tsx'
import { signedByUs } from './signed-by-us.ts'
import { StateWord } from './state-mark.tsx'
import { WithdrawVersion } from './withdraw-version.tsx'

/** A request that is public, has none on the way, and has not had all that the rules allow. */
export function canHaveVersion({ state, signed, next }: OwnRequest): boolean {
  return (
    state === 'published' &&
    signed.request.version <= defaultPolicy.maxRenewals &&
    (next === null || !waits(next))
  )
}

export function VersionLink({ id }: { readonly id: RequestId }): ReactElement {
  return (
    <Button
      variant="outline"
      renderRoot={(props: object) => <Link to="/requests/$id/version" params={{ id }} {...props} />}
    >
      {m.agency_version_action()}
    </Button>
  )
}

interface NextProps {
  readonly own: OwnRequest
  readonly next: NextVersion
  readonly requests: readonly OwnRequest[]
}

/** A later version that is not public: what it would change, how far it is, and what can be done now. */
export function NextVersionCard({ own, next, requests }: NextProps): ReactElement {
  const workspace = useWorkspace()
  const { request } = next.signed
  const ours = signedByUs(next.signed, workspace.agency)
  const findings = waits(next) ? findingsOf({ own, next, requests }, workspace) : []
  return (
    <section className="pl-card" aria-labelledby="next-version">
      <Stack gap="md">
        <Group gap="sm">
          <Title order={2} id="next-version">
            {m.agency_version_next({ version: request.version })}
          </Title>
          <StateWord state={next.state} />
        </Group>
        <Text>{m.agency_request_author({ name: next.authorName })}</Text>
        <RefusedFor rules={next.refusedFor} />
        {!ours && (
          <Alert color="bad" title={m.ui_problem()}>
            {m.agency_request_bad_signature()}
          </Alert>
        )}
        <VersionChanges before={own.signed.request} after={request} />
        {findings.length > 0 && <FindingList findings={findings} />}
        {waits(next) && (
          <Group gap="sm">
            {next.state === 'awaiting-approval' && (
              <Yes own={own} next={next} disabled={!ours || findings.length > 0} />
            )}
            <WithdrawVersion id={request.id} draft={next.draft} />
          </Group>
        )}
      </Stack>
    </section>
  )
}

function Yes({
  own,
  next,
  disabled,
}: Pick<NextProps, 'own' | 'next'> & { readonly disabled: boolean }): ReactElement {
  const { member } = useWorkspace()
  if (next.author === member.id) return <Text>{m.agency_request_own()}</Text>
  return <Approve id={own.signed.request.id} draft={next.draft} disabled={disabled} />
}

/** By which rules a steward said no; nothing where none did. */
export function RefusedFor({ rules }: { readonly rules: readonly string[] }): ReactElement | null {
  const sentence = useRuleSentence()
  if (rules.length === 0) return null
  return (
    <Alert color="bad" title={m.agency_request_refused()}>
      <ul className="pl-list">
        {rules.map((rule) => (
          <li key={rule}>{sentence(rule)}</li>
        ))}
      </ul>
    </Alert>
  )
}

function waits({ state }: NextVersion): boolean {
  return state === 'awaiting-approval' || state === 'awaiting-moderation'
}

function findingsOf(
  { own, next, requests }: NextProps,
  { agency, member }: Workspace,
): readonly Finding[] {
  const { request } = next.signed
  const verdict = checkRequest(request, {
    now: now(),
    stage: 'approval',
    agency: agency.profile,
    sameCase: sameCase(
      request,
      requests.filter((other) => other !== own),
    ),
    before: own.signed.request,
    author: next.author,
    approvers: next.author === member.id ? [] : [member.id],
    moderators: [],
  })
  return verdict.accepted ? [] : verdict.findings
}
