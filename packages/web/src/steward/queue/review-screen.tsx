import { Alert, Group, Stack, Text, Title } from '@mantine/core'
import { requestSignatureHolds } from '@porchlight/core'
import type { QueuedRequest, RequestId } from '@porchlight/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { Answered } from '../../ui/fault.tsx'
import { FindingList } from '../../ui/finding-list.tsx'
import { useLanguage } from '../../ui/language.tsx'
import { RequestSheet } from '../../ui/request-sheet.tsx'
import { ScreenTitle } from '../../ui/screen-title.tsx'
import { durationText } from '../../ui/times.ts'
import { VersionChanges } from '../../ui/version-changes.tsx'
import { m } from '../../words/messages.js'
import { Screen } from '../desk.tsx'
import { useQueue } from '../desk-data.ts'
import type { Decision } from './decision.ts'
import { Done, Gone } from './done.tsx'
import { Publish } from './publish.tsx'
import { Refuse } from './refuse.tsx'
import { timeLeft } from './time-left.ts'
import { useMinute } from './use-minute.ts'

/** One request: as the public would read it, what the rules say, yes and no. */
export function ReviewScreen({ id }: { readonly id: RequestId }): ReactElement {
  useLanguage()
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

interface ReviewProps {
  readonly queued: QueuedRequest
  readonly onDone: (decision: Decision) => void
}

function Review({ queued, onDone }: ReviewProps): ReactElement {
  const { signed, before, agency, findings, approvals, approvalsNeeded, approvedByYou } = queued
  const signatureHolds = requestSignatureHolds(signed)
  return (
    <Stack gap="lg">
      <Head queued={queued} />
      {!signatureHolds && (
        <Alert color="bad" role="alert" title={m.desk_review_bad_title()}>
          {m.desk_review_bad_signature()}
        </Alert>
      )}
      <RuleCard queued={queued} />
      {before !== null && <VersionChanges before={before.request} after={signed.request} />}
      <section aria-labelledby="sheet">
        <Title order={2} id="sheet" mb="sm">
          {m.desk_review_sheet()}
        </Title>
        <RequestSheet request={signed.request} agency={agency} />
      </section>
      <div className="pl-actions">
        {approvalsNeeded > 1 && (
          <Text mb="md">
            {m.desk_review_approvals({ given: approvals, needed: approvalsNeeded })}
          </Text>
        )}
        {findings.length > 0 && <Text mb="md">{m.desk_review_blocked()}</Text>}
        <Group gap="sm">
          <Refuse queued={queued} onDone={onDone} />
          {!approvedByYou && (
            <Publish
              queued={queued}
              disabled={findings.length > 0 || !signatureHolds}
              onDone={onDone}
            />
          )}
        </Group>
        {approvedByYou && <Text mt="md">{m.desk_review_yours()}</Text>}
      </div>
    </Stack>
  )
}

function Head({ queued }: { readonly queued: QueuedRequest }): ReactElement {
  const { seconds, late } = timeLeft(queued, useMinute())
  return (
    <Stack gap="xs" align="flex-start">
      <Link to="/">{m.desk_done_queue()}</Link>
      <ScreenTitle>{m.desk_review_case({ number: queued.signed.request.caseNumber })}</ScreenTitle>
      <Text>
        {m.desk_queue_left({ time: durationText(seconds) })}
        {late && <span className="pl-bad"> {m.desk_queue_late()}</span>}
      </Text>
    </Stack>
  )
}

/** What a program could check, and what only a person can. */
function RuleCard({ queued: { findings } }: { readonly queued: QueuedRequest }): ReactElement {
  return (
    <section className="pl-card" aria-labelledby="rules">
      <Title order={2} id="rules" mb="sm">
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
  )
}
