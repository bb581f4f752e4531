import { Group, Text } from '@mantine/core'
import { dayOf } from '@porchlight/core'
import type { InboxSubmission } from '@porchlight/core'
import type { ReactElement } from 'react'

import { AskFirst } from '../../ui/ask-first.tsx'
import { now } from '../../ui/clock.ts'
import { dayText } from '../../ui/times.ts'
import { m } from '../../words/messages.js'
import type { Inbox } from './inbox.ts'

/** How long an answer may be kept by the agency's own promise, and its end. */
export function Keeping({
  inbox,
  listed,
}: {
  readonly inbox: Inbox
  readonly listed: InboxSubmission
}): ReactElement {
  if (listed.destroyed)
    return (
      <Text size="sm">
        {listed.custody.length === 0 ? m.agency_answer_taken_back() : m.agency_answer_destroyed()}
      </Text>
    )
  return (
    <Group gap="sm" mb="sm">
      <Until day={listed.keptUntil} />
      <AskFirst
        label={m.agency_answer_destroy()}
        button={{ variant: 'subtle', color: 'bad', size: 'compact-md' }}
        title={m.agency_destroy_title()}
        action={m.agency_destroy_action()}
        danger
        run={async () => {
          await inbox.destroy(listed.id)
        }}
      >
        <Text>{m.agency_destroy_text()}</Text>
        <Text>{m.agency_destroy_log()}</Text>
      </AskFirst>
    </Group>
  )
}

/** Nothing before the request has ended: the days count from there. */
function Until({ day }: { readonly day: InboxSubmission['keptUntil'] }): ReactElement | null {
  if (day === null) return null
  if (day < dayOf(now()))
    return (
      <Text size="sm" className="pl-bad">
        {m.agency_answer_overdue({ day: dayText(day) })}
      </Text>
    )
  return <Text size="sm">{m.agency_answer_kept_until({ day: dayText(day) })}</Text>
}
