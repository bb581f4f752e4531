import { Button, Group, Progress, Text } from '@mantine/core'
import { Fault, isFaultCode } from '@porchlight/core'
import { hubApi } from '@porchlight/owner'
import type { CopyView } from '@porchlight/owner'
import type { ReactElement, RefObject } from 'react'
import { useEffect, useRef } from 'react'

import { timeText } from '../ui/clip/time-text.ts'
import { FaultNote } from '../ui/fault.tsx'
import { bytesText } from '../ui/times.ts'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { Damaged } from './damaged.tsx'
import { isSame, keepEdits } from './edits.ts'
import type { Edits } from './edits.ts'
import { Part } from './hub-page.tsx'
import { ToldTime } from './told-time.tsx'
import { goTo } from './place.ts'

interface MadeCopyProps {
  readonly copy: CopyView
  /** What the screen shows now; the copy may be of what it showed before. */
  readonly edits: Edits
  /** Whether it was asked for just now, on this screen: then it comes into view by itself. */
  readonly begun: boolean
  /** The owner stops it. */
  readonly onStop: () => void
}

/** A copy while it is made, why it could not be, or as it would leave. */
export function MadeCopy({ copy, edits, begun, onStop }: MadeCopyProps): ReactElement {
  const { id, state } = copy
  if (state.kind === 'making')
    return <Making id={id} part={state.part} begun={begun} onStop={onStop} />
  if (state.kind === 'failed') return <Failed because={state.because} begun={begun} />
  return <Made copy={copy} state={state} edits={edits} begun={begun} />
}

/** Played from the very bytes, with what was proven of them. */
function Made({
  copy,
  state,
  edits,
  begun,
}: Omit<MadeCopyProps, 'onStop'> & {
  readonly state: Extract<CopyView['state'], { readonly kind: 'made' }>
}): ReactElement {
  const { id, request } = copy
  const heading = useArrival<HTMLHeadingElement>(begun, isNowhere)
  const isCurrent = isSame(edits, copy.plan)
  return (
    <Part title={isCurrent ? m.hub_copy_title() : m.hub_copy_title_old()} heading={heading}>
      {!isCurrent && <Earlier copy={copy} />}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody has written captions for it */}
      <video className="pl-clip-picture" src={`/api/hub/copies/${id}/file`} controls playsInline />
      <Text c="good" mt="xs">
        {m.hub_copy_clean()}
      </Text>
      <Text>
        {m.hub_copy_facts({
          length: timeText(state.seconds),
          size: bytesText(state.bytes),
          shape: `${String(state.width)} × ${String(state.height)}`,
          sound: state.sound ? m.hub_copy_sound() : m.hub_copy_silent(),
        })}
      </Text>
      <ToldTime time={state.time} />
      {isCurrent && (
        <Button
          size="lg"
          onClick={() => {
            goTo({ screen: 'match', request })
          }}
        >
          {m.hub_copy_good()}
        </Button>
      )}
    </Part>
  )
}

/** A copy that is not what the screen shows does not go: it is made anew, or the screen goes back to it. */
function Earlier({ copy }: { readonly copy: CopyView }): ReactElement {
  return (
    <div className="pl-note hb-old">
      <output>{m.hub_copy_old()}</output>
      <Group gap="sm" mt="sm">
        <Button
          variant="outline"
          onClick={() => {
            const { cut, audio, boxes } = copy.plan
            keepEdits(copy, { cut, audio, boxes })
          }}
        >
          {m.hub_copy_old_back()}
        </Button>
      </Group>
    </div>
  )
}

function Making({
  id,
  part,
  begun,
  onStop,
}: {
  readonly id: string
  readonly part: number
  readonly begun: boolean
  readonly onStop: () => void
}): ReactElement {
  const heading = useArrival<HTMLHeadingElement>(begun)
  const stop = useAct(hubApi.dropCopy)
  const percent = Math.floor(part * 100)
  return (
    <Part title={m.hub_making()} heading={heading}>
      <p>{m.hub_making_part({ percent })}</p>
      <Progress value={percent} aria-label={m.hub_making()} />
      <FaultNote error={stop.error} />
      <Group mt="md">
        <Button
          size="lg"
          variant="outline"
          loading={stop.isPending}
          onClick={() => {
            onStop()
            stop.mutate({ copy: id })
          }}
        >
          {m.hub_making_stop()}
        </Button>
      </Group>
    </Part>
  )
}

/** The hub makes the copies, and not this browser: what it cannot decode no other browser helps with. */
function Failed({
  because,
  begun,
}: {
  readonly because: string
  readonly begun: boolean
}): ReactElement {
  const note = useArrival<HTMLDivElement>(begun, isNowhere)
  return (
    <div ref={note} tabIndex={-1}>
      {because === 'clip/cannot-decode' ? (
        <Damaged words={m.hub_copy_damaged()} />
      ) : (
        <FaultNote error={new Fault(isFaultCode(because) ? because : 'internal')} />
      )}
    </div>
  )
}

/** Brings what was asked for into view, below a screen that otherwise does not change, and takes the focus there. */
function useArrival<T extends HTMLElement>(
  begun: boolean,
  mayMove: () => boolean = always,
): RefObject<T | null> {
  const place = useRef<T>(null)
  useEffect(() => {
    if (!begun || !mayMove()) return
    place.current?.focus({ preventScroll: true })
    place.current?.scrollIntoView({ block: 'start' })
  }, [begun, mayMove])
  return place
}

function always(): boolean {
  return true
}

/** Whether the focus went with what it was on, so that nobody is taken away from a handle or a box. */
function isNowhere(): boolean {
  return document.activeElement === document.body
}
