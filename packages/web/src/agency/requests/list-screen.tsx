import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { offenceNames } from '@porchlight/core'
import type { Instant, OwnRequest } from '@porchlight/core'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'

import { now } from '../../ui/clock.ts'
import { Answered } from '../../ui/fault.tsx'
import { useLanguage } from '../../ui/language.tsx'
import { momentText } from '../../ui/times.ts'
import { ScreenTitle } from '../../ui/screen-title.tsx'
import { m } from '../../words/messages.js'
import { useOwnRequests } from '../own-agency.ts'
import { Suspended } from '../suspended.tsx'
import { Screen, useWorkspace } from '../workspace.tsx'
import { StateMark } from './state-mark.tsx'

/** Everything that the agency asked, is asking or wants to ask; what waits for this person first. */
export function ListScreen(): ReactElement {
  const { agency, member } = useWorkspace()
  const own = useOwnRequests()
  return (
    <Screen title={m.agency_nav_requests()} width="wide">
      <Stack gap="lg">
        <Group justify="space-between" gap="md">
          <ScreenTitle>{m.agency_list_title({ agency: agency.profile.name })}</ScreenTitle>
          {agency.admitted && !agency.suspended && <ComposeLink />}
        </Group>
        {agency.suspended && <Suspended />}
        {agency.next !== null && <ComingKeys from={agency.next.from} />}
        {!agency.admitted && (
          <Alert color="lamp" title={m.agency_list_waiting_title()}>
            <Text>{m.agency_keys_waiting()}</Text>
            <Link to="/keys">{m.agency_list_waiting_link()}</Link>
          </Alert>
        )}
        <Answered asked={own}>
          {(requests) =>
            requests.length === 0 ? (
              <Empty />
            ) : (
              <>
                <Section
                  title={m.agency_list_for_you()}
                  requests={requests.filter((request) => waitsFor(request, member.id))}
                />
                <Section
                  title={m.agency_list_all()}
                  requests={requests.filter((request) => !waitsFor(request, member.id))}
                />
              </>
            )
          }
        </Answered>
      </Stack>
    </Screen>
  )
}

/** Everybody of the agency is told, as somebody else may have made them. */
function ComingKeys({ from }: { readonly from: Instant | null }): ReactElement {
  const { agency } = useWorkspace()
  return (
    <Alert
      color="lamp"
      title={
        from === null
          ? m.agency_coming_title()
          : m.agency_coming_from_title({ when: momentText(from, agency.profile.zone) })
      }
    >
      <Text>{m.agency_coming_text()}</Text>
      <Link to="/keys">{m.agency_list_waiting_link()}</Link>
    </Alert>
  )
}

function ComposeLink(): ReactElement {
  return (
    <Button renderRoot={(props: object) => <Link to="/requests/new" {...props} />}>
      {m.agency_list_compose()}
    </Button>
  )
}

function Empty(): ReactElement {
  return (
    <section className="pl-card">
      <Stack gap="sm" align="flex-start">
        <Title order={2}>{m.agency_list_empty_title()}</Title>
        <Text>{m.agency_list_empty_text()}</Text>
      </Stack>
    </section>
  )
}

/** Whether this person, and nobody else now, should look at it: a colleague's request to approve. */
function waitsFor({ state, author, next }: OwnRequest, member: string): boolean {
  return [{ state, author }, next].some(
    (version) => version?.state === 'awaiting-approval' && version.author !== member,
  )
}

function Section({
  title,
  requests,
}: {
  readonly title: string
  readonly requests: readonly OwnRequest[]
}): ReactElement | null {
  if (requests.length === 0) return null
  return (
    <section>
      <Title order={2} mb="sm">
        {title}
      </Title>
      <ul className="pl-rows">
        {requests.map((request) => (
          <Row key={request.signed.request.id} own={request} />
        ))}
      </ul>
    </section>
  )
}

function Row({ own }: { readonly own: OwnRequest }): ReactElement {
  const { language } = useLanguage()
  const { request } = own.signed
  const live = own.state === 'published' && request.expiresAt > now()
  return (
    <li className="pl-card pl-row">
      <div>
        <p className="pl-kicker">
          {offenceNames[request.offence][language]} <StateMark own={own} />
          {own.next !== null && (
            <span className="pl-mark">
              {m.agency_version_next({ version: own.next.signed.request.version })}
            </span>
          )}
        </p>
        <h3>
          <Link to="/requests/$id" params={{ id: request.id }}>
            {request.title}
          </Link>
        </h3>
        <p className="pl-soft">
          {m.agency_list_case({ number: request.caseNumber, author: own.authorName })}
          {live && ` · ${m.ui_sheet_until()} ${momentText(request.expiresAt, request.zone)}`}
        </p>
      </div>
      {own.publishedAt !== null && (
        <Button
          variant={own.submissions > 0 ? 'filled' : 'outline'}
          renderRoot={(props: object) => (
            <Link to="/requests/$id/inbox" params={{ id: request.id }} {...props} />
          )}
        >
          {m.agency_list_inbox({ count: own.submissions })}
        </Button>
      )}
    </li>
  )
}
