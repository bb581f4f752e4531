import { Button, Progress, Text } from '@mantine/core'
import { Fault, isFaultCode } from '@porchlight/core'
import { hubApi } from '@porchlight/owner'
import type { CopyView } from '@porchlight/owner'
import type { ReactElement } from 'react'

import { timeText } from '../ui/clip/time-text.ts'
import { FaultNote, Waiting } from '../ui/fault.tsx'
import { bytesText } from '../ui/times.ts'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { Part } from './hub-page.tsx'
import { ToldTime } from './told-time.tsx'
import { goTo } from './place.ts'

/** The copy as it would leave: played from the very bytes, with what was proven of them. */
export function MadeCopy({
  copy: { id, state },
  request,
}: {
  readonly copy: CopyView
  readonly request: string
}): ReactElement {
  if (state.kind === 'making') return <Making id={id} part={state.part} />
  if (state.kind === 'failed')
    return <FaultNote error={new Fault(isFaultCode(state.because) ? state.because : 'internal')} />
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
      <ToldTime time={state.time} />
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

function Making({ id, part }: { readonly id: string; readonly part: number }): ReactElement {
  const stop = useAct(hubApi.dropCopy)
  const percent = Math.floor(part * 100)
  return (
    <>
      <Waiting words={m.hub_making_part({ percent })} />
      <Progress value={percent} aria-label={m.hub_making()} />
      <FaultNote error={stop.error} />
      <Button
        size="lg"
        variant="default"
        loading={stop.isPending}
        onClick={() => {
          stop.mutate({ copy: id })
        }}
      >
        {m.hub_making_stop()}
      </Button>
    </>
  )
}
