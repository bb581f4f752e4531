import { Button, Group, Stack } from '@mantine/core'
import { call, localAt } from '@porchlight/core'
import { hubApi } from '@porchlight/owner'
import type { ClipView, ClockOf } from '@porchlight/owner'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { ReactElement } from 'react'

import { timeText } from '../ui/clip/time-text.ts'
import { Answered, FaultNote } from '../ui/fault.tsx'
import { useLanguage } from '../ui/language.tsx'
import { line } from '../ui/line.ts'
import { m } from '../words/messages.js'
import { useAct, useHub } from './ask.ts'
import { MomentInput, shownIn } from './moment-input.tsx'
import type { Moment } from './moment-input.tsx'
import { clockText } from './words.ts'

/** The clock in the picture: told beside the other, all that is wanted, or the same one as stamps the recording. */
export type PictureClock = 'extra' | 'wanted' | 'same'

/** Finds a clock that was held before a camera in the newest clips, and reads it off. */
export function FilmedClock({
  of,
  zone,
  picture,
}: {
  readonly of: ClockOf
  readonly zone: string
  readonly picture: PictureClock
}): ReactElement {
  const [looks, setLooks] = useState(false)
  const [clip, setClip] = useState<ClipView | null>(null)
  if (!looks)
    return (
      <Button
        variant="outline"
        onClick={() => {
          setLooks(true)
        }}
      >
        {m.hub_clock_film_choose()}
      </Button>
    )
  if (clip === null) return <Choice of={of} onClip={setClip} />
  return (
    <ReadOff
      key={clip.id}
      clip={clip}
      zone={zone}
      picture={picture}
      onDone={() => {
        setClip(null)
        setLooks(false)
      }}
    />
  )
}

function Choice({
  of,
  onClip,
}: {
  readonly of: ClockOf
  readonly onClip: (clip: ClipView) => void
}): ReactElement {
  const { language } = useLanguage()
  const hub = useHub()
  const recent = useQuery({
    queryKey: ['recent', of.kind, of.id],
    queryFn: async () => await call(line, hubApi.recentClips, { of }),
  })
  return (
    <Answered asked={recent}>
      {({ clips }) =>
        clips.length === 0 ? (
          <p className="pl-note">{m.hub_clock_film_none()}</p>
        ) : (
          <ul className="hb-folders" aria-label={m.hub_clock_film_which()}>
            {clips.map((clip) => (
              <li key={clip.id}>
                <button
                  type="button"
                  onClick={() => {
                    onClip(clip)
                  }}
                >
                  {clockText(clip.from, language)},{' '}
                  {hub.data?.cameras.find(({ id }) => id === clip.camera)?.name ?? clip.fileName}
                </button>
              </li>
            ))}
          </ul>
        )
      }
    </Answered>
  )
}

/** The picture, and what both clocks show in it. */
function ReadOff({
  clip,
  zone,
  picture,
  onDone,
}: {
  readonly clip: ClipView
  readonly zone: string
  readonly picture: PictureClock
  readonly onDone: () => void
}): ReactElement {
  const [empty] = useState(() => ({ day: localAt(clip.from, zone).slice(0, 10), time: '' }))
  const [seconds, setSeconds] = useState(0)
  const [right, setRight] = useState<Moment>(empty)
  const [inPicture, setInPicture] = useState<Moment>(empty)
  const keep = useAct(hubApi.filmedClock, onDone)
  const [truly, seen] = [shownIn(right), shownIn(inPicture)]
  const isWhole = truly !== null && (picture !== 'wanted' || seen !== null)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isWhole) keep.mutate({ clip: clip.id, seconds, true: truly, picture: seen, zone })
      }}
    >
      <Stack gap="md">
        <Answered asked={useOpened(clip.id)}>
          {() => <Film clip={clip.id} seconds={seconds} onSeconds={setSeconds} />}
        </Answered>
        <MomentInput
          label={m.hub_clock_film_right()}
          text={m.hub_clock_film_right_text({ zone })}
          moment={right}
          onMoment={setRight}
        />
        {picture !== 'same' && (
          <MomentInput
            label={m.hub_clock_film_picture()}
            {...(picture === 'extra' && { text: m.hub_clock_film_picture_text() })}
            moment={inPicture}
            onMoment={setInPicture}
          />
        )}
        <FaultNote error={keep.error} />
        <Group gap="sm">
          <Button variant="subtle" onClick={onDone}>
            {m.ui_cancel()}
          </Button>
          <Button type="submit" disabled={!isWhole} loading={keep.isPending}>
            {m.hub_clock_keep()}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function useOpened(clip: string) {
  return useQuery({
    queryKey: ['opened', clip],
    queryFn: async () => await call(line, hubApi.openClip, { clip }),
    staleTime: Infinity,
  })
}

/** A second, and as little as a picture or two. */
const steps = [-1, -0.1, 0.1, 1] as const

function Film({
  clip,
  seconds,
  onSeconds,
}: {
  readonly clip: string
  readonly seconds: number
  readonly onSeconds: (seconds: number) => void
}): ReactElement {
  const video = useRef<HTMLVideoElement>(null)
  return (
    <Stack gap="sm">
      <video
        ref={video}
        className="pl-clip-picture"
        src={`/api/hub/play/${clip}`}
        controls
        muted
        playsInline
        onTimeUpdate={({ currentTarget }) => {
          onSeconds(currentTarget.currentTime)
        }}
      >
        <track kind="captions" />
      </video>
      <fieldset className="hb-moment">
        <legend>{m.hub_clock_film_step()}</legend>
        <Group gap="xs" grow>
          {steps.map((step) => (
            <Button
              key={step}
              variant="default"
              px="xs"
              onClick={() => {
                const { current } = video
                if (current === null) return
                current.pause()
                current.currentTime = Math.max(0, current.currentTime + step)
              }}
            >
              {step > 0 ? '+' : '−'}
              {String(Math.abs(step))} s
            </Button>
          ))}
        </Group>
      </fieldset>
      <output className="pl-soft">{m.hub_clock_film_at({ at: timeText(seconds) })}</output>
    </Stack>
  )
}
