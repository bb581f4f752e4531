import { Alert } from '@mantine/core'
import type { ReactElement } from 'react'

import { m } from '../words/messages.js'

/** Why nothing can be asked now. */
export function Suspended(): ReactElement {
  return (
    <Alert color="bad" title={m.agency_suspended_title()}>
      {m.agency_suspended_text()}
    </Alert>
  )
}
