import { RequestId } from '@porchlight/core'
import { useEffect } from 'react'
import type { ReactElement } from 'react'

import { Answered } from '../ui/fault.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { m } from '../words/messages.js'
import type { Asked } from './asked.ts'
import { useAsked } from './asked.ts'
import { CardScreen } from './card/card-screen.tsx'
import { ClosedScreen, DoneScreen } from './card/closed-screen.tsx'
import { DistrustScreen } from './card/distrust-screen.tsx'
import { PickScreen } from './clips/pick-screen.tsx'
import { CopiesScreen } from './copies/copies-screen.tsx'
import { useWarnBeforeLeaving } from './device/leaving.ts'
import { GoesScreen } from './goes/goes-screen.tsx'
import { SendScreen } from './send/send-screen.tsx'
import { useBrowserSteps, useStage } from './stage.ts'
import { OwnerPage } from './owner-page.tsx'
import { gatherTokens } from './tokens/tokens.ts'

/** The owner's answer to one request: `/share/:requestId`. */
export function ShareApp(): ReactElement {
  const id = RequestId.safeParse(location.pathname.split('/').at(-1)).data
  useEffect(gatherTokens, [])
  return id === undefined ? <Lost /> : <Share id={id} />
}

function Share({ id }: { readonly id: RequestId }): ReactElement {
  const asked = useAsked(id)
  const stage = useStage()
  useBrowserSteps()
  useWarnBeforeLeaving()
  // asks the server nothing and shows nothing of the request
  if (stage === 'closed') return <ClosedScreen />
  if (stage === 'done') return <DoneScreen />
  if (asked.data !== undefined) return <Stages asked={asked.data} />
  return (
    <OwnerPage title={m.owner_title()}>
      <Answered asked={asked}>{() => null}</Answered>
    </OwnerPage>
  )
}

function Stages({ asked }: { readonly asked: Asked }): ReactElement {
  const stage = useStage()
  if (stage === 'send') return <SendScreen asked={asked} />
  if (!asked.trust.trusted) return <DistrustScreen asked={asked} distrust={asked.trust} />
  switch (stage) {
    case 'pick':
      return <PickScreen asked={asked} />
    case 'copies':
      return <CopiesScreen />
    case 'goes':
      return <GoesScreen asked={asked} />
    case 'card':
    case 'closed':
    case 'done':
    default:
      return <CardScreen asked={asked} />
  }
}

function Lost(): ReactElement {
  return (
    <OwnerPage title={m.ui_lost_title()}>
      <ScreenTitle>{m.ui_lost_title()}</ScreenTitle>
      <p>{m.ui_lost_text()}</p>
      <p>
        <a href="/">{m.ui_lost_home()}</a>
      </p>
    </OwnerPage>
  )
}
