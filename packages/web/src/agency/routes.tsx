import { passkeySalt } from '@porchlight/agency'
import { RequestId } from '@porchlight/core'
import type { Member } from '@porchlight/core'
import {
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  useNavigate,
} from '@tanstack/react-router'
import type { ReactElement } from 'react'

import { Answered } from '../ui/fault.tsx'
import { Join } from '../ui/join.tsx'
import { useLanguage } from '../ui/language.tsx'
import { Lost } from '../ui/lost.tsx'
import { Page } from '../ui/page.tsx'
import { SessionGate } from '../ui/session-gate.tsx'
import { m } from '../words/messages.js'
import { ComposeScreen } from './compose/compose-screen.tsx'
import { VersionScreen } from './compose/version-screen.tsx'
import { InboxScreen } from './inbox/inbox-screen.tsx'
import { touchedPasskey } from './keys/held.ts'
import { KeysScreen } from './keys/keys-screen.tsx'
import { MakeKeys } from './keys/make-keys.tsx'
import { useOwnAgency } from './own-agency.ts'
import { ListScreen } from './requests/list-screen.tsx'
import { RequestScreen } from './requests/request-screen.tsx'
import { Screen, WorkspaceProvider } from './workspace.tsx'

const home = '/agency'

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound })

const join = createRoute({ getParentRoute: () => root, path: '/join', component: JoinPage })

/** Everything behind the door. */
const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: Inside })

const list = createRoute({ getParentRoute: () => inside, path: '/', component: ListScreen })

const keys = createRoute({ getParentRoute: () => inside, path: '/keys', component: KeysScreen })

const compose = createRoute({
  getParentRoute: () => inside,
  path: '/requests/new',
  component: ComposeScreen,
})

const request = createRoute({
  getParentRoute: () => inside,
  path: '/requests/$id',
  component: RequestPage,
})

const version = createRoute({
  getParentRoute: () => inside,
  path: '/requests/$id/version',
  component: VersionPage,
})

const inbox = createRoute({
  getParentRoute: () => inside,
  path: '/requests/$id/inbox',
  component: InboxPage,
})

export const router = createRouter({
  routeTree: root.addChildren([
    join,
    inside.addChildren([list, keys, compose, request, version, inbox]),
  ]),
  basepath: home,
  scrollRestoration: true,
})

function Inside(): ReactElement {
  const door = {
    role: 'agency',
    title: m.agency_door_title(),
    lead: m.agency_door_lead(),
    salt: passkeySalt,
    onTouched: touchedPasskey.set,
  } as const
  return (
    <SessionGate door={door} home={home}>
      {(member) => <AtWork member={member} />}
    </SessionGate>
  )
}

function AtWork({ member }: { readonly member: Member }): ReactElement {
  const { language } = useLanguage()
  const own = useOwnAgency()
  if (own.data === undefined)
    return (
      <Page home={home} title={m.agency_door_title()}>
        <Answered asked={own}>{() => null}</Answered>
      </Page>
    )
  return (
    // the words of every screen are drawn anew; what was typed is kept outside of them
    <WorkspaceProvider key={language} workspace={{ member, agency: own.data }}>
      {own.data.keys === null ? (
        <Screen title={m.agency_make_title()}>
          <MakeKeys />
        </Screen>
      ) : (
        <Outlet />
      )}
    </WorkspaceProvider>
  )
}

function JoinPage(): ReactElement {
  useLanguage()
  const navigate = useNavigate()
  return (
    <Page home={home} title={m.agency_door_title()}>
      <Join
        party="agency"
        salt={passkeySalt}
        onJoined={(passkey) => {
          touchedPasskey.set(passkey)
          void navigate({ to: '/' })
        }}
      />
    </Page>
  )
}

function NotFound(): ReactElement {
  useLanguage()
  return (
    <Page home={home} title={m.ui_lost_title()}>
      <Lost />
    </Page>
  )
}

function RequestPage(): ReactElement {
  const id = requestIdIn(request.useParams())
  return id === null ? <NothingHere /> : <RequestScreen key={id} id={id} />
}

function VersionPage(): ReactElement {
  const id = requestIdIn(version.useParams())
  return id === null ? <NothingHere /> : <VersionScreen key={id} id={id} />
}

function InboxPage(): ReactElement {
  const id = requestIdIn(inbox.useParams())
  return id === null ? <NothingHere /> : <InboxScreen key={id} id={id} />
}

function NothingHere(): ReactElement {
  return (
    <Screen title={m.ui_lost_title()}>
      <Lost />
    </Screen>
  )
}

function requestIdIn(params: unknown): RequestId | null {
  const id = typeof params === 'object' && params !== null && 'id' in params ? params.id : null
  return RequestId.safeParse(id).data ?? null
}
