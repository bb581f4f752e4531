import { Button } from '@mantine/core'
import { hubApi } from '@porchlight/owner'
import type { MatchView } from '@porchlight/owner'
import type { ReactElement } from 'react'

import { FaultNote } from '../ui/fault.tsx'
import { useLanguage } from '../ui/language.tsx'
import { bytesText } from '../ui/times.ts'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { clockText } from './words.ts'

/** What is kept from being overwritten, how much it is and until when; done and undone here. */
export function Hold({
  request,
  hold,
}: {
  readonly request: string
  readonly hold: MatchView['hold']
}): ReactElement {
  const { language } = useLanguage()
  const act = useAct(hubApi.hold)
  return (
    <section aria-labelledby="hold" className="hb-hold">
      <h3 id="hold" className="hb-name">
        {m.hub_hold_title()}
      </h3>
      <p aria-live="polite">
        {hold === null
          ? m.hub_hold_not()
          : m.hub_hold({
              count: hold.clips,
              size: bytesText(hold.bytes),
              until: clockText(hold.until, language),
            })}
      </p>
      <p className="pl-soft">{m.hub_hold_text()}</p>
      <FaultNote error={act.error} />
      <Button
        variant="outline"
        loading={act.isPending}
        onClick={() => {
          act.mutate({ request, hold: hold === null })
        }}
      >
        {hold === null ? m.hub_hold_do() : m.hub_hold_end()}
      </Button>
    </section>
  )
}
