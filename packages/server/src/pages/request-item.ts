import { offenceNames } from '@porchlight/core'
import type { PublicRequest } from '@porchlight/core'
import { html } from 'hono/html'

import { m } from '../words/messages.js'
import { standingMark, standingOf } from './standing.ts'
import { linkTo } from './view.ts'
import type { Html, View } from './view.ts'
import { moment } from './when.ts'

/** A list of requests; says so in words where it is empty. On an agency's own page its name says nothing. */
export function requestList(
  view: View,
  requests: readonly PublicRequest[],
  naming: 'agency' | 'nobody' = 'agency',
): Html {
  if (requests.length === 0) return html`<p class="empty">${m.pages_requests_none({}, view)}</p>`
  return html`<ul class="notices">
    ${requests.map((request) => html`<li>${requestItem(view, request, naming === 'agency')}</li>`)}
  </ul>`
}

function requestItem(view: View, request: PublicRequest, named: boolean): Html {
  const { id, title, place, offence, expiresAt, zone, agency } = request.signed.request
  const until =
    standingOf(request, view.facts.now) === 'live'
      ? html`<p class="soft">${m.pages_until({}, view)} ${moment(view, expiresAt, zone)}</p>`
      : ''
  return html`<article class="notice">
    <div>
      <p class="kicker">${offenceNames[offence][view.locale]} ${standingMark(view, request)}</p>
      <h3><a href="${linkTo(view, `/requests/${id}`)}">${title}</a></h3>
      <p>${place}</p>
    </div>
    <div>${named ? askedBy(view, agency, request.agencyName) : ''} ${until}</div>
  </article>`
}

function askedBy(view: View, agency: string, name: string): Html {
  return html`<p class="soft">
    ${m.pages_asked_by({}, view)} <a href="${linkTo(view, `/agencies/${agency}`)}">${name}</a>
  </p>`
}
