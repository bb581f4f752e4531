import { Stack, Text } from '@mantine/core'
import { api, call } from '@porchlight/core'
import type { AgencyId } from '@porchlight/core'
import type { ReactElement } from 'react'

import { line } from '../../ui/line.ts'
import { Once } from '../../ui/once.tsx'
import { m } from '../../words/messages.js'

/** For an agency that lost the link of its first member; the lost one stops working. */
export function RenewLink({ id }: { readonly id: AgencyId }): ReactElement {
  return (
    <Stack gap="sm" align="flex-start">
      <Text className="pl-soft">{m.desk_renew_text()}</Text>
      <Once
        ask={async () => (await call(line, api.renewAgencyLink, { id })).link}
        action={m.desk_renew()}
        how={m.desk_add_link()}
        label={m.desk_add_link_label()}
      />
    </Stack>
  )
}
