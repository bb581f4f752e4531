import type { ReactElement } from 'react'

import { ScreenTitle } from '../../ui/screen-title.tsx'
import { m } from '../../words/messages.js'
import { OwnerPage } from '../owner-page.tsx'

/** Nothing was sent. It is all on this device: the server is told nothing. */
export function ClosedScreen(): ReactElement {
  return (
    <OwnerPage title={m.owner_closed_title()}>
      <ScreenTitle>{m.owner_closed_title()}</ScreenTitle>
      <p className="ow-lead">{m.owner_closed_text()}</p>
      <p>{m.owner_closed_tab()}</p>
    </OwnerPage>
  )
}

/** It was sent, and nothing of it is left here. */
export function DoneScreen(): ReactElement {
  return (
    <OwnerPage title={m.owner_done_title()}>
      <ScreenTitle>{m.owner_done_title()}</ScreenTitle>
      <p className="ow-lead">{m.owner_done_text()}</p>
      <p>{m.owner_closed_tab()}</p>
    </OwnerPage>
  )
}
