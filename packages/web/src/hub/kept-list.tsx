import { Button } from '@mantine/core'
import { hubApi } from '@porchlight/owner'
import type { HubView } from '@porchlight/owner'
import type { ReactElement } from 'react'

import { FaultNote } from '../ui/fault.tsx'
import { useLanguage } from '../ui/language.tsx'
import { bytesText } from '../ui/times.ts'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { clockText } from './words.ts'

/** What is still kept for requests that are over or hidden, so that nothing is kept unseen. */
export function KeptList({ kept }: Pick<HubView, 'kept'>): ReactElement {
  const { language } = useLanguage()
  const release = useAct(hubApi.release)
  return (
    <>
      <p className="pl-soft">{m.hub_kept_text()}</p>
      <ul className="hb-list">
        {kept.map(({ request, clips, bytes, until }) => (
          <li key={request}>
            <p>
              {m.hub_hold({
                count: clips,
                size: bytesText(bytes),
                until: clockText(until, language),
              })}
            </p>
            <Button
              variant="outline"
              className="pl-start"
              loading={release.isPending && release.variables.request === request}
              onClick={() => {
                release.mutate({ request })
              }}
            >
              {m.hub_hold_end()}
            </Button>
          </li>
        ))}
      </ul>
      <FaultNote error={release.error} />
    </>
  )
}
