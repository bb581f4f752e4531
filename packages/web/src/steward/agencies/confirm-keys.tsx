import { Stack, Text, Title } from '@mantine/core'
import { api, call } from '@porchlight/core'
import type { AgencyKeys, DeskAgency, Instant } from '@porchlight/core'
import type { ReactElement } from 'react'

import { now } from '../../ui/clock.ts'
import { Fingerprint } from '../../ui/fingerprint-digits.tsx'
import { fingerprint } from '../../ui/fingerprint.ts'
import { line } from '../../ui/line.ts'
import { momentText } from '../../ui/times.ts'
import { m } from '../../words/messages.js'
import { Compared } from './compared.tsx'

export interface ConfirmKeysProps {
  readonly agency: DeskAgency
  readonly keys: AgencyKeys
}

/** The agency's fingerprint; and, until it is admitted, the steward's word that the agency read it out. */
export function ConfirmKeys({ agency, keys }: ConfirmKeysProps): ReactElement {
  const { admittedAt, keysFrom, profile } = agency
  const waits = keysFrom !== null && keysFrom > now()
  const since = keysFrom === null ? null : <Since from={keysFrom} agency={agency} />
  if (admittedAt !== null)
    return (
      <details className="pl-details">
        <summary>{m.desk_keys_title()}</summary>
        <Fingerprint keys={keys} />
        {since}
      </details>
    )
  return (
    <Stack gap="sm" align="flex-start">
      <Title order={3}>{m.desk_keys_title()}</Title>
      <Fingerprint keys={keys} />
      {since}
      {!waits && agency.confirmedByYou && <Text>{m.desk_keys_done()}</Text>}
      {!waits && !agency.confirmedByYou && (
        // other keys were not compared: the tick goes with them
        <Compared
          key={fingerprint(keys).join(' ')}
          profile={profile}
          confirm={async () => await call(line, api.admitAgency, { id: profile.id, keys })}
        />
      )}
    </Stack>
  )
}

function Since({
  from,
  agency,
}: {
  readonly from: Instant
  readonly agency: DeskAgency
}): ReactElement {
  const when = momentText(from, agency.profile.zone)
  return <Text>{from > now() ? m.desk_keys_from({ when }) : m.desk_keys_since({ when })}</Text>
}
