import { Button } from '@mantine/core'
import type { Member } from '@porchlight/core'
import { Link } from '@tanstack/react-router'
import { createContext, useContext } from 'react'
import type { ReactElement, ReactNode } from 'react'

import { Page } from '../ui/page.tsx'
import { endSession } from '../ui/session.ts'
import { m } from '../words/messages.js'
import { useQueue } from './desk-data.ts'

export const home = '/desk'

const MemberContext = createContext<Member | null>(null)

export function DeskProvider({
  member,
  children,
}: {
  readonly member: Member
  readonly children: ReactNode
}): ReactElement {
  return <MemberContext value={member}>{children}</MemberContext>
}

export interface ScreenProps {
  readonly title: string
  readonly width?: 'narrow' | 'wide'
  readonly children: ReactNode
}

/** The frame of every screen behind the door. */
export function Screen({ title, width = 'wide', children }: ScreenProps): ReactElement {
  return (
    <Page home={home} title={title} tools={<Tools />} width={width}>
      {children}
    </Page>
  )
}

function Tools(): ReactElement {
  const member = useContext(MemberContext)
  const waiting = useQueue().data?.length ?? 0
  return (
    <>
      <nav aria-label={m.desk_nav()} className="pl-nav">
        <Link to="/" activeOptions={{ exact: true }}>
          {m.desk_nav_queue({ count: waiting })}
        </Link>
        <Link to="/agencies">{m.desk_nav_agencies()}</Link>
        <Link to="/partners">{m.desk_nav_partners()}</Link>
        <Link to="/refusals">{m.desk_nav_refusals()}</Link>
        <Link to="/legal">{m.desk_nav_legal()}</Link>
        <Link to="/households">{m.desk_nav_households()}</Link>
        <Link to="/stewards">{m.desk_nav_stewards()}</Link>
      </nav>
      <span className="pl-soft">{member?.name}</span>
      <Button variant="subtle" onClick={() => void endSession()}>
        {m.ui_sign_out()}
      </Button>
    </>
  )
}
