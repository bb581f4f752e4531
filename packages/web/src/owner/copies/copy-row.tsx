import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import type { CopyFacts } from '@porchlight/owner'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { timeText } from '../../ui/clip/time-text.ts'
import { bytesText, numberText } from '../../ui/times.ts'
import type { CopyTrouble } from '../../workers/copy-job.ts'
import { m } from '../../words/messages.js'
import { missingSeconds } from '../clips/clip.ts'
import type { Copy, PickedClip } from '../clips/clip.ts'
import { SendOriginal } from '../clips/send-original.tsx'
import { Player } from '../clips/player.tsx'
import { Poster } from '../clips/poster.tsx'
import { fileIn } from '../device/work-folder.ts'

/** One copy: on its way, ready to be looked at, or why there is none. */
export function CopyRow({
  clip,
  folder,
}: {
  readonly clip: PickedClip
  readonly folder: string
}): ReactElement {
  const { copy, look, file, way } = clip
  const [open, setOpen] = useState(false)
  return (
    <li className="ow-clip pl-card">
      <div className="ow-clip-head">
        <Poster look={look} />
        <div className="ow-clip-words">
          <Text fw={600} className="ow-file">
            {file.name}
          </Text>
          {way === 'original' ? (
            <Text c="bad">{m.owner_clip_is_original()}</Text>
          ) : (
            <State copy={copy} />
          )}
          <BreaksOff clip={clip} />
        </div>
        {copy.kind === 'made' && (
          <Button
            variant="outline"
            aria-expanded={open}
            aria-label={`${open ? m.ui_close() : m.owner_copy_look()}: ${file.name}`}
            onClick={() => {
              setOpen(!open)
            }}
          >
            {open ? m.ui_close() : m.owner_copy_look()}
          </Button>
        )}
      </div>
      {copy.kind === 'made' && open && <CopyPreview copy={copy} folder={folder} />}
      {copy.kind === 'trouble' && <Trouble clip={clip} copy={copy} />}
    </li>
  )
}

function State({ copy }: { readonly copy: Copy }): ReactElement {
  switch (copy.kind) {
    case 'none':
      return <Text c="dimmed">{m.owner_copy_waits()}</Text>
    case 'making':
      return <Progress value={copy.part * 100} aria-label={m.owner_copy_making()} mt="xs" />
    case 'made':
      return <Proven facts={copy.facts} />
    case 'trouble':
    default:
      return <Text c="bad">{troubleWords[copy.trouble]()}</Text>
  }
}

function Proven({ facts }: { readonly facts: CopyFacts }): ReactElement {
  const { seconds, width, height, bytes, sound } = facts
  const frames = numberText(facts.frames)
  return (
    <>
      <Text c="dimmed">
        {timeText(seconds)} · {width} × {height} · {bytesText(bytes)}
      </Text>
      <Text className="ow-good">
        {sound === null ? m.owner_copy_proven({ frames }) : m.owner_copy_proven_sound({ frames })}
      </Text>
    </>
  )
}

/** Says where a file was cut short, before it was picked: the copy would be taken for the whole. */
function BreaksOff({ clip }: { readonly clip: PickedClip }): ReactElement | null {
  const missing = missingSeconds(clip)
  if (missing === 0) return null
  return <Text c="bad">{m.owner_copy_breaks_off({ length: timeText(missing) })}</Text>
}

const troubleWords: Readonly<Record<CopyTrouble, () => string>> = {
  'cannot-decode': m.owner_trouble_cannot_decode,
  'cut-outside': m.ui_fault_clip_cut_outside,
  'no-room': m.owner_trouble_no_room,
  'not-clean': m.owner_trouble_not_clean,
  failed: m.owner_trouble_failed,
}

function CopyPreview({
  copy,
  folder,
}: {
  readonly copy: Extract<Copy, { readonly kind: 'made' }>
  readonly folder: string
}): ReactElement | null {
  const [at, setAt] = useState(0)
  const { data } = useQuery({
    queryKey: ['copy', folder, copy.name],
    queryFn: async () => await fileIn(folder, copy.name),
    gcTime: 0,
  })
  if (data === undefined || data === null) return null
  const kept = { from: 0, to: copy.facts.seconds }
  return (
    <Stack gap="sm" mt="md">
      <Player file={data} kept={kept} at={at} muted={false} onAt={setAt} />
    </Stack>
  )
}

/** What can be done where there is no copy. */
function Trouble({
  clip,
  copy,
}: {
  readonly clip: PickedClip
  readonly copy: Extract<Copy, { readonly kind: 'trouble' }>
}): ReactElement | null {
  const { look } = clip
  if (copy.trouble !== 'cannot-decode' || look.kind !== 'video') return null
  return (
    <Group mt="sm">
      <SendOriginal clip={clip} look={look} />
    </Group>
  )
}
