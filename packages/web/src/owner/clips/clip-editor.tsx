import { Button, Group, Stack, Switch } from '@mantine/core'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { Filmstrip } from '../../ui/clip/filmstrip.tsx'
import { timeText } from '../../ui/clip/time-text.ts'
import { Trimmer } from '../../ui/clip/trimmer.tsx'
import type { Stretch } from '../../ui/clip/trim.ts'
import { m } from '../../words/messages.js'
import type { PickedClip, SeenVideo } from './clip.ts'
import { editClip } from './clips.ts'
import { filmPictures, useFilm } from './film.ts'
import { Player } from './player.tsx'

/** Plays a clip, sets where it starts and ends, and whether its sound goes along. */
export function ClipEditor({
  clip,
  seen,
}: {
  readonly clip: PickedClip
  readonly seen: SeenVideo
}): ReactElement {
  const { file, cut, sound, boxes, name } = clip
  const { span, step } = seen
  const kept = cut ?? span
  const [at, setAt] = useState(kept.from)
  const pictures = useFilm(file, span)
  function keep(stretch: Stretch): void {
    const all = stretch.from <= span.from && stretch.to >= span.to
    editClip(name, { cut: all ? null : stretch })
  }
  return (
    <Stack gap="sm" mt="md">
      <Player
        file={file}
        kept={kept}
        at={at}
        muted={!sound}
        cover={{
          boxes,
          ratio: ratioOf(seen),
          onBoxes: (drawn) => {
            editClip(name, { boxes: drawn })
          },
        }}
        onAt={setAt}
      />
      <Trimmer
        span={span}
        kept={kept}
        at={at}
        step={step}
        words={{
          group: m.owner_trim_group(),
          start: m.owner_trim_start(),
          end: m.owner_trim_end(),
          time: timeText,
        }}
        onKept={keep}
        onSeek={setAt}
      >
        <Filmstrip pictures={pictures} count={filmPictures} />
      </Trimmer>
      <Here kept={kept} at={at} seen={seen} cut={cut !== null} onKept={keep} />
      {seen.sound && <SoundSwitch clip={clip} />}
      <WillBe kept={kept} seen={seen} sound={sound} boxes={boxes.length} />
    </Stack>
  )
}

function SoundSwitch({ clip: { name, sound } }: { readonly clip: PickedClip }): ReactElement {
  return (
    <Switch
      size="lg"
      checked={sound}
      label={m.owner_sound_switch()}
      description={m.owner_sound_text()}
      onChange={({ currentTarget }) => {
        editClip(name, { sound: currentTarget.checked })
      }}
    />
  )
}

/** Start and end at the picture that is shown: for those to whom handles are too small. */
function Here({
  kept,
  at,
  seen: { span, step },
  cut,
  onKept,
}: {
  readonly kept: Stretch
  readonly at: number
  readonly seen: SeenVideo
  readonly cut: boolean
  readonly onKept: (kept: Stretch) => void
}): ReactElement {
  return (
    <Group gap="xs">
      <Button
        variant="outline"
        disabled={at >= kept.to - step}
        onClick={() => {
          onKept({ ...kept, from: at })
        }}
      >
        {m.owner_trim_start_here()}
      </Button>
      <Button
        variant="outline"
        disabled={at <= kept.from}
        onClick={() => {
          onKept({ ...kept, to: Math.min(span.to, at + step) })
        }}
      >
        {m.owner_trim_end_here()}
      </Button>
      <Button
        variant="subtle"
        disabled={!cut}
        onClick={() => {
          onKept(span)
        }}
      >
        {m.owner_trim_all()}
      </Button>
    </Group>
  )
}

/** What the copy will be. */
function WillBe({
  kept,
  seen,
  sound,
  boxes,
}: {
  readonly kept: Stretch
  readonly seen: SeenVideo
  readonly sound: boolean
  readonly boxes: number
}): ReactElement {
  const length = timeText(kept.to - kept.from)
  const [from, to] = [timeText(kept.from), timeText(kept.to)]
  return (
    <output className="pl-note ow-line">
      {sound && seen.sound
        ? m.owner_copy_will_sound({ length, from, to })
        : m.owner_copy_will({ length, from, to })}
      {boxes > 0 && ` ${m.owner_boxes_count({ count: boxes })}`}
    </output>
  )
}

function ratioOf({ media: { width, height } }: SeenVideo): number | null {
  return width === null || height === null ? null : width / height
}
