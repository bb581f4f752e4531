import { Button } from '@mantine/core'
import type { CopyView, MatchView } from '@porchlight/owner'
import type { ReactElement } from 'react'

import { timeText } from '../ui/clip/time-text.ts'
import { bytesText, secondText } from '../ui/times.ts'
import { m } from '../words/messages.js'
import { Part } from './hub-page.tsx'
import { CameraName } from './match-clips.tsx'
import { ToldTime } from './told-time.tsx'

export type ReadyCopy = CopyView & {
  readonly state: Extract<CopyView['state'], { readonly kind: 'made' }>
}

/** Every copy that may go, and the way to leave one out. */
export function SendClips({
  match,
  copies,
  left,
  onLeft,
}: {
  readonly match: MatchView
  readonly copies: readonly ReadyCopy[]
  /** Those that stay here. */
  readonly left: ReadonlySet<string>
  readonly onLeft: (left: ReadonlySet<string>) => void
}): ReactElement {
  return (
    <Part title={m.hub_send_what({ agency: match.card.agency.name })}>
      <ul className="hb-list">
        {copies.map((copy) => (
          <Going
            key={copy.id}
            match={match}
            copy={copy}
            isLeft={left.has(copy.id)}
            onToggle={() => {
              const others = [...left].filter((id) => id !== copy.id)
              onLeft(new Set(left.has(copy.id) ? others : [...others, copy.id]))
            }}
          />
        ))}
      </ul>
      <p className="pl-soft hb-signed">{m.hub_send_sealed()}</p>
    </Part>
  )
}

function Going({
  match,
  copy: { clip: id, state },
  isLeft,
  onToggle,
}: {
  readonly match: MatchView
  readonly copy: ReadyCopy
  readonly isLeft: boolean
  readonly onToggle: () => void
}): ReactElement {
  const clip = match.clips.find((one) => one.id === id)
  return (
    <li>
      {clip !== undefined && (
        <>
          <h3 className="hb-name">{secondText(clip.from, match.card.signed.request.zone)}</h3>
          <CameraName clip={clip} />
        </>
      )}
      <p>{m.hub_send_clip({ length: timeText(state.seconds), size: bytesText(state.bytes) })}</p>
      {isLeft ? <p className="pl-note">{m.hub_send_left_out()}</p> : <ToldTime time={state.time} />}
      <Button variant="outline" onClick={onToggle}>
        {isLeft ? m.hub_send_take_along() : m.hub_send_leave_out()}
      </Button>
    </li>
  )
}
