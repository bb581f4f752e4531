import { Button, Text } from '@mantine/core'
import { api, call } from '@porchlight/core'
import type { QueuedRequest } from '@porchlight/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { Confirm } from '../../ui/confirm.tsx'
import { line } from '../../ui/line.ts'
import { m } from '../../words/messages.js'
import { queueChanged } from '../desk-data.ts'
import type { Decision } from './review-screen.tsx'

export interface DecideProps {
  readonly queued: QueuedRequest
  readonly disabled?: boolean
  readonly onDone: (decision: Decision) => void
}

/** Yes: answered when the request stands in the public log. */
export function Publish({ queued, disabled = false, onDone }: DecideProps): ReactElement {
  const { request } = queued.signed
  const [asking, setAsking] = useState(false)
  const publish = useMutation({
    mutationFn: async () => await call(line, api.publish, { id: request.id }),
    onSuccess({ published }) {
      onDone(published ? 'published' : 'one-more-needed')
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
        {m.desk_publish()}
      </Button>
      <Confirm
        opened={asking}
        title={m.desk_publish_title()}
        action={m.desk_publish()}
        pending={publish.isPending}
        error={publish.error}
        onConfirm={() => {
          publish.mutate()
        }}
        onClose={() => {
          setAsking(false)
        }}
      >
        <Text>{m.desk_publish_text({ agency: queued.agency.name })}</Text>
      </Confirm>
    </>
  )
}
