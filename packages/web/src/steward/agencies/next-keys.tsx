import { Stack, Text, Title } from '@mantine/core'
import { api, call } from '@porchlight/core'
import type { DeskAgency } from '@porchlight/core'
import type { ReactElement } from 'react'

import { Fingerprint } from '../../ui/fingerprint-digits.tsx'
import { fingerprint } from '../../ui/fingerprint.ts'
import { line } from '../../ui/line.ts'
import { momentText } from '../../ui/times.ts'
import { m } from '../../words/messages.js'
import { Compared } from './compared.tsx'

/** Keys that replace those of an agency: to be compared, or good from a time on. */
export function NextKeys({
  agency: { profile },
  next,
}: {
  readonly agency: DeskAgency
  readonly next: NonNullable<DeskAgency['next']>
}): ReactElement {
  const { keys, from, confirmations: given, confirmationsNeeded: needed } = next
  return (
    <Stack gap="sm" align="flex-start" className="pl-note">
      <Title order={3}>
        {from === null
          ? m.desk_next_title()
          : m.desk_next_from_title({ when: momentText(from, profile.zone) })}
      </Title>
      <Text>{from === null ? m.desk_next_text({ given, needed }) : m.desk_next_from()}</Text>
      <Fingerprint keys={keys} />
      {from === null &&
        (next.confirmedByYou ? (
          <Text>{m.desk_next_done()}</Text>
        ) : (
          // other keys were not compared: the tick goes with them
          <Compared
            key={fingerprint(keys).join(' ')}
            profile={profile}
            confirm={async () => await call(line, api.confirmKeys, { id: profile.id, keys })}
          />
        ))}
    </Stack>
  )
}
