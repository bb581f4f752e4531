import { Button, Text } from '@mantine/core'
import { api, call } from '@porchlight/core'
import type { RequestId } from '@porchlight/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { Confirm } from '../../ui/confirm.tsx'
import { line } from '../../ui/line.ts'
import { m } from '../../words/messages.js'
import { requestsChanged } from '../own-agency.ts'

/** Takes back a later version that nobody has seen; what is public stays as it is. */
export function WithdrawVersion({
  id,
  draft,
}: {
  readonly id: RequestId
  readonly draft: number
}): ReactElement {
  const [asking, setAsking] = useState(false)
  const withdraw = useMutation({
    mutationFn: async () => await call(line, api.withdrawVersion, { id, draft }),
    onSuccess() {
      setAsking(false)
    },
    onSettled: requestsChanged,
  })
  return (
    <>
      <Button
        variant="outline"
        color="bad"
        onClick={() => {
          setAsking(true)
        }}
      >
        {m.agency_version_withdraw()}
      </Button>
      <Confirm
        opened={asking}
        title={m.agency_version_withdraw_title()}
        action={m.agency_version_withdraw()}
        danger
        pending={withdraw.isPending}
        error={withdraw.error}
        onConfirm={() => {
          withdraw.mutate()
        }}
        onClose={() => {
          setAsking(false)
        }}
      >
        <Text>{m.agency_version_withdraw_text()}</Text>
      </Confirm>
    </>
  )
}
