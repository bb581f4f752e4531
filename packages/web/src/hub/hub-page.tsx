import type { ReactElement, ReactNode, Ref } from 'react'

import { Page } from '../ui/page.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { m } from '../words/messages.js'
import { addressOf } from './place.ts'
import type { Place } from './place.ts'

/** The frame of the hub's screens. */
export function HubPage({
  title,
  lead,
  back,
  children,
}: {
  readonly title: string
  readonly lead?: string
  /** Where the way back leads; nowhere on the first screen. */
  readonly back?: Place
  readonly children: ReactNode
}): ReactElement {
  return (
    <Page home="#" title={title}>
      {back !== undefined && (
        <p className="hb-back">
          <a href={addressOf(back)}>{m.hub_back()}</a>
        </p>
      )}
      <ScreenTitle>{title}</ScreenTitle>
      {lead !== undefined && <p className="hb-lead">{lead}</p>}
      {children}
    </Page>
  )
}

/** One part of a screen. */
export function Part({
  title,
  heading,
  children,
}: {
  readonly title: string
  /** Where the part comes by itself, for the focus to go there. */
  readonly heading?: Ref<HTMLHeadingElement>
  readonly children: ReactNode
}): ReactElement {
  return (
    <section className="pl-card hb-part">
      <h2 className="hb-h" ref={heading} tabIndex={heading === undefined ? undefined : -1}>
        {title}
      </h2>
      {children}
    </section>
  )
}
