import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { BoxLayer } from '../../ui/clip/box-layer.tsx'
import type { BoxLayerProps } from '../../ui/clip/box-layer.tsx'
import { timeText } from '../../ui/clip/time-text.ts'
import type { Stretch } from '../../ui/clip/trim.ts'
import { m } from '../../words/messages.js'
import { usePlaying } from './playing.ts'
import { StillPicture } from './still-picture.tsx'

export interface PlayerProps {
  readonly file: Blob
  readonly kept: Stretch
  readonly at: number
  readonly muted: boolean
  readonly onAt: (seconds: number) => void
  /** Where boxes may be drawn over the picture. */
  readonly cover?: Pick<BoxLayerProps, 'boxes' | 'onBoxes' | 'ratio'>
}

/** Plays what is kept of a clip, and shows the picture at any moment of it. */
export function Player(props: PlayerProps): ReactElement {
  const { file, kept, at, muted, cover } = props
  const { video, playing, toggle, events } = usePlaying(props)
  const [unplayable, setUnplayable] = useState(false)
  const picture = unplayable ? (
    <StillPicture file={file} at={at} />
  ) : (
    <video
      ref={video}
      className="pl-clip-picture"
      muted={muted}
      playsInline
      preload="auto"
      onError={() => {
        setUnplayable(true)
      }}
      {...events}
    >
      <track kind="captions" />
    </video>
  )
  return (
    <>
      {cover === undefined ? (
        picture
      ) : (
        <BoxLayer {...cover} at={at}>
          {picture}
        </BoxLayer>
      )}
      <Group gap="sm">
        <Button disabled={unplayable} onClick={toggle}>
          {playing ? m.owner_play_stop() : m.owner_play()}
        </Button>
        <Text className="ow-clock">
          {timeText(at)} / {timeText(kept.to)}
        </Text>
        {unplayable && <Text c="dimmed">{m.owner_play_still()}</Text>}
      </Group>
    </>
  )
}
