import { Button, Stack } from '@mantine/core'
import { call } from '@porchlight/core'
import { hubApi } from '@porchlight/owner'
import type { ClockOf, HubView } from '@porchlight/owner'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { Answered, FaultNote } from '../ui/fault.tsx'
import { useLanguage } from '../ui/language.tsx'
import { line } from '../ui/line.ts'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { readingText } from './clock-text.ts'
import { FilmedClock } from './filmed-clock.tsx'
import type { PictureClock } from './filmed-clock.tsx'
import { HubPage, Part } from './hub-page.tsx'
import { addressOf } from './place.ts'
import { TypedClock } from './typed-clock.tsx'
import { clockText } from './words.ts'

/** One clock: how right it is, ways to find that out, and all that was found until now. */
export function ClockScreen({
  view,
  of,
}: {
  readonly view: HubView
  readonly of: ClockOf
}): ReactElement {
  const clock = clockIn(view, of)
  if (clock === null)
    return (
      <HubPage title={m.hub_clock_title()} back={{ screen: 'home' }}>
        <p>{m.hub_clock_gone()}</p>
      </HubPage>
    )
  const { name, asks, zone, picture } = clock
  const back = of.kind === 'source' ? ({ screen: 'home' } as const) : cameraPlace(of.id)
  const lead = of.kind === 'source' ? m.hub_clock_lead() : m.hub_clock_lead_camera()
  return (
    <HubPage title={m.hub_clock_of({ name })} lead={lead} back={back}>
      <Part title={m.hub_clock_history()}>
        <Stack gap="md">
          <History of={of} />
          {asks && <Asked of={of} />}
        </Stack>
      </Part>
      <Part title={m.hub_clock_film()}>
        <Stack gap="md">
          <p>{m.hub_clock_film_text()}</p>
          <p>
            <a className="hb-action" href={addressOf({ screen: 'phone', ...of, zone })}>
              {m.hub_clock_film_phone()}
            </a>
          </p>
          <FilmedClock of={of} zone={zone} picture={picture} />
        </Stack>
      </Part>
      <Part title={m.hub_clock_typed()}>
        <TypedClock of={of} zone={zone} />
      </Part>
    </HubPage>
  )
}

interface Clock {
  readonly name: string
  /** Whether the hub can ask for it over the network. */
  readonly asks: boolean
  readonly zone: string
  readonly picture: PictureClock
}

function clockIn({ sources, cameras }: HubView, { kind, id }: ClockOf): Clock | null {
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const source = sources.find((one) => one.id === id)
  const camera = cameras.find((one) => one.id === id)
  if (kind === 'source' && source !== undefined)
    return { name: source.where, asks: isAsked(source), zone: source.zone ?? own, picture: 'extra' }
  if (kind === 'camera' && camera !== undefined) {
    const { name, clock } = camera
    const picture = clock?.names === true ? 'same' : 'wanted'
    return { name, asks: clock !== null, zone: clock?.zone ?? own, picture }
  }
  return null
}

/** A folder answers nobody: its clock is measured by itself, whenever a recording ends in it. */
function isAsked({ kind }: HubView['sources'][number]): boolean {
  return kind === 'frigate' || kind === 'zoneminder'
}

function cameraPlace(camera: string) {
  return { screen: 'camera', camera } as const
}

/** All measurements, the newest first; the times of recordings go by the nearest. */
function History({ of }: { readonly of: ClockOf }): ReactElement {
  const { language } = useLanguage()
  const [all, setAll] = useState(false)
  const asked = useQuery({
    queryKey: ['readings', of.kind, of.id],
    queryFn: async () => await call(line, hubApi.clockReadings, { of }),
  })
  return (
    <Answered asked={asked}>
      {({ readings }) =>
        readings.length === 0 ? (
          <p>{m.hub_clock_never()}</p>
        ) : (
          <>
            <ol className="hb-list" aria-label={m.hub_clock_history()}>
              {(all ? readings : readings.slice(0, fewReadings)).map((reading) => (
                <li key={`${reading.checkedAt} ${String(reading.offsetSeconds)}`}>
                  <p>{readingText(reading, language)}</p>
                  <p className="pl-soft">
                    {m.hub_clock_both({
                      displayed: clockText(reading.displayed, language),
                      right: clockText(reading.true, language),
                    })}
                  </p>
                </li>
              ))}
            </ol>
            {readings.length > fewReadings && !all && (
              <Button
                variant="subtle"
                onClick={() => {
                  setAll(true)
                }}
              >
                {m.hub_clock_all({ count: readings.length })}
              </Button>
            )}
          </>
        )
      }
    </Answered>
  )
}

/** The newest are what most come for. */
const fewReadings = 5

/** Measures it now, where the hub can. */
function Asked({ of }: { readonly of: ClockOf }): ReactElement {
  const check = useAct(hubApi.checkClock)
  return (
    <>
      <FaultNote error={check.error} />
      <p>
        <Button
          variant="outline"
          loading={check.isPending}
          onClick={() => {
            check.mutate({ of, seen: null })
          }}
        >
          {m.hub_clock_check()}
        </Button>
      </p>
    </>
  )
}
