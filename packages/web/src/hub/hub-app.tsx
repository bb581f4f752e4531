import type { ClockOf, HubView } from '@porchlight/owner'
import type { ReactElement } from 'react'

import { Answered } from '../ui/fault.tsx'
import { useLanguage } from '../ui/language.tsx'
import { useStore } from '../ui/store.ts'
import { m } from '../words/messages.js'
import { useHub } from './ask.ts'
import { AnswerScreen } from './answer-screen.tsx'
import { CameraScreen } from './camera-screen.tsx'
import { ClockScreen } from './clock-screen.tsx'
import { ClipScreen } from './clip-screen.tsx'
import { HomeScreen } from './home-screen.tsx'
import { HubPage } from './hub-page.tsx'
import { InstanceScreen } from './instance-screen.tsx'
import { MasksScreen } from './masks-screen.tsx'
import { MatchScreen } from './match-screen.tsx'
import { PhoneClockScreen } from './phone-clock-screen.tsx'
import { usePlace } from './place.ts'
import type { Place } from './place.ts'
import { SendScreen } from './send-screen.tsx'
import { SettingsScreen } from './settings-screen.tsx'
import { SignInScreen } from './sign-in-screen.tsx'
import { Silent } from './silent.tsx'
import { SourceScreen } from './source-screen.tsx'
import { wiped, WipedScreen } from './wiped-screen.tsx'

export function HubApp(): ReactElement {
  // every screen below is drawn anew in another language
  useLanguage()
  const asked = useHub()
  const isWiped = useStore(wiped)
  if (isWiped) return <WipedScreen />
  if (asked.data === null) return <SignInScreen error={asked.error} />
  if (asked.data === undefined)
    return (
      <HubPage title={m.hub_title()}>
        <Answered asked={asked}>{() => null}</Answered>
      </HubPage>
    )
  return (
    <>
      {asked.error !== null && <Silent since={asked.dataUpdatedAt} />}
      <Screen view={asked.data} />
    </>
  )
}

function Screen({ view }: { readonly view: HubView }): ReactElement {
  const place = usePlace()
  // nothing can be done before it is known whose requests to follow
  if (view.instance === null || place.screen === 'instance') return <InstanceScreen view={view} />
  if (view.sources.length === 0) return <SourceScreen first />
  if (place.screen === 'source') return <SourceScreen />
  if (place.screen === 'settings') return <SettingsScreen view={view} />
  if (place.screen === 'camera')
    return <CameraScreen key={place.camera} view={view} camera={place.camera} />
  if (place.screen === 'answer')
    return <AnswerScreen key={place.answer} view={view} answer={place.answer} />
  if (place.screen === 'masks')
    return <MasksScreen key={place.camera} view={view} camera={place.camera} clip={place.clip} />
  if ('kind' in place) return <OfClock view={view} place={place} />
  if ('request' in place) return <OfRequest place={place} />
  return <HomeScreen view={view} />
}

function OfClock({
  view,
  place: { kind, id, ...place },
}: {
  readonly view: HubView
  readonly place: Extract<Place, ClockOf>
}): ReactElement {
  if (place.screen === 'clock') return <ClockScreen key={id} view={view} of={{ kind, id }} />
  return <PhoneClockScreen zone={place.zone} back={{ screen: 'clock', kind, id }} />
}

function OfRequest({
  place,
}: {
  readonly place: Extract<Place, { readonly request: string }>
}): ReactElement {
  const { request } = place
  if (place.screen === 'clip')
    return <ClipScreen key={place.clip} request={request} clip={place.clip} />
  return place.screen === 'match' ? (
    <MatchScreen key={request} request={request} />
  ) : (
    <SendScreen key={request} request={request} />
  )
}
