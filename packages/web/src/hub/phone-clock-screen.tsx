import type { Zone } from '@porchlight/core'
import { useEffect, useState } from 'react'
import type { ReactElement } from 'react'

import { useLanguage } from '../ui/language.tsx'
import { zoneText } from '../ui/times.ts'
import { m } from '../words/messages.js'
import { HubPage } from './hub-page.tsx'
import type { Place } from './place.ts'

/** This device's own clock, as large as the screen lets it be, to be held before a camera. */
export function PhoneClockScreen({
  zone,
  back,
}: {
  readonly zone: Zone
  readonly back: Place
}): ReactElement {
  const now = useSeconds()
  const { language } = useLanguage()
  const time = new Intl.DateTimeFormat(language, {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  const day = new Intl.DateTimeFormat(language, { timeZone: zone, dateStyle: 'full' })
  return (
    <HubPage title={m.hub_phone_title()} lead={m.hub_phone_lead()} back={back}>
      {/* it changes each second: nobody wants to hear that read out */}
      <div className="hb-clock" role="timer" aria-live="off">
        <time dateTime={now.toISOString()}>{time.format(now)}</time>
        <p>{day.format(now)}</p>
        <p>{zoneText(zone)}</p>
      </div>
      <p className="pl-soft">{m.hub_phone_text()}</p>
    </HubPage>
  )
}

/** The second that it is, from its beginning on. */
function useSeconds(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    let timer = 0
    function tick(): void {
      setNow(new Date())
      timer = window.setTimeout(tick, 1000 - (Date.now() % 1000))
    }
    tick()
    return () => {
      window.clearTimeout(timer)
    }
  }, [])
  return now
}
