import { Text } from '@mantine/core'
import { api, call } from '@porchlight/core'
import type { QueuedRequest } from '@porchlight/core'
import type { ReactElement } from 'react'

import { AskFirst } from '../../ui/ask-first.tsx'
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
  const last = isLastYes(queued)
  return (
    <AskFirst
      button={{ disabled }}
      title={last ? m.desk_publish_title() : m.desk_approve_title()}
      action={last ? m.desk_publish() : m.desk_approve()}
      run={async () => await publish(queued)}
      {...(last ? { waiting: m.desk_publish_waiting() } : {})}
      onDone={onDone}
      onSettled={queueChanged}
    >
      <Text>
        {last ? m.desk_publish_text({ agency: queued.agency.name }) : m.desk_approve_text()}
      </Text>
      {last && queued.approvals > 0 && <Text>{m.desk_publish_second()}</Text>}
    </AskFirst>
  )
}

async function publish({ draft, signed }: QueuedRequest): Promise<Decision> {
  try {
    const { published } = await call(line, api.publish, { id: signed.request.id, draft })
    return published ? 'published' : 'one-more-needed'
  } catch (error) {
    const decision = decisionDespite(error)
    if (decision === null) throw error
    return decision
  }
}
