import { Button, Stack, Switch } from '@mantine/core'
import { hubApi } from '@porchlight/owner'
import type { CopyView, OpenedView } from '@porchlight/owner'
import { useEffect, useRef } from 'react'
import type { ReactElement } from 'react'

import { timeText } from '../ui/clip/time-text.ts'
import { FaultNote } from '../ui/fault.tsx'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { keepEdits, untouched, useEdits } from './edits.ts'
import type { Edits } from './edits.ts'
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
  const { clip, masks } = opened
  const edits = useEdits({ request, clip }) ?? copy?.plan ?? untouched
  const make = useAct(hubApi.makeCopy)
  const makeButton = useRef<HTMLButtonElement>(null)
  const isStopped = useRef(false)
  useEffect(() => {
    // the button that stopped it went with it
    if (copy === null && isStopped.current) makeButton.current?.focus()
    isStopped.current &&= copy !== null
  }, [copy])
  function keep({ cut, audio, boxes }: Edits): void {
    keepEdits({ request, clip }, { cut, audio, boxes })
  }
  return (
    <Stack gap="md">
      <Choices opened={opened} edits={edits} onEdits={keep} />
      <Reveals reveals={opened.reveals} />
      <FaultNote error={make.error} />
      <Button
        ref={makeButton}
        size="lg"
        loading={make.isPending}
        disabled={copy?.state.kind === 'making'}
        onClick={() => {
          // also what came with a copy: no box is lost while the next one is made, or where that is stopped
          keep(edits)
          make.mutate({ request, clip, plan: { ...edits, masks } })
        }}
      >
        {copy === null ? m.hub_make() : m.hub_make_again()}
      </Button>
      {copy !== null && (
        <MadeCopy
          key={copy.id}
          copy={copy}
          edits={edits}
          begun={copy.id === make.data?.id}
          onStop={() => {
            isStopped.current = true
          }}
        />
      )}
    </Stack>
  )
}

/** What is kept of the clip, what is covered, and whether it is heard. */
function Choices({
  opened,
  edits,
  onEdits,
}: {
  readonly opened: OpenedView
  readonly edits: Edits
  readonly onEdits: (edits: Edits) => void
}): ReactElement {
  const { clip, media, audio, masks } = opened
  const span = { from: 0, to: media.seconds ?? assumedSeconds }
  const kept = edits.cut ?? span
  const count = edits.boxes.length
  return (
    <>
      <Watch
        clip={clip}
        span={span}
        kept={kept}
        muted={edits.audio === 'removed'}
        boxes={edits.boxes}
        masks={masks}
        onKept={(next) => {
          const isWhole = next.from <= span.from && next.to >= span.to
          onEdits({ ...edits, cut: isWhole ? null : next })
        }}
        onBoxes={(boxes) => {
          onEdits({
            ...edits,
            boxes: boxes.map((box) => ({ ...box, keyFrames: [...box.keyFrames] })),
          })
        }}
      />
      <output className="pl-note">
        {m.hub_keep({ from: timeText(kept.from), to: timeText(kept.to), count })}
      </output>
      <AlwaysHidden opened={opened} />
      {audio && (
        <Sound
          kept={edits.audio === 'kept'}
          onKept={(sound) => {
            onEdits({ ...edits, audio: sound ? 'kept' : 'removed' })
          }}
        />
      )}
    </>
  )
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
