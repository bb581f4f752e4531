import type { ReactElement } from 'react'

import { createStore } from '../ui/store.ts'
import { m } from '../words/messages.js'
import { HubPage } from './hub-page.tsx'

/** Whether everything was deleted from this page: the hub has stopped, and nothing is left to ask it for. */
export const wiped = createStore(false)

export function WipedScreen(): ReactElement {
  return (
    <HubPage title={m.hub_wiped()}>
      <p className="pl-note hb-asked">{m.hub_wiped_again({ command: 'porchlight hub' })}</p>
    </HubPage>
  )
}
