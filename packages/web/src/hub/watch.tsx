import type { Box, DrawnBox } from '@porchlight/owner'
import { useRef, useState } from 'react'
import type { ReactElement } from 'react'

import { BoxLayer } from '../ui/clip/box-layer.tsx'
import { timeText } from '../ui/clip/time-text.ts'
import { Trimmer } from '../ui/clip/trimmer.tsx'
import type { Stretch } from '../ui/clip/trim.ts'
import { m } from '../words/messages.js'

/** A frame at 25 a second. */
const stepSeconds = 0.04
const filmPictures = 12

/** The clip with its boxes, and the strip on which to set what is kept. */
export function Watch({
  clip,
  span,
  kept,
  muted,
  boxes,
  masks,
  onKept,
  onBoxes,
}: {
  readonly clip: string
  readonly span: Stretch
  readonly kept: Stretch
  readonly muted: boolean
  readonly boxes: readonly DrawnBox[]
  readonly masks: readonly Box[]
  readonly onKept: (kept: Stretch) => void
  readonly onBoxes: (boxes: readonly DrawnBox[]) => void
}): ReactElement {
  const video = useRef<HTMLVideoElement>(null)
  const [at, setAt] = useState(kept.from)
  return (
    <>
      <BoxLayer boxes={boxes} masks={masks} at={at} onBoxes={onBoxes}>
        <video
          ref={video}
          src={`/api/hub/play/${clip}`}
          controls
          muted={muted}
          playsInline
          onTimeUpdate={({ currentTarget }) => {
            setAt(currentTarget.currentTime)
          }}
        >
          <track kind="captions" />
        </video>
      </BoxLayer>
      <Trimmer
        span={span}
        kept={kept}
        at={at}
        step={stepSeconds}
        words={{
          group: m.hub_trim(),
          start: m.hub_trim_start(),
          end: m.hub_trim_end(),
          time: timeText,
        }}
        onKept={onKept}
        onSeek={(seconds) => {
          setAt(seconds)
          if (video.current !== null) video.current.currentTime = seconds
        }}
      >
        <img className="hb-film" src={`/api/hub/film/${clip}/${String(filmPictures)}`} alt="" />
      </Trimmer>
    </>
  )
}
