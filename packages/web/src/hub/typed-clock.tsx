import { Button, Stack } from '@mantine/core'
import { hubApi } from '@porchlight/owner'
import type { ClockOf } from '@porchlight/owner'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { FaultNote } from '../ui/fault.tsx'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { MomentInput, shownIn } from './moment-input.tsx'
import type { Moment } from './moment-input.tsx'
import { isZone, ZoneInput } from './naming.tsx'

/** What a clock and a right one showed at the same moment, typed in by somebody who saw both. */
export function TypedClock({
  of,
  zone: first,
}: {
  readonly of: ClockOf
  readonly zone: string
}): ReactElement {
  const [empty] = useState(() => ({ day: today(), time: '' }))
  const [displayed, setDisplayed] = useState<Moment>(empty)
  const [right, setRight] = useState<Moment>(empty)
  const [zone, setZone] = useState(first)
  const keep = useAct(hubApi.checkClock, () => {
    setDisplayed(empty)
    setRight(empty)
  })
  const [shown, truly] = [shownIn(displayed), shownIn(right)]
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (shown !== null && truly !== null && isZone(zone))
          keep.mutate({ of, seen: { displayed: shown, true: truly, zone } })
      }}
    >
      <Stack gap="md">
        <p>{m.hub_clock_typed_text()}</p>
        <MomentInput label={m.hub_clock_displayed()} moment={displayed} onMoment={setDisplayed} />
        <MomentInput label={m.hub_clock_right_one()} moment={right} onMoment={setRight} />
        <ZoneInput label={m.hub_clock_zone()} zone={zone} onZone={setZone} />
        <p className="pl-soft">{m.hub_clock_typed_error()}</p>
        <FaultNote error={keep.error} />
        <Button
          type="submit"
          disabled={shown === null || truly === null || !isZone(zone)}
          loading={keep.isPending}
        >
          {m.hub_clock_keep()}
        </Button>
      </Stack>
    </form>
  )
}

function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short' }).format(new Date())
}
