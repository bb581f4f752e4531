import { Modal, Stack, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { OwnRequest } from '@porchlight/core'
import { useEffect } from 'react'
import type { ReactElement } from 'react'

import { useStore } from '../../ui/store.ts'
import { m } from '../../words/messages.js'
import { ClipViewer } from './clip-viewer.tsx'
import { DeclineDialog, HelpDialog } from './dialogs.tsx'
import { useHand } from './hand.ts'
import type { Hand } from './hand.ts'
import type { InboxState } from './inbox-state.ts'
import type { Inbox } from './inbox.ts'
import { clipsIn, clipsOf, isAt, keyOf } from './selection.ts'
import type { ClipAt } from './selection.ts'
import { SubmissionSection } from './submission-section.tsx'
import { Summary } from './summary.tsx'

/** Wide enough for the clip beside the grid. */
const wideScreen = '(min-width: 62em)'

interface BoardProps {
  readonly inbox: Inbox
  readonly own: OwnRequest
}

interface AnswersProps extends BoardProps {
  readonly state: InboxState
  readonly clips: readonly ClipAt[]
  readonly hand: Hand
}

/** All answers to a request as one grid of clips, for mouse and keyboard. */
export function Board({ inbox, own }: BoardProps): ReactElement {
  const state = useStore(inbox.store)
  const clips = clipsIn(state)
  const hand = useHand(inbox, clips)
  const wide = useMediaQuery(wideScreen)
  useLeaveWarning(state)
  const selected = clips.find((clip) => isAt(clip, hand.selected))
  const viewer = selected !== undefined && (
    <ClipViewer
      inbox={inbox}
      at={selected}
      number={clips.indexOf(selected) + 1}
      zone={own.signed.request.zone}
      hand={hand}
    />
  )
  return (
    <Stack gap="lg">
      <Summary inbox={inbox} own={own} state={state} clips={clips} onHelp={hand.askHelp} />
      <div className="pl-board">
        <div>
          <Answers inbox={inbox} own={own} state={state} clips={clips} hand={hand} />
        </div>
        {wide && clips.length > 0 && (
          <aside className="pl-card pl-viewer" aria-label={m.agency_viewer()}>
            {viewer === false ? <Text>{m.agency_viewer_none()}</Text> : viewer}
          </aside>
        )}
      </div>
      {!wide && (
        <Modal
          fullScreen
          opened={viewer !== false && hand.dialog === null}
          onClose={hand.unselect}
          title={m.agency_viewer()}
          closeButtonProps={{ 'aria-label': m.ui_close() }}
        >
          {viewer}
        </Modal>
      )}
      <DeclineDialog
        opened={hand.dialog === 'decline'}
        onReason={hand.decline}
        onClose={hand.closeDialog}
      />
      <HelpDialog opened={hand.dialog === 'help'} onClose={hand.closeDialog} />
    </Stack>
  )
}

function Answers({ inbox, own, state, clips, hand }: AnswersProps): ReactElement {
  const submissions = [...state.submissions.values()]
  const [first] = clips
  let firstClip = 1
  return (
    <Stack gap="xl">
      {submissions.map((submission, index) => {
        const from = firstClip
        firstClip += clipsOf(submission).length
        return (
          <SubmissionSection
            key={submission.listed.id}
            inbox={inbox}
            own={own}
            submission={submission}
            number={index + 1}
            firstClip={from}
            selected={hand.selected}
            tabStop={first === undefined ? null : keyOf(first)}
            onSelect={hand.select}
          />
        )
      })}
    </Stack>
  )
}

/** Decisions that are not in the log yet would be lost with the page: the browser asks first. */
function useLeaveWarning({ submissions }: InboxState): void {
  const unsent = [...submissions.values()].some(({ pending }) => pending.size > 0)
  useEffect(() => {
    if (!unsent) return undefined
    const end = new AbortController()
    addEventListener(
      'beforeunload',
      (event) => {
        event.preventDefault()
      },
      { signal: end.signal },
    )
    return () => {
      end.abort()
    }
  }, [unsent])
}
