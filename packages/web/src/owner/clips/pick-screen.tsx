import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { maxClips } from '@porchlight/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { FaultNote } from '../../ui/fault.tsx'
import { m } from '../../words/messages.js'
import type { Asked } from '../asked.ts'
import { canEncode } from '../device/work.ts'
import { Actions, StepPage } from '../owner-page.tsx'
import { goBack, goTo } from '../stage.ts'
import { ClipRow } from './clip-row.tsx'
import { isReady } from './clip.ts'
import type { PickedClip } from './clip.ts'
import { addFiles, useClips } from './clips.ts'
import { DropZone } from './drop-zone.tsx'

/** Step 1: which videos, and which part of each. */
export function PickScreen({ asked }: { readonly asked: Asked }): ReactElement {
  const clips = useClips()
  const [open, setOpen] = useState<string | null>(null)
  const [leftOut, setLeftOut] = useState(0)
  function add(files: readonly File[]): void {
    setLeftOut(addFiles(files))
  }
  return (
    <StepPage step={1} title={m.owner_pick_title()} lead={m.owner_pick_lead()}>
      <Stack gap="md">
        {!canEncode() && <Alert color="bad">{m.owner_pick_no_codecs()}</Alert>}
        <DropZone full={clips.length >= maxClips} onFiles={add} />
        {asked.instance.demo && <SampleButton onFile={add} />}
        {leftOut > 0 && (
          <output className="pl-note ow-line">
            {m.owner_pick_left_out({ count: leftOut, most: maxClips })}
          </output>
        )}
        <Listed clips={clips} open={open} onOpen={setOpen} />
      </Stack>
      <Actions
        first={{ label: m.ui_back(), act: goBack }}
        second={{
          label: m.owner_pick_next(),
          disabled: !clips.some(isWanted) || clips.some(({ look }) => look.kind === 'looking'),
          act: () => {
            goTo('copies')
          },
        }}
      />
    </StepPage>
  )
}

/** Whether anything of the clip can leave. */
function isWanted(clip: PickedClip): boolean {
  return clip.look.kind === 'video' || isReady(clip)
}

/** Whether it was looked into, and nothing of it can leave. */
function isOut(clip: PickedClip): boolean {
  return clip.look.kind !== 'looking' && !isWanted(clip)
}

function Listed({
  clips,
  open,
  onOpen,
}: {
  readonly clips: readonly PickedClip[]
  readonly open: string | null
  readonly onOpen: (name: string | null) => void
}): ReactElement {
  if (clips.length === 0) return <Text c="dimmed">{m.owner_pick_empty()}</Text>
  return (
    <section aria-label={m.owner_pick_list()}>
      <output className="ow-line pl-soft">{m.owner_pick_count({ count: clips.length })}</output>
      {clips.some(isOut) && (
        <output className="pl-note ow-line">
          {m.owner_pick_out({ count: clips.filter(isOut).length })}
        </output>
      )}
      <ul className="ow-clips">
        {clips.map((clip) => (
          <ClipRow
            key={clip.name}
            clip={clip}
            open={clip.name === open}
            onOpen={(opened) => {
              onOpen(opened ? clip.name : null)
            }}
          />
        ))}
      </ul>
    </section>
  )
}

/** In a demonstration nobody should have to look for a video of their own. */
function SampleButton({
  onFile,
}: {
  readonly onFile: (files: readonly File[]) => void
}): ReactElement {
  const [part, setPart] = useState(0)
  const sample = useMutation({
    mutationFn: async () => {
      const { sampleClip } = await import('./sample-clip.ts')
      return await sampleClip(setPart)
    },
    onSuccess: (file) => {
      onFile([file])
    },
  })
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Button
          variant="outline"
          disabled={sample.isPending || !canEncode()}
          onClick={() => {
            sample.mutate()
          }}
        >
          {sample.isPending
            ? m.owner_pick_sample_drawing({ percent: Math.round(part * 100) })
            : m.owner_pick_sample()}
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {m.owner_pick_sample_text()}
      </Text>
      <FaultNote error={sample.error} />
    </Stack>
  )
}
