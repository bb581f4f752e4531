import { Button, Progress, Stack, Switch, Text } from '@mantine/core'
import { call, Fault, isFaultCode } from '@porchlight/core'
import { hubApi } from '@porchlight/owner'
import type { CopyView, DrawnBox, OpenedView } from '@porchlight/owner'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { ReactElement } from 'react'

import { timeText } from '../ui/clip/time-text.ts'
import { Trimmer } from '../ui/clip/trimmer.tsx'
import type { Stretch } from '../ui/clip/trim.ts'
import { Answered, FaultNote, Waiting } from '../ui/fault.tsx'
import { line } from '../ui/line.ts'
import { bytesText } from '../ui/times.ts'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { BoxLayer } from './box-layer.tsx'
import { useCopies } from './copies.ts'
import { HubPage, Part } from './hub-page.tsx'
import { goTo } from './place.ts'

/** Looks at one clip: what to keep of it, what to cover, and the very copy that would leave. */
export function ClipScreen({
  request,
  clip,
}: {
  readonly request: string
  readonly clip: string
}): ReactElement {
  const opened = useQuery({
    queryKey: ['opened', clip],
    queryFn: async () => await call(line, hubApi.openClip, { clip }),
    staleTime: Infinity,
  })
  const copies = useCopies(request)
  return (
    <HubPage title={m.hub_review_title()} back={{ screen: 'match', request }}>
      <Answered asked={opened}>
        {(found) => (
          <Review
            opened={found}
            request={request}
            copy={copies.data?.copies.find((copy) => copy.clip === clip) ?? null}
          />
        )}
      </Answered>
    </HubPage>
  )
}

/** A clip of unknown length is shown as if it had this much. */
const assumedSeconds = 60
/** A frame at 25 a second. */
const stepSeconds = 0.04
const filmPictures = 12

function Review({
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
  const video = useRef<HTMLVideoElement>(null)
  const [kept, setKept] = useState<Stretch>(copy?.plan.cut ?? span)
  const [sound, setSound] = useState(copy?.plan.audio === 'kept')
  const [boxes, setBoxes] = useState<readonly DrawnBox[]>(copy?.plan.boxes ?? [])
  const [at, setAt] = useState(kept.from)
  const make = useAct(hubApi.makeCopy)
  function seek(seconds: number): void {
    setAt(seconds)
    if (video.current !== null) video.current.currentTime = seconds
  }
  const whole = kept.from <= span.from && kept.to >= span.to
  return (
    <Stack gap="md">
      <BoxLayer boxes={boxes} at={at} span={kept} onBoxes={setBoxes}>
        <video
          ref={video}
          src={`/api/hub/play/${clip}`}
          controls
          muted={!sound}
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
        onKept={setKept}
        onSeek={seek}
      >
        <img className="hb-film" src={`/api/hub/film/${clip}/${String(filmPictures)}`} alt="" />
      </Trimmer>
      <output className="pl-note">
        {m.hub_keep({ from: timeText(kept.from), to: timeText(kept.to), count: boxes.length })}
      </output>
      {audio && (
        <Switch
          size="lg"
          checked={sound}
          label={m.hub_sound()}
          description={m.hub_sound_text()}
          onChange={({ currentTarget }) => {
            setSound(currentTarget.checked)
          }}
        />
      )}
      {reveals.length > 0 && (
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
      )}
      <FaultNote error={make.error} />
      <Button
        size="lg"
        loading={make.isPending}
        disabled={copy?.state.kind === 'making'}
        onClick={() => {
          make.mutate({
            request,
            clip,
            plan: {
              cut: whole ? null : kept,
              audio: sound ? 'kept' : 'removed',
              boxes: boxes.map((box) => ({ ...box, keyFrames: [...box.keyFrames] })),
              masks,
            },
          })
        }}
      >
        {copy === null ? m.hub_make() : m.hub_make_again()}
      </Button>
      {copy !== null && <Copy copy={copy} request={request} />}
    </Stack>
  )
}

/** The copy as it would leave: played from the very bytes, with what was proven of them. */
function Copy({
  copy,
  request,
}: {
  readonly copy: CopyView
  readonly request: string
}): ReactElement {
  const { id, state } = copy
  if (state.kind === 'making')
    return (
      <>
        <Waiting words={m.hub_making()} />
        <Progress value={state.part * 100} aria-label={m.hub_making()} />
      </>
    )
  if (state.kind === 'failed')
    return (
      <FaultNote
        error={isFaultCode(state.because) ? new Fault(state.because) : new Error(state.because)}
      />
    )
  return (
    <Part title={m.hub_copy_title()}>
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody has written captions for it */}
      <video className="pl-clip-picture" src={`/api/hub/copies/${id}/file`} controls playsInline />
      <Text c="good">{m.hub_copy_clean()}</Text>
      <Text>
        {m.hub_copy_facts({
          length: timeText(state.seconds),
          size: bytesText(state.bytes),
          shape: `${String(state.width)} × ${String(state.height)}`,
          sound: state.sound ? m.hub_copy_sound() : m.hub_copy_silent(),
        })}
      </Text>
      <Button
        size="lg"
        onClick={() => {
          goTo({ screen: 'match', request })
        }}
      >
        {m.hub_copy_good()}
      </Button>
    </Part>
  )
}
