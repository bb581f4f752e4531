import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import type { Zone } from '@porchlight/core'
import { useState } from 'react'
import type { ReactElement, RefObject } from 'react'

import { FaultNote, Waiting } from '../../ui/fault.tsx'
import { m } from '../../words/messages.js'
import { DecisionWord } from './clip-card.tsx'
import { ClipFacts } from './clip-facts.tsx'
import type { Hand } from './hand.ts'
import type { Inbox } from './inbox.ts'
import { NoteField } from './note-field.tsx'
import { keyOf } from './selection.ts'
import type { ClipAt } from './selection.ts'

export interface ClipViewerProps {
  readonly inbox: Inbox
  readonly at: ClipAt
  readonly number: number
  readonly zone: Zone
  readonly hand: Hand
}

/** The clip that is looked at, with what can be done about it. */
export function ClipViewer(props: ClipViewerProps): ReactElement {
  const { inbox, at, number, zone, hand } = props
  const { video } = hand
  const { clip, decision, isPending } = at
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="sm">
        <Title order={2}>{m.agency_clip_n({ n: number })}</Title>
        <DecisionWord decision={decision} isPending={isPending} />
      </Group>
      <Picture inbox={inbox} at={at} video={video} />
      <Group gap="sm">
        <Button color="good" onClick={hand.accept}>
          {m.agency_accept()}
        </Button>
        <Button variant="outline" color="bad" onClick={hand.askReason}>
          {m.agency_decline()}
        </Button>
        <Button
          variant="outline"
          disabled={clip.opening.kind !== 'open' || clip.opening.clip === null}
          loading={hand.saving}
          onClick={hand.save}
        >
          {m.agency_clip_download()}
        </Button>
      </Group>
      <FaultNote error={hand.saveError} />
      <Text size="sm" c="dimmed">
        {m.agency_decide_note()}
      </Text>
      <NoteField key={clip.facts.name} inbox={inbox} at={at} />
      <ClipFacts facts={clip.facts} zone={zone} />
    </Stack>
  )
}

function Picture({
  inbox,
  at,
  video,
}: Pick<ClipViewerProps, 'inbox' | 'at'> & {
  readonly video: RefObject<HTMLVideoElement | null>
}): ReactElement {
  const { opening, facts } = at.clip
  const [unplayable, setUnplayable] = useState<string | null>(null)
  const { id, name } = keyOf(at)
  if (opening.kind === 'failed')
    return <FaultNote error={opening.error} retry={() => void inbox.openClip(id, name)} />
  if (opening.kind !== 'open') return <Waiting words={m.agency_clip_opening()} />
  if (opening.clip === null)
    return (
      <Button variant="outline" onClick={() => void inbox.openClip(id, name)}>
        {m.agency_clip_again()}
      </Button>
    )
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- an owner's camera makes no captions; most clips have no sound */}
      <video
        key={facts.name}
        ref={video}
        className="pl-video"
        src={opening.clip.url}
        poster={opening.poster ?? undefined}
        aria-label={m.agency_clip_video()}
        controls
        playsInline
        preload="metadata"
        onError={() => {
          setUnplayable(facts.name)
        }}
      />
      {unplayable === facts.name && <Alert color="lamp">{m.agency_clip_unplayable()}</Alert>}
    </>
  )
}
