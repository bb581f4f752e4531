import { Button, Checkbox, Stack, Text, Title } from '@mantine/core'
import { api, call } from '@porchlight/core'
import type { AgencyKeys, DeskAgency } from '@porchlight/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { FaultNote } from '../../ui/fault.tsx'
import { Fingerprint } from '../../ui/fingerprint-digits.tsx'
import { fingerprint } from '../../ui/fingerprint.ts'
import { line } from '../../ui/line.ts'
import { m } from '../../words/messages.js'
import { agenciesChanged } from '../desk-data.ts'

export interface ConfirmKeysProps {
  readonly agency: DeskAgency
  readonly keys: AgencyKeys
}

/** The agency's fingerprint; and, until it is admitted, the steward's word that the agency read it out. */
export function ConfirmKeys({ agency, keys }: ConfirmKeysProps): ReactElement {
  if (agency.admittedAt !== null)
    return (
      <details className="pl-details">
        <summary>{m.desk_keys_title()}</summary>
        <Fingerprint keys={keys} />
      </details>
    )
  return (
    <Stack gap="sm" align="flex-start">
      <Title order={3}>{m.desk_keys_title()}</Title>
      <Fingerprint keys={keys} />
      {agency.confirmedByYou ? (
        <Text>{m.desk_keys_done()}</Text>
      ) : (
        // other keys were not compared: the tick goes with them
        <Compared key={fingerprint(keys).join(' ')} agency={agency} keys={keys} />
      )}
    </Stack>
  )
}

function Compared({ agency, keys }: ConfirmKeysProps): ReactElement {
  const { id, name, phone } = agency.profile
  const [compared, setCompared] = useState(false)
  const admit = useMutation({
    mutationFn: async () => await call(line, api.admitAgency, { id, keys }),
    onSettled: agenciesChanged,
  })
  return (
    <>
      <Text>{m.desk_keys_how({ phone })}</Text>
      <Checkbox
        checked={compared}
        label={m.desk_keys_compared({ agency: name })}
        onChange={(event) => {
          setCompared(event.currentTarget.checked)
        }}
      />
      <FaultNote error={admit.error} />
      <Button
        disabled={!compared}
        loading={admit.isPending}
        onClick={() => {
          admit.mutate()
        }}
      >
        {m.desk_keys_confirm()}
      </Button>
    </>
  )
}
