import { Button, Checkbox, Text } from '@mantine/core'
import type { AgencyProfile } from '@porchlight/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { FaultNote } from '../../ui/fault.tsx'
import { m } from '../../words/messages.js'
import { agenciesChanged } from '../desk-data.ts'

/** The steward's word that the agency read out the digits above. */
export function Compared({
  profile,
  confirm,
}: {
  readonly profile: AgencyProfile
  readonly confirm: () => Promise<unknown>
}): ReactElement {
  const { name, phone } = profile
  const [compared, setCompared] = useState(false)
  const confirming = useMutation({ mutationFn: confirm, onSettled: agenciesChanged })
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
      <FaultNote error={confirming.error} />
      <Button
        disabled={!compared}
        loading={confirming.isPending}
        onClick={() => {
          confirming.mutate()
        }}
      >
        {m.desk_keys_confirm()}
      </Button>
    </>
  )
}
