import { outcomeNames } from '@porchlight/core'
import type { OwnRequest, RequestState } from '@porchlight/core'
import type { ReactElement } from 'react'

import { now } from '../../ui/clock.ts'
import { useLanguage } from '../../ui/language.tsx'
import { m } from '../../words/messages.js'

/** Where a request stands, in a word. */
export function StateMark({ own }: { readonly own: OwnRequest }): ReactElement {
  const { language } = useLanguage()
  const { state, outcome, signed } = own
  const over = state === 'published' && signed.request.expiresAt <= now()
  const tone = over ? '' : tones[state]
  return (
    <span className={`pl-mark ${tone}`}>
      {over ? m.agency_state_over() : stateWords[state]()}
      {state === 'closed' && outcome !== null && `: ${outcomeNames[outcome][language]}`}
    </span>
  )
}

/** The state alone. */
export function StateWord({ state }: { readonly state: RequestState }): ReactElement {
  return <span className={`pl-mark ${tones[state]}`}>{stateWords[state]()}</span>
}

const stateWords: Readonly<Record<RequestState, () => string>> = {
  'awaiting-approval': m.agency_state_awaiting_approval,
  'awaiting-moderation': m.agency_state_awaiting_moderation,
  published: m.agency_state_published,
  refused: m.agency_state_refused,
  withdrawn: m.agency_state_withdrawn,
  closed: m.agency_state_closed,
  lapsed: m.agency_state_lapsed,
}

const tones: Readonly<Record<RequestState, string>> = {
  'awaiting-approval': 'pl-mark-lamp',
  'awaiting-moderation': 'pl-mark-lamp',
  published: 'pl-mark-good',
  refused: 'pl-mark-flag',
  withdrawn: '',
  closed: '',
  lapsed: 'pl-mark-flag',
}
