import { Stack, Text } from '@mantine/core'
import type { RequestId } from '@porchlight/core'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'

import { ScreenTitle } from '../../ui/screen-title.tsx'
import { m } from '../../words/messages.js'
import type { Decision } from './decision.ts'

export interface DoneProps {
  readonly decision: Decision
  readonly id: RequestId
}

/** What became of the request, in place of it. */
export function Done({ decision, id }: DoneProps): ReactElement {
  const { title, text } = words[decision]
  return (
    <Stack gap="md" align="flex-start">
      <ScreenTitle>{title()}</ScreenTitle>
      <Text>{text()}</Text>
      {decision === 'published' && <a href={`/requests/${id}`}>{m.desk_done_page()}</a>}
      {decision === 'refused' && <Link to="/refusals">{m.desk_done_refusals()}</Link>}
      <Link to="/">{m.desk_done_queue()}</Link>
    </Stack>
  )
}

/** Decided by somebody else, withdrawn or lapsed, or a mistyped link. */
export function Gone(): ReactElement {
  return (
    <Stack gap="md" align="flex-start">
      <ScreenTitle>{m.desk_gone_title()}</ScreenTitle>
      <Text>{m.desk_gone_text()}</Text>
      <Link to="/">{m.desk_done_queue()}</Link>
    </Stack>
  )
}

interface DoneWords {
  readonly title: () => string
  readonly text: () => string
}

const words: Readonly<Record<Decision, DoneWords>> = {
  published: { title: m.desk_done_published_title, text: m.desk_done_published_text },
  'one-more-needed': { title: m.desk_done_more_title, text: m.desk_done_more_text },
  'log-waits': { title: m.desk_done_more_title, text: m.desk_done_log_waits_text },
  refused: { title: m.desk_done_refused_title, text: m.desk_done_refused_text },
}
