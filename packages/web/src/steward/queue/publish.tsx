import { Button, Text } from '@mantine/core'
import { api, call } from '@porchlight/core'
import type { QueuedRequest } from '@porchlight/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { Confirm } from '../../ui/confirm.tsx'
import { Waiting } from '../../ui/fault.tsx'
import { line } from '../../ui/line.ts'
import { m } from '../../words/messages.js'
import { queueChanged } from '../desk-data.ts'
import { decisionDespite, isLastYes } from './decision.ts'
import type { Decision } from './decision.ts'

export interface DecideProps {
  readonly queued: QueuedRequest
  readonly disabled?: boolean
  readonly onDone: (decision: Decision) => void
}

/** Yes: answered when the request stands in the public log; before the last yes, when it is kept. */
export function Publish({ queued, disabled = false, onDone }: DecideProps): ReactElement {
  const { draft } = queued
  const { id } = queued.signed.request
  const last = isLastYes(queued)
  const [asking, setAsking] = useState(false)
  const publish = useMutation({
    mutationFn: async () => await call(line, api.publish, { id, draft }),
    onSuccess({ published }) {
      onDone(published ? 'published' : 'one-more-needed')
    },
    onError(error) {
      const decision = decisionDespite(error)
      if (decision !== null) onDone(decision)
    },
    onSettled: queueChanged,
  })
  return (
    <>
      <Button
        disabled={disabled}
        onClick={() => {
          setAsking(true)
        }}
      >
        {last ? m.desk_publish() : m.desk_approve()}
      </Button>
      <Confirm
        opened={asking}
        title={last ? m.desk_publish_title() : m.desk_approve_title()}
        action={last ? m.desk_publish() : m.desk_approve()}
        pending={publish.isPending}
        error={publish.error}
        onConfirm={() => {
          publish.mutate()
        }}
        onClose={() => {
          if (!publish.isPending) setAsking(false)
        }}
      >
        <Text>
          {last ? m.desk_publish_text({ agency: queued.agency.name }) : m.desk_approve_text()}
        </Text>
        {last && queued.approvals > 0 && <Text>{m.desk_publish_second()}</Text>}
        {publish.isPending && last && <Waiting words={m.desk_publish_waiting()} />}
      </Confirm>
    </>
  )
}
