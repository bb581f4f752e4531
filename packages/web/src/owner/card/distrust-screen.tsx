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
  const over = distrust.because.every((one) => one === 'expired' || one === 'not-live')
  const title = over ? m.owner_distrust_over_title() : m.owner_distrust_title()
  return (
    <OwnerPage title={title}>
      <Stack gap="md" align="flex-start">
        <ScreenTitle>{title}</ScreenTitle>
        {distrust.because.map((one) => (
          <Alert key={one} color="bad" role="alert" w="100%">
            <Text>{sentences[one](asked)}</Text>
          </Alert>
        ))}
        {distrust.findings.length > 0 && <FindingList findings={distrust.findings} />}
        <Text>{over ? m.owner_distrust_over_text() : m.owner_distrust_text()}</Text>
        {!over && <CallBack asked={asked} />}
        <Button variant="outline" size="lg" onClick={closePage}>
          {m.owner_close()}
        </Button>
      </Stack>
    </OwnerPage>
  )
}

const sentences: Readonly<Record<Distrust, (asked: Asked) => string>> = {
  clock: () => m.owner_distrust_clock(),
  signature: () => m.owner_distrust_signature(),
  'agency-key': ({ agency }) => m.owner_distrust_agency_key({ agency: agency.profile.name }),
  'not-logged': () => m.owner_distrust_not_logged(),
  'against-the-rules': () => m.owner_distrust_rules(),
  'not-live': () => m.owner_distrust_not_live(),
  expired: ({ published: { signed } }) =>
    m.owner_distrust_expired({ when: momentText(signed.request.expiresAt, signed.request.zone) }),
}
