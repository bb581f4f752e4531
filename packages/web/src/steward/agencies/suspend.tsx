import { Text } from '@mantine/core'
import { api, call } from '@porchlight/core'
import type { AgencyProfile } from '@porchlight/core'
import type { ReactElement } from 'react'

import { AskFirst } from '../../ui/ask-first.tsx'
import { line } from '../../ui/line.ts'
import { m } from '../../words/messages.js'
import { agenciesChanged } from '../desk-data.ts'

/** Stops an agency, after a question. */
export function Suspend({ profile }: { readonly profile: AgencyProfile }): ReactElement {
  const { id, name } = profile
  return (
    <AskFirst
      label={m.desk_suspend()}
      button={{ variant: 'outline', color: 'bad', className: 'pl-start' }}
      title={m.desk_suspend_title({ agency: name })}
      action={m.desk_suspend_action()}
      danger
      run={async () => await call(line, api.suspendAgency, { id })}
      onSettled={agenciesChanged}
    >
      <Text>{m.desk_suspend_text()}</Text>
      <Text>{m.desk_suspend_back()}</Text>
    </AskFirst>
  )
}
