import { Alert, Button, Stack, Text } from '@mantine/core'
import type { Distrust, Trust } from '@porchlight/owner'
import type { ReactElement } from 'react'

import { FindingList } from '../../ui/finding-list.tsx'
import { ScreenTitle } from '../../ui/screen-title.tsx'
import { momentText } from '../../ui/times.ts'
import { m } from '../../words/messages.js'
import type { Asked } from '../asked.ts'
import { OwnerPage } from '../owner-page.tsx'
import { CallBack } from './call-back.tsx'
import { closePage } from './close.ts'

/** Says which check failed. Nothing can be sent from here. */
export function DistrustScreen({
  asked,
  distrust,
}: {
  readonly asked: Asked
  readonly distrust: Extract<Trust, { readonly trusted: false }>
}): ReactElement {
  const kind = kindOf(distrust.because)
  const { title, text } = headings[kind]
  return (
    <OwnerPage title={title()}>
      <Stack gap="md" align="flex-start">
        <ScreenTitle>{title()}</ScreenTitle>
        {distrust.because.map((one) => (
          <Alert key={one} color="bad" role="alert" w="100%">
            <Text>{sentences[one](asked)}</Text>
          </Alert>
        ))}
        {distrust.findings.length > 0 && <FindingList findings={distrust.findings} />}
        <Text>{text()}</Text>
        {kind === 'wrong' && <CallBack asked={asked} />}
        <Button variant="outline" size="lg" onClick={closePage}>
          {m.owner_close()}
        </Button>
      </Stack>
    </OwnerPage>
  )
}

/** Over in good order, stopped by the stewards, a clock that is wrong, or a request that nobody should answer. */
function kindOf(because: readonly Distrust[]): 'over' | 'stopped' | 'clock' | 'wrong' {
  const others = because.filter((one) => one !== 'expired' && one !== 'not-live')
  if (others.length === 0) return 'over'
  if (others.every((one) => one === 'agency-suspended')) return 'stopped'
  // by a wrong clock a live request may look expired
  return because.every((one) => one === 'expired' || one === 'clock') ? 'clock' : 'wrong'
}

const headings = {
  over: { title: m.owner_distrust_over_title, text: m.owner_distrust_over_text },
  stopped: { title: m.owner_distrust_stopped_title, text: m.owner_distrust_stopped_text },
  clock: { title: m.owner_distrust_clock_title, text: m.owner_distrust_clock_text },
  wrong: { title: m.owner_distrust_title, text: m.owner_distrust_text },
} as const

const sentences: Readonly<Record<Distrust, (asked: Asked) => string>> = {
  clock: () => m.owner_distrust_clock(),
  signature: () => m.owner_distrust_signature(),
  'agency-not-logged': ({ agency }) =>
    m.owner_distrust_agency_not_logged({ agency: agency.profile.name }),
  'agency-suspended': ({ agency }) =>
    m.owner_distrust_agency_suspended({ agency: agency.profile.name }),
  'agency-key': ({ agency }) => m.owner_distrust_agency_key({ agency: agency.profile.name }),
  'not-logged': () => m.owner_distrust_not_logged(),
  'not-witnessed': () => m.owner_distrust_not_witnessed(),
  'against-the-rules': () => m.owner_distrust_rules(),
  'not-live': () => m.owner_distrust_not_live(),
  expired: ({ published: { signed } }) =>
    m.owner_distrust_expired({ when: momentText(signed.request.expiresAt, signed.request.zone) }),
}
