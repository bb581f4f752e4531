import { Switch } from '@mantine/core'
import type { ReactElement } from 'react'

import { m } from '../words/messages.js'

/** Whether what was written leaves at once, instead of after a random while. */
export function Hurry({
  hurry,
  onHurry,
}: {
  readonly hurry: boolean
  readonly onHurry: (hurry: boolean) => void
}): ReactElement {
  return (
    <Switch
      size="lg"
      checked={hurry}
      label={m.hub_send_hurry()}
      description={m.hub_send_hurry_text()}
      onChange={({ currentTarget }) => {
        onHurry(currentTarget.checked)
      }}
    />
  )
}
