import { Button } from '@mantine/core'
import type { AgencyView, Member } from '@porchlight/core'
import { Link } from '@tanstack/react-router'
import { createContext, useContext } from 'react'
import type { ReactElement, ReactNode } from 'react'

import { Page } from '../ui/page.tsx'
import { endSession } from '../ui/session.ts'
import { useStore } from '../ui/store.ts'
import { m } from '../words/messages.js'
import { clearDraft } from './compose/draft.ts'
import { clearInboxes } from './inbox/inboxes.ts'
import { forgetKeys, heldKeyring } from './keys/held.ts'

export interface Workspace {
  readonly member: Member
  readonly agency: AgencyView
}

const WorkspaceContext = createContext<Workspace | null>(null)

export function WorkspaceProvider({
  workspace,
  children,
}: {
  readonly workspace: Workspace
  readonly children: ReactNode
}): ReactElement {
  return <WorkspaceContext value={workspace}>{children}</WorkspaceContext>
}

/** Who works here, and for which agency. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext)
  if (workspace === null) throw new Error('No workspace around this screen')
  return workspace
}

export interface ScreenProps {
  readonly title: string
  readonly width?: 'narrow' | 'wide'
  readonly children: ReactNode
}

/** The frame of every screen behind the door. */
export function Screen({ title, width, children }: ScreenProps): ReactElement {
  return (
    <Page
      home="/agency"
      title={title}
      tools={<Tools />}
      {...(width === undefined ? {} : { width })}
    >
      {children}
    </Page>
  )
}

function Tools(): ReactElement {
  const { member } = useWorkspace()
  const unlocked = useStore(heldKeyring) !== null
  return (
    <>
      <nav aria-label={m.agency_nav()} className="pl-nav">
        <Link to="/" activeOptions={{ exact: true }}>
          {m.agency_nav_requests()}
        </Link>
        <Link to="/keys">{m.agency_nav_keys()}</Link>
      </nav>
      <span className={unlocked ? 'pl-mark pl-mark-good' : 'pl-mark'}>
        {unlocked ? m.agency_unlocked() : m.agency_locked()}
      </span>
      <span className="pl-soft">{member.name}</span>
      <Button variant="subtle" onClick={() => void leave()}>
        {m.ui_sign_out()}
      </Button>
    </>
  )
}

/** Nothing of this person's work stays behind. */
async function leave(): Promise<void> {
  forgetKeys()
  clearDraft()
  clearInboxes()
  await endSession()
}
