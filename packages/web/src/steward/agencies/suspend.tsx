import { Button, Text } from '@mantine/core'
import { api, call } from '@porchlight/core'
import type { AgencyProfile } from '@porchlight/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { Confirm } from '../../ui/confirm.tsx'
import { line } from '../../ui/line.ts'
import { m } from '../../words/messages.js'
import { agenciesChanged } from '../desk-data.ts'

/** Stops an agency, after a question. */
export function Suspend({ profile }: { readonly profile: AgencyProfile }): ReactElement {
  const { id, name } = profile
  const [asking, setAsking] = useState(false)
  const suspend = useMutation({
    mutationFn: async () => await call(line, api.suspendAgency, { id }),
    onSuccess() {
      setAsking(false)
    },
    onSettled: agenciesChanged,
  })
  return (
    <>
      <Button
        variant="outline"
        color="bad"
        className="pl-start"
        onClick={() => {
          setAsking(true)
        }}
      >
        {m.desk_suspend()}
      </Button>
      <Confirm
        opened={asking}
        title={m.desk_suspend_title({ agency: name })}
        action={m.desk_suspend_action()}
        danger
        pending={suspend.isPending}
        error={suspend.error}
        onClose={() => {
          setAsking(false)
        }}
        onConfirm={() => {
          suspend.mutate()
        }}
      >
        <Text>{m.desk_suspend_text()}</Text>
        <Text>{m.desk_suspend_back()}</Text>
      </Confirm>
    </>
  )
}
