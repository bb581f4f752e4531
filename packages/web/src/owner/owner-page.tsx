import { Button } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'

import { Page } from '../ui/page.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { m } from '../words/messages.js'

/** The frame of the owner's screens. */
export function OwnerPage({
  title,
  children,
  width = 'narrow',
}: {
  readonly title: string
  readonly children: ReactNode
  readonly width?: 'narrow' | 'wide'
}): ReactElement {
  return (
    <Page home="/" title={title} width={width}>
      {children}
    </Page>
  )
}

/** One of the three steps between the card and sending. */
export function StepPage({
  step,
  title,
  lead,
  children,
}: {
  readonly step: 1 | 2 | 3
  readonly title: string
  readonly lead: string
  readonly children: ReactNode
}): ReactElement {
  return (
    <OwnerPage title={title}>
      <p className="ow-step">{m.owner_step({ step })}</p>
      <ScreenTitle>{title}</ScreenTitle>
      <p className="ow-lead">{lead}</p>
      {children}
    </OwnerPage>
  )
}

export interface Action {
  readonly label: string
  readonly act: () => void
  readonly disabled?: boolean
}

/** The two ways on, of one size; the one that shares nothing comes first. */
export function Actions({
  first,
  second,
}: {
  readonly first: Action
  readonly second: Action
}): ReactElement {
  return (
    <div className="ow-actions">
      <Button variant="outline" size="lg" disabled={first.disabled ?? false} onClick={first.act}>
        {first.label}
      </Button>
      <Button size="lg" disabled={second.disabled ?? false} onClick={second.act}>
        {second.label}
      </Button>
    </div>
  )
}
