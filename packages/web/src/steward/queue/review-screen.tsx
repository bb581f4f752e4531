import { Alert, Group, Stack, Text, Title } from '@mantine/core'
import { requestSignatureHolds } from '@porchlight/core'
import type { QueuedRequest, RequestId } from '@porchlight/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { now } from '../../ui/clock.ts'
import { Answered } from '../../ui/fault.tsx'
import { FindingList } from '../../ui/finding-list.tsx'
import { RequestSheet } from '../../ui/request-sheet.tsx'
import { ScreenTitle } from '../../ui/screen-title.tsx'
import { durationText } from '../../ui/times.ts'
import { m } from '../../words/messages.js'
import { Screen } from '../desk.tsx'
import { useQueue } from '../desk-data.ts'
import { Publish } from './publish.tsx'
import { Refuse } from './refuse.tsx'
import { timeLeft } from './time-left.ts'

/** What a steward's decision came to; the request leaves the queue with it. */
export type Decision = 'published' | 'one-more-needed' | 'refused'

/** One request: as the public would read it, what the rules say, yes and no. */
export function ReviewScreen({ id }: { readonly id: RequestId }): ReactElement {
  const queue = useQueue()
  const [decision, setDecision] = useState<Decision | null>(null)
  return (
    <Screen title={m.desk_review_title()}>
      {decision === null ? (
        <Answered asked={queue}>
          {(waiting) => {
            const found = waiting.find(({ signed }) => signed.request.id === id)
            return found === undefined ? <Gone /> : <Review queued={found} onDone={setDecision} />
          }}
        </Answered>
      ) : (
        <Done decision={decision} id={id} />
      )}
    </Screen>
  )
}

function Review({
  queued,
  onDone,
}: {
  readonly queued: QueuedRequest
  readonly onDone: (decision: Decision) => void
}): ReactElement {
  const { signed, agency, findings, approvals, approvalsNeeded } = queued
  const { request } = signed
  const signatureHolds = requestSignatureHolds(signed)
  return (
    <Stack gap="lg">
      <div>
        <ScreenTitle>{m.desk_review_case({ number: request.caseNumber })}</ScreenTitle>
        <Text>{m.desk_queue_left({ time: durationText(timeLeft(queued, now()).seconds) })}</Text>
      </div>
      {!signatureHolds && (
        <Alert color="bad" title={m.ui_problem()}>
          {m.desk_review_bad_signature()}
        </Alert>
      )}
      <section className="pl-card">
        <Title order={2} mb="sm">
          {m.desk_review_findings()}
        </Title>
        {findings.length === 0 ? (
          <Text>{m.desk_review_clear()}</Text>
        ) : (
          <FindingList findings={findings} />
        )}
        <Text mt="sm" className="pl-soft">
          {m.desk_review_read()}
        </Text>
      </section>
      <RequestSheet request={request} agency={agency} />
      {approvalsNeeded > 1 && (
        <Text>{m.desk_review_approvals({ given: approvals, needed: approvalsNeeded })}</Text>
      )}
      <Group gap="sm" className="pl-actions">
        <Refuse queued={queued} onDone={onDone} />
        <Publish
          queued={queued}
          disabled={findings.length > 0 || !signatureHolds}
          onDone={onDone}
        />
      </Group>
    </Stack>
  )
}

function Done({
  decision,
  id,
}: {
  readonly decision: Decision
  readonly id: RequestId
}): ReactElement {
  return (
    <Stack gap="md" align="flex-start">
      <ScreenTitle>{doneTitles[decision]()}</ScreenTitle>
      <Text>{doneTexts[decision]()}</Text>
      {decision === 'published' && <a href={`/requests/${id}`}>{m.desk_done_page()}</a>}
      {decision === 'refused' && <Link to="/refusals">{m.desk_done_refusals()}</Link>}
      <Link to="/">{m.desk_done_queue()}</Link>
    </Stack>
  )
}

const doneTitles: Readonly<Record<Decision, () => string>> = {
  published: m.desk_done_published_title,
  'one-more-needed': m.desk_done_more_title,
  refused: m.desk_done_refused_title,
}

const doneTexts: Readonly<Record<Decision, () => string>> = {
  published: m.desk_done_published_text,
  'one-more-needed': m.desk_done_more_text,
  refused: m.desk_done_refused_text,
}

/** Decided by somebody else, withdrawn or lapsed, or a mistyped link. */
function Gone(): ReactElement {
  return (
    <Stack gap="sm">
      <ScreenTitle>{m.desk_gone_title()}</ScreenTitle>
      <Text>{m.desk_gone_text()}</Text>
      <Link to="/">{m.desk_done_queue()}</Link>
    </Stack>
  )
}
