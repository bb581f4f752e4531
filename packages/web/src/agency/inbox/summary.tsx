import { Button, Group, Stack, Text } from '@mantine/core'
import type { InboxSubmission, OwnRequest } from '@porchlight/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactElement } from 'react'

import { FaultNote } from '../../ui/fault.tsx'
import { momentText } from '../../ui/times.ts'
import { m } from '../../words/messages.js'
import { saveAll } from './download.ts'
import { wasOpened } from './inbox-state.ts'
import type { InboxState, SubmissionState } from './inbox-state.ts'
import type { Inbox } from './inbox.ts'
import type { ClipAt } from './selection.ts'

export interface SummaryProps {
  readonly inbox: Inbox
  readonly own: OwnRequest
  readonly state: InboxState
  readonly clips: readonly ClipAt[]
  readonly onHelp: () => void
}

/** How many of what, and what can be done with all of it. */
export function Summary({ inbox, own, state, clips, onHelp }: SummaryProps): ReactElement {
  const submissions = [...state.submissions.values()]
  const sealed = submissions.filter(isSealed)
  const unseen = sealed.filter(({ listed }) => !wasOpened(listed))
  const decided = clips.filter(({ decision }) => decision !== null).length
  const { zone } = own.signed.request
  return (
    <Stack gap="sm">
      <Text component="output">
        {m.agency_inbox_counts({ answers: submissions.length, clips: clips.length, decided })}
      </Text>
      {state.waiting > 0 && (
        <Text c="dimmed">
          {m.agency_inbox_waiting({
            count: state.waiting,
            when: momentText(state.nextRelease, zone),
          })}
        </Text>
      )}
      <Buttons inbox={inbox} own={own} state={state} clips={clips} onHelp={onHelp} />
      {unseen.length > 0 && <Text size="sm">{m.agency_inbox_open_note()}</Text>}
    </Stack>
  )
}

function Buttons({ inbox, own, state, clips, onHelp }: SummaryProps): ReactElement {
  const submissions = [...state.submissions.values()]
  const sealed = submissions.filter(isSealed)
  const save = useMutation({
    mutationFn: async () => {
      for (const { listed } of submissions)
        await inbox.exported(
          listed.id,
          clips.filter((clip) => isSavable(clip, listed)).map(({ clip }) => clip.facts.name),
        )
      await saveAll(own, submissions)
    },
  })
  return (
    <>
      <Group gap="sm">
        {sealed.length > 0 && (
          <Button onClick={() => void inbox.open(sealed.map(({ listed }) => listed.id))}>
            {m.agency_inbox_open({ count: sealed.length })}
          </Button>
        )}
        <Button
          variant="outline"
          disabled={clips.length === 0}
          loading={save.isPending}
          onClick={() => {
            save.mutate()
          }}
        >
          {m.agency_inbox_save_all()}
        </Button>
        <Button variant="subtle" onClick={() => void inbox.refresh()}>
          {m.agency_inbox_refresh()}
        </Button>
        <Button variant="subtle" onClick={onHelp}>
          {m.agency_help_title()}
        </Button>
      </Group>
      <FaultNote error={save.error} />
    </>
  )
}

function isSealed({ opening, listed }: SubmissionState): boolean {
  return opening.kind === 'sealed' && !listed.destroyed
}

/** Whether the clip is one of this submission, and on this page to be saved. */
function isSavable({ submission, clip }: ClipAt, { id }: InboxSubmission): boolean {
  return submission.listed.id === id && clip.opening.kind === 'open' && clip.opening.clip !== null
}
