import { RequestId } from '@porchlight/core'
import {
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  useNavigate,
} from '@tanstack/react-router'
import type { ReactElement } from 'react'

import { Join } from '../ui/join.tsx'
import { useLanguage } from '../ui/language.tsx'
import { Lost } from '../ui/lost.tsx'
import { Page } from '../ui/page.tsx'
import { SessionGate } from '../ui/session-gate.tsx'
import { m } from '../words/messages.js'
import { AgenciesScreen } from './agencies/agencies-screen.tsx'
import { DeskProvider, home, Screen } from './desk.tsx'
import { HouseholdsScreen } from './households-screen.tsx'
import { LegalScreen } from './legal/legal-screen.tsx'
import { PartnersScreen } from './partners/partners-screen.tsx'
import { QueueScreen } from './queue/queue-screen.tsx'
import { ReviewScreen } from './queue/review-screen.tsx'
import { RefusalsScreen } from './refusals-screen.tsx'
import { StewardsScreen } from './stewards-screen.tsx'

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound })

const join = createRoute({ getParentRoute: () => root, path: '/join', component: JoinPage })

/** Everything behind the door. */
const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: Inside })

const queue = createRoute({ getParentRoute: () => inside, path: '/', component: QueueScreen })

const review = createRoute({
  getParentRoute: () => inside,
  path: '/requests/$id',
  component: ReviewPage,
})

const agencies = createRoute({
  getParentRoute: () => inside,
  path: '/agencies',
  component: AgenciesScreen,
})

const refusals = createRoute({
  getParentRoute: () => inside,
  path: '/refusals',
  component: RefusalsScreen,
})

const partners = createRoute({
  getParentRoute: () => inside,
  path: '/partners',
  component: PartnersScreen,
})

const legal = createRoute({ getParentRoute: () => inside, path: '/legal', component: LegalScreen })

const stewards = createRoute({
  getParentRoute: () => inside,
  path: '/stewards',
  component: StewardsScreen,
})

const households = createRoute({
  getParentRoute: () => inside,
  path: '/households',
  component: HouseholdsScreen,
})

export const router = createRouter({
  routeTree: root.addChildren([
    join,
    inside.addChildren([queue, review, agencies, partners, refusals, legal, households, stewards]),
  ]),
  basepath: home,
  scrollRestoration: true,
})

function Inside(): ReactElement {
  useLanguage()
  const door = {
    role: 'steward',
    title: m.desk_door_title(),
    lead: m.desk_door_lead(),
    // a steward holds nothing that is sealed
    salt: null,
  } as const
  return (
    <SessionGate door={door} home={home}>
      {(member) => (
        <DeskProvider member={member}>
          <Outlet />
        </DeskProvider>
      )}
    </SessionGate>
  )
}

function JoinPage(): ReactElement {
  useLanguage()
  const navigate = useNavigate()
  return (
    <Page home={home} title={m.desk_door_title()}>
      <Join
        party="steward"
        salt={null}
        onJoined={() => {
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

function ReviewPage(): ReactElement {
  useLanguage()
  const params: unknown = review.useParams()
  const id = typeof params === 'object' && params !== null && 'id' in params ? params.id : null
  const parsed = RequestId.safeParse(id)
  if (parsed.success) return <ReviewScreen key={parsed.data} id={parsed.data} />
  return (
    <Screen title={m.ui_lost_title()}>
      <Lost />
    </Screen>
  )
}
