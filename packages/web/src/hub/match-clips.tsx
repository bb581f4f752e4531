import type { Request } from '@porchlight/core'
import type { ClipView, CopyView } from '@porchlight/owner'
import type { ReactElement } from 'react'

import { measuredText } from '../ui/measured-clock.ts'
import { bytesText, secondText } from '../ui/times.ts'
import { m } from '../words/messages.js'
import { useHub } from './ask.ts'
import { isDoubled } from './clock-text.ts'
import { useStale } from './edits.ts'
import { addressOf } from './place.ts'

type Asking = Pick<Request, 'id' | 'zone'>

/** The clips that may help: of which camera, when, and whether a copy is there. */
export function MatchClips({
  clips,
  request,
  copyOf,
}: {
  readonly clips: readonly ClipView[]
  readonly request: Asking
  readonly copyOf: (clip: string) => CopyView | null
}): ReactElement {
  return (
    <ul className="hb-list">
      {clips.map((clip) => (
        <Clip key={clip.id} clip={clip} request={request} copy={copyOf(clip.id)} />
      ))}
    </ul>
  )
}

function Clip({
  clip,
  request,
  copy,
}: {
  readonly clip: ClipView
  readonly request: Asking
  readonly copy: CopyView | null
}): ReactElement {
  const { id, fileName, from, clock, errorSeconds, labels, bytes, held } = clip
  return (
    <li className="hb-row">
      <div>
        {/* as the windows of the request are told, wherever this device is */}
        <h3 className="hb-name">{secondText(from, request.zone)}</h3>
        <CameraName clip={clip} />
        <p className="pl-soft">
          {clock === null
            ? m.hub_clip_unmeasured({ minutes: Math.ceil(errorSeconds / 60) })
            : m.hub_clip_measured({ clock: measuredText(clock) })}
        </p>
        {isDoubled(clip.time) && <p className="pl-soft">{m.hub_clip_doubled()}</p>}
        <p className="pl-soft hb-path">
          {[
            fileName,
            ...labels,
            bytes === null ? null : bytesText(bytes),
            held ? m.hub_clip_held() : null,
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </p>
        {copy !== null && <CopyMark copy={copy} />}
      </div>
      <a className="hb-action" href={addressOf({ screen: 'clip', request: request.id, clip: id })}>
        {m.hub_clip_look()}
      </a>
    </li>
  )
}

export function CameraName({
  clip,
}: {
  readonly clip: Pick<ClipView, 'camera'>
}): ReactElement | null {
  const hub = useHub()
  const name = hub.data?.cameras.find(({ id }) => id === clip.camera)?.name
  return name === undefined ? null : (
    <p>
      <strong>{name}</strong>
    </p>
  )
}

/** How far the copy of a clip is, where there is one. */
function CopyMark({ copy }: { readonly copy: CopyView }): ReactElement {
  const isStale = useStale()
  const { state } = copy
  if (state.kind === 'making')
    return <p className="pl-mark">{m.hub_making_part({ percent: Math.floor(state.part * 100) })}</p>
  if (state.kind === 'failed') return <p className="pl-mark">{m.hub_clip_failed()}</p>
  return isStale(copy) ? (
    <p className="pl-mark">{m.hub_clip_old()}</p>
  ) : (
    <p className="pl-mark pl-mark-good">{m.hub_clip_ready()}</p>
  )
}
