import { Text } from '@mantine/core'
import { api, call } from '@porchlight/core'
import type { RequestId } from '@porchlight/core'
import type { ReactElement } from 'react'

import { AskFirst } from '../../ui/ask-first.tsx'
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
  return (
    <AskFirst
      button={{ variant: 'outline', color: 'bad' }}
      title={m.agency_version_withdraw_title()}
      action={m.agency_version_withdraw()}
      danger
      run={async () => await call(line, api.withdrawVersion, { id, draft })}
      onSettled={requestsChanged}
    >
      <Text>{m.agency_version_withdraw_text()}</Text>
    </AskFirst>
  )
}
