import { Button, Stack, Switch } from '@mantine/core'
import { hubApi } from '@porchlight/owner'
import type { CopyView, DrawnBox, OpenedView } from '@porchlight/owner'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { timeText } from '../ui/clip/time-text.ts'
import type { Stretch } from '../ui/clip/trim.ts'
import { FaultNote } from '../ui/fault.tsx'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { MadeCopy } from './made-copy.tsx'
import { addressOf } from './place.ts'
import { Watch } from './watch.tsx'

/** A clip of unknown length is shown as if it had this much. */
const assumedSeconds = 60

/** What the copy of a clip will be, and the button that makes it. */
export function Review({
  opened,
  request,
  copy,
}: {
  readonly opened: OpenedView
  readonly request: string
  readonly copy: CopyView | null
}): ReactElement {
  const { clip, media, audio, reveals, masks } = opened
  const span = { from: 0, to: media.seconds ?? assumedSeconds }
  const plan = copy?.plan ?? { cut: null, audio: 'removed', boxes: [] }
  const [kept, setKept] = useState<Stretch>(plan.cut ?? span)
  const [sound, setSound] = useState(plan.audio === 'kept')
  const [boxes, setBoxes] = useState<readonly DrawnBox[]>(plan.boxes)
  const make = useAct(hubApi.makeCopy)
  const drop = useAct(hubApi.dropCopy)
  /** A copy that is not what the screen shows must not go: it is made anew, or not at all. */
  function changing<T>(set: (value: T) => void): (value: T) => void {
    return (value) => {
      if (copy !== null) drop.mutate({ copy: copy.id })
      set(value)
    }
  }
  function begin(): void {
    make.mutate({ request, clip, plan: planOf(span, { kept, sound, boxes, masks }) })
  }
  return (
    <Stack gap="md">
      <Watch
        clip={clip}
        span={span}
        kept={kept}
        muted={!sound}
        boxes={boxes}
        masks={masks}
        onKept={changing(setKept)}
        onBoxes={changing(setBoxes)}
      />
      <output className="pl-note">
        {m.hub_keep({ from: timeText(kept.from), to: timeText(kept.to), count: boxes.length })}
      </output>
      <AlwaysHidden opened={opened} />
      {audio && <Sound kept={sound} onKept={changing(setSound)} />}
      <Reveals reveals={reveals} />
      <FaultNote error={make.error ?? drop.error} />
      <Button
        size="lg"
        loading={make.isPending}
        disabled={copy?.state.kind === 'making'}
        onClick={begin}
      >
        {copy === null ? m.hub_make() : m.hub_make_again()}
      </Button>
      {copy !== null && <MadeCopy copy={copy} request={request} />}
    </Stack>
  )
}

interface Choices {
  readonly kept: Stretch
  readonly sound: boolean
  readonly boxes: readonly DrawnBox[]
  readonly masks: OpenedView['masks']
}

function planOf(span: Stretch, { kept, sound, boxes, masks }: Choices): CopyView['plan'] {
  const isWhole = kept.from <= span.from && kept.to >= span.to
  return {
    cut: isWhole ? null : kept,
    audio: sound ? 'kept' : 'removed',
    boxes: boxes.map((box) => ({ ...box, keyFrames: [...box.keyFrames] })),
    masks,
  }
}

/** What no picture of this camera shows, and what Ring may have written into it. */
function AlwaysHidden({ opened }: { readonly opened: OpenedView }): ReactElement {
  const { camera, clip, kind, masks } = opened
  return (
    <>
      {kind === 'ring-zip' && <p className="pl-note">{m.hub_ring_mark()}</p>}
      <p className="pl-soft">
        {masks.length > 0 && `${m.hub_masks_here({ count: masks.length })} `}
        <a href={addressOf({ screen: 'masks', camera, clip })}>{m.hub_masks_change()}</a>
      </p>
    </>
  )
}

function Sound({
  kept,
  onKept,
}: {
  readonly kept: boolean
  readonly onKept: (kept: boolean) => void
}): ReactElement {
  return (
    <Switch
      size="lg"
      checked={kept}
      label={m.hub_sound()}
      description={m.hub_sound_text()}
      onChange={({ currentTarget }) => {
        onKept(currentTarget.checked)
      }}
    />
  )
}

/** What the original says beside its pictures. */
function Reveals({ reveals }: Pick<OpenedView, 'reveals'>): ReactElement | null {
  if (reveals.length === 0) return null
  return (
    <details className="pl-details">
      <summary>{m.hub_reveals({ count: reveals.length })}</summary>
      <ul>
        {reveals.map(({ name, value }) => (
          <li key={`${name} ${value}`} className="hb-path">
            {name}: {value}
          </li>
        ))}
      </ul>
    </details>
  )
}
