import { onwardNames } from '@porchlight/core'
import type { HandlingPromise } from '@porchlight/core'
import { html } from 'hono/html'

import { m } from '../words/messages.js'
import type { Html, View } from './view.ts'

/** The signed handling promise in plain words. */
export function promiseSection(view: View, promise: HandlingPromise): Html {
  const onward = promise.onward.map((party) => onwardNames[party][view.locale])
  const list = new Intl.ListFormat(view.locale, { type: 'conjunction' }).format(onward)
  return html`<section aria-labelledby="promise">
    <h2 id="promise">${m.pages_promise({}, view)}</h2>
    <p>${m.pages_promise_lead({}, view)}</p>
    <ul class="promise">
      <li>${m.pages_promise_used({ time: kept(view, promise.usedDays) }, view)}</li>
      <li>${m.pages_promise_unused({ time: kept(view, promise.unusedDays) }, view)}</li>
      <li>${m.pages_promise_declined({ time: kept(view, promise.declinedDays) }, view)}</li>
      <li>
        ${onward.length === 0 ? m.pages_promise_nobody({}, view) : m.pages_promise_onward({ parties: list }, view)}
      </li>
    </ul>
  </section>`
}

/** Days as people say them: years where they are whole. */
function kept(view: View, days: number): string {
  if (days === 0) return m.pages_kept_none({}, view)
  return days >= 365 && days % 365 === 0
    ? m.pages_kept_years({ count: days / 365 }, view)
    : m.pages_kept_days({ count: days }, view)
}
