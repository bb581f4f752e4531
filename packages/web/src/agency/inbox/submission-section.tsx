import { Button, Group, Stack, Text } from '@mantine/core'
import type { OwnRequest, Rungs } from '@porchlight/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactElement } from 'react'

import { FaultNote, Waiting } from '../../ui/fault.tsx'
import { bytesText, dayText } from '../../ui/times.ts'
import { m } from '../../words/messages.js'
import { signingKeysOf } from '../own-agency.ts'
import { useWorkspace } from '../workspace.tsx'
import { ClipCard } from './clip-card.tsx'
import { Keeping } from './keeping.tsx'
import { wasOpened } from './inbox-state.ts'
import type { SubmissionState } from './inbox-state.ts'
import type { Inbox } from './inbox.ts'
import { clipsOf, isAt } from './selection.ts'
import type { ClipKey } from './selection.ts'
import { Thread } from './thread.tsx'
import { verifySubmission } from './verify.ts'
import type { Check } from './verify.ts'

export interface SubmissionProps {
  readonly inbox: Inbox
  readonly own: OwnRequest
  readonly submission: SubmissionState
  readonly number: number
  /** Number of its first clip in the whole grid. */
  readonly firstClip: number
  readonly selected: ClipKey | null
  /** Where Tab stops while nothing is selected. */
  readonly tabStop: ClipKey | null
  readonly onSelect: (name: string) => void
}

/** One answer: who said what with it, its clips, its proof. */
export function SubmissionSection(props: SubmissionProps): ReactElement {
  const { inbox, submission, number } = props
  const { listed, opening, refusal } = submission
  const bytes = listed.files.reduce((sum, file) => sum + file.bytes, 0)
  const heading = `answer-${listed.id}`
  return (
    <section className="pl-answer" aria-labelledby={heading}>
      <Group justify="space-between" gap="sm" mb="sm">
        <div>
          <h2 id={heading}>{m.agency_answer_n({ n: number })}</h2>
          <Text size="sm" c="dimmed">
            {m.agency_answer_facts({
              day: dayText(listed.day),
              clips: listed.files.length - 1,
              size: bytesText(bytes),
            })}
          </Text>
        </div>
        {opening.kind === 'sealed' && !listed.destroyed && (
          <Button variant="outline" onClick={() => void inbox.open([listed.id])}>
            {wasOpened(listed) ? m.agency_answer_decrypt() : m.agency_answer_open()}
          </Button>
        )}
        {opening.kind === 'open' && <Verify key={submission.listed.custody.length} {...props} />}
      </Group>
      <Keeping inbox={inbox} listed={listed} />
      {opening.kind === 'opening' && <Waiting words={m.agency_answer_opening()} />}
      {opening.kind === 'failed' && (
        <FaultNote error={opening.error} retry={() => void inbox.open([listed.id])} />
      )}
      {refusal !== null && (
        <FaultNote
          error={refusal}
          retry={() => {
            inbox.retry(listed.id)
          }}
        />
      )}
      {opening.kind === 'open' && (
        <>
          <Said rungs={opening.manifest.rungs} />
          <Thread
            inbox={inbox}
            id={listed.id}
            manifest={opening.manifest}
            thread={opening.thread}
          />
          <Cards {...props} />
        </>
      )}
    </section>
  )
}

function Cards(props: SubmissionProps): ReactElement {
  const { submission, firstClip, selected, tabStop, onSelect } = props
  const { id } = submission.listed
  const notes = submission.opening.kind === 'open' ? submission.opening.notes.clips : null
  return (
    <div className="pl-clips">
      {clipsOf(submission).map((at, index) => {
        const { name } = at.clip.facts
        return (
          <ClipCard
            key={name}
            clip={at.clip}
            number={firstClip + index}
            decision={at.decision}
            isPending={at.isPending}
            hasNote={(notes?.get(name) ?? '') !== ''}
            isSelected={isAt(at, selected)}
            isTabStop={isAt(at, selected ?? tabStop)}
            name={`${id} ${name}`}
            onSelect={onSelect}
          />
        )
      })}
    </div>
  )
}

/** The rungs that this owner climbed; nothing where they stayed anonymous. */
function Said({ rungs }: { readonly rungs: Rungs }): ReactElement {
  const { statement, position, name, contact } = rungs
  const rows = [
    [m.agency_rung_statement(), statement],
    [m.agency_rung_position(), position === undefined ? undefined : positionText(position)],
    [m.agency_rung_name(), name],
    [m.agency_rung_contact(), contact],
  ] as const
  const said = rows.filter(([, value]) => value !== undefined)
  if (said.length === 0)
    return (
      <Text size="sm" c="dimmed" mb="sm">
        {m.agency_rung_none()}
      </Text>
    )
  return (
    <dl className="pl-facts pl-said">
      {said.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function positionText([longitude, latitude]: readonly [number, number]): string {
  return `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`
}

function Verify({ submission, own }: SubmissionProps): ReactElement {
  const { agency } = useWorkspace()
  const verify = useMutation({
    mutationFn: async () => await verifySubmission(submission, own, signingKeysOf(agency)),
  })
  return (
    <Stack gap="xs" align="flex-end">
      <Button
        variant="outline"
        loading={verify.isPending}
        onClick={() => {
          verify.mutate()
        }}
      >
        {m.agency_verify()}
      </Button>
      <FaultNote error={verify.error} />
      {verify.data !== undefined && (
        <output className="pl-checks">
          {verify.data.map((check) => (
            <span key={check.name} className={check.holds ? 'pl-good' : 'pl-bad'}>
              {checkText(check, submission.listed.logIndex)}
            </span>
          ))}
        </output>
      )}
    </Stack>
  )
}

function checkText({ name, holds, count, of }: Check, index: number): string {
  const words = {
    log: m.agency_check_log({ index }),
    question: m.agency_check_question(),
    clips: m.agency_check_clips({ held: count, all: of }),
    chain: m.agency_check_chain({ count }),
  }
  return `${holds ? '✓' : '✗'} ${holds ? words[name] : m.agency_check_failed({ what: words[name] })}`
}
