import { Button, Stack, Text } from '@mantine/core'
import { api, call } from '@porchlight/core'
import type { AgencyId } from '@porchlight/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactElement } from 'react'

import { CopyLine } from '../../ui/copy-line.tsx'
import { FaultNote } from '../../ui/fault.tsx'
import { line } from '../../ui/line.ts'
import { m } from '../../words/messages.js'

/** For an agency that lost the link of its first member; the lost one stops working. */
export function RenewLink({ id }: { readonly id: AgencyId }): ReactElement {
  const renew = useMutation({
    mutationFn: async () => (await call(line, api.renewAgencyLink, { id })).link,
  })
  return (
    <Stack gap="sm" align="flex-start">
      <Text className="pl-soft">{m.desk_renew_text()}</Text>
      <Button
        variant="outline"
        loading={renew.isPending}
        onClick={() => {
          renew.mutate()
        }}
      >
        {m.desk_renew()}
      </Button>
      <FaultNote error={renew.error} />
      {renew.data !== undefined && (
        <>
          <Text component="output">{m.desk_add_link()}</Text>
          <CopyLine text={renew.data} label={m.desk_add_link_label()} />
        </>
      )}
    </Stack>
  )
}
