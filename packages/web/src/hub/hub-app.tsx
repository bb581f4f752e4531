import { Fault } from '@porchlight/core'
import type { HubView } from '@porchlight/owner'
import type { ReactElement } from 'react'

import { Answered } from '../ui/fault.tsx'
import { useLanguage } from '../ui/language.tsx'
import { m } from '../words/messages.js'
import { useHub } from './ask.ts'
import { AnswerScreen } from './answer-screen.tsx'
import { CameraScreen } from './camera-screen.tsx'
import { ClipScreen } from './clip-screen.tsx'
import { HomeScreen } from './home-screen.tsx'
import { HubPage } from './hub-page.tsx'
import { InstanceScreen } from './instance-screen.tsx'
import { MasksScreen } from './masks-screen.tsx'
import { MatchScreen } from './match-screen.tsx'
import { usePlace } from './place.ts'
import { SendScreen } from './send-screen.tsx'
import { SettingsScreen } from './settings-screen.tsx'
import { SignInScreen } from './sign-in-screen.tsx'
import { SourceScreen } from './source-screen.tsx'

export function HubApp(): ReactElement {
  // every screen below is drawn anew in another language
  useLanguage()
  const asked = useHub()
  if (asked.error instanceof Fault && asked.error.code === 'session/none') return <SignInScreen />
  if (asked.data === undefined)
    return (
      <HubPage title={m.hub_title()}>
        <Answered asked={asked}>{() => null}</Answered>
      </HubPage>
    )
  return <Screen view={asked.data} />
}

function Screen({ view }: { readonly view: HubView }): ReactElement {
  const place = usePlace()
  // nothing can be done before it is known whose requests to follow
  if (view.instance === null) return <InstanceScreen />
  if (view.sources.length === 0) return <SourceScreen first />
  if (place.screen === 'instance') return <InstanceScreen />
  if (place.screen === 'source') return <SourceScreen />
  if (place.screen === 'settings') return <SettingsScreen view={view} />
  if (place.screen === 'camera')
    return <CameraScreen key={place.camera} view={view} camera={place.camera} />
  if (place.screen === 'answer')
    return <AnswerScreen key={place.answer} view={view} answer={place.answer} />
  if (place.screen === 'masks')
    return <MasksScreen key={place.camera} view={view} camera={place.camera} clip={place.clip} />
  if (place.screen === 'match') return <MatchScreen key={place.request} request={place.request} />
  if (place.screen === 'send') return <SendScreen key={place.request} request={place.request} />
  if (place.screen === 'clip')
    return <ClipScreen key={place.clip} request={place.request} clip={place.clip} />
  return <HomeScreen view={view} />
}
