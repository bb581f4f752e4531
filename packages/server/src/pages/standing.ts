import { outcomeNames } from '@porchlight/core'
import type { Instant, PublicRequest } from '@porchlight/core'
import { html } from 'hono/html'

import { m } from '../words/messages.js'
import type { Html, View } from './view.ts'

/** Where a public request stands, as readers need it: can it be answered, and if not, what became of it. */
export type Standing = 'live' | 'expired' | 'closed' | 'withdrawn' | 'suspended'

export function standingOf({ state, signed, suspended }: PublicRequest, now: Instant): Standing {
  if (state === 'closed' || state === 'withdrawn') return state
  if (state !== 'published' || now >= signed.request.expiresAt) return 'expired'
  return suspended ? 'suspended' : 'live'
}

/** The mark beside a title; words, never colour alone. */
export function standingMark(view: View, request: PublicRequest): Html {
  const standing = standingOf(request, view.facts.now)
  return html`<span class="mark mark-${standing}">${words[standing]({}, view)}</span>${
      request.outcome === null || standing === 'withdrawn'
        ? ''
        : html` <span class="mark">${outcomeNames[request.outcome][view.locale]}</span>`
    }`
}

const words: Readonly<Record<Standing, typeof m.pages_standing_live>> = {
  live: m.pages_standing_live,
  expired: m.pages_standing_expired,
  closed: m.pages_standing_closed,
  withdrawn: m.pages_standing_withdrawn,
  suspended: m.pages_standing_suspended,
}
