import { Alert, Button, Group, Progress, Stack } from '@mantine/core'
import { useEffect } from 'react'
import type { ReactElement } from 'react'

import { Waiting } from '../../ui/fault.tsx'
import { m } from '../../words/messages.js'
import { isReady } from '../clips/clip.ts'
import type { PickedClip } from '../clips/clip.ts'
import { useClips } from '../clips/clips.ts'
import { useWorkFolder } from '../device/work.ts'
import { Actions, StepPage } from '../owner-page.tsx'
import { goBack, goTo } from '../stage.ts'
import { CopyRow } from './copy-row.tsx'
import { isMissing, startCopies, stopCopies } from './make.ts'

/** Step 2: the copies are made, checked and looked at, on this device. */
export function CopiesScreen(): ReactElement {
  const clips = useClips().filter(({ look, way }) => look.kind === 'video' || way === 'original')
  const folder = useWorkFolder()
  const ready = clips.filter(isReady).length
  const busy = clips.some(({ copy }) => copy.kind === 'making')
  return (
    <StepPage step={2} title={m.owner_copies_title()} lead={m.owner_copies_lead()}>
      {folder.error !== null && <Alert color="bad">{m.owner_copies_no_folder()}</Alert>}
      {folder.isPending && <Waiting />}
      {folder.data !== undefined && (
        <Stack gap="md">
          <Making folder={folder.data} clips={clips} />
          <ul className="ow-clips">
            {clips.map((clip) => (
              <CopyRow key={clip.name} clip={clip} folder={folder.data} />
            ))}
          </ul>
        </Stack>
      )}
      <Actions
        first={{ label: m.ui_back(), act: goBack }}
        second={{
          label:
            !busy && ready < clips.length
              ? m.owner_copies_next_some({ count: ready })
              : m.owner_copies_next(),
          disabled: ready === 0 || busy,
          act: () => {
            goTo('goes')
          },
        }}
      />
    </StepPage>
  )
}

/** Makes what is missing, as soon as the screen is there; shows how far it is; can be stopped. */
function Making({
  folder,
  clips,
}: {
  readonly folder: string
  readonly clips: readonly PickedClip[]
}): ReactElement {
  useEffect(() => {
    startCopies(folder)
    return stopCopies
  }, [folder])
  const copied = clips.filter(({ way }) => way === 'copy')
  const part = copied.reduce((sum, clip) => sum + partOf(clip), 0) / Math.max(1, copied.length)
  const busy = copied.some(({ copy }) => copy.kind === 'making')
  const left = copied.filter(isMissing).length
  if (left === 0)
    return <output className="ow-good">{m.owner_copies_done({ count: copied.length })}</output>
  return (
    <section aria-label={m.owner_copies_progress()}>
      <output className="ow-line">{m.owner_copies_left({ count: left })}</output>
      <Progress value={part * 100} size="lg" aria-label={m.owner_copies_progress()} />
      <Group mt="sm">
        {busy ? (
          <Button variant="outline" onClick={stopCopies}>
            {m.owner_copies_stop()}
          </Button>
        ) : (
          <Button
            variant="outline"
            onClick={() => {
              startCopies(folder)
            }}
          >
            {m.owner_copies_again()}
          </Button>
        )}
      </Group>
    </section>
  )
}

function partOf({ copy }: PickedClip): number {
  if (copy.kind === 'making') return copy.part
  return copy.kind === 'made' ? 1 : 0
}
