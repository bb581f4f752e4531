import type { Box, DrawnBox } from '@porchlight/owner'
import { useRef, useState } from 'react'
import type { ReactElement } from 'react'

import { BoxLayer } from '../ui/clip/box-layer.tsx'
import { timeText } from '../ui/clip/time-text.ts'
import { Trimmer } from '../ui/clip/trimmer.tsx'
import type { Stretch } from '../ui/clip/trim.ts'
import { m } from '../words/messages.js'
import { WhyDark } from './damaged.tsx'

/** A frame at 25 a second. */
const stepSeconds = 0.04
const filmPictures = 12

export interface WatchProps {
  readonly clip: string
  readonly span: Stretch
  readonly kept: Stretch
  readonly muted: boolean
  readonly boxes: readonly DrawnBox[]
  readonly masks: readonly Box[]
  readonly onKept: (kept: Stretch) => void
  readonly onBoxes: (boxes: readonly DrawnBox[]) => void
}

/** The clip with its boxes, and the strip on which to set what is kept. */
export function Watch(props: WatchProps): ReactElement {
  const { clip, span, kept, muted, boxes, masks, onKept, onBoxes } = props
  const video = useRef<HTMLVideoElement>(null)
  const [at, setAt] = useState(kept.from)
  /** From where nothing came to be seen. */
  const [dark, setDark] = useState<string | null>(null)
  const address = `/api/hub/play/${clip}`
  return (
    <>
      <BoxLayer boxes={boxes} masks={masks} at={at} onBoxes={onBoxes}>
        <video
          ref={video}
          src={address}
          controls
          muted={muted}
          playsInline
          onTimeUpdate={({ currentTarget }) => {
            setAt(currentTarget.currentTime)
          }}
          onError={() => {
            setDark(address)
          }}
        >
          <track kind="captions" />
        </video>
      </BoxLayer>
      {dark !== null && <WhyDark address={dark} />}
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
        <Film clip={clip} onDark={setDark} />
      </Trimmer>
    </>
  )
}

/** Pictures of the clip side by side; nothing where there are none. */
function Film({
  clip,
  onDark,
}: {
  readonly clip: string
  readonly onDark: (address: string) => void
}): ReactElement | null {
  const [isDark, setDark] = useState(false)
  const address = `/api/hub/film/${clip}/${String(filmPictures)}`
  if (isDark) return null
  return (
    <img
      className="hb-film"
      src={address}
      alt=""
      onError={() => {
        setDark(true)
        onDark(address)
      }}
    />
  )
}
