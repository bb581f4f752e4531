import { html } from 'hono/html'

import { m } from '../words/messages.js'
import type { Document } from './document.ts'
import { requestList } from './request-item.ts'
import type { PageSource } from './source.ts'
import { standingOf } from './standing.ts'
import { linkTo } from './view.ts'
import type { Html, View } from './view.ts'

/** Enough to see that the place is alive; the list has them all. */
const shownLive = 5

export async function homePage(view: View, source: PageSource): Promise<Document> {
  const requests = await source.requests()
  const live = requests.filter((request) => standingOf(request, view.facts.now) === 'live')
  return {
    title: m.pages_home_title({}, view),
    description: m.pages_home_lead({}, view),
    section: null,
    body: html`<div class="wrap">
      <section class="hero">
        <h1>${m.pages_home_title({}, view)}</h1>
        <p class="lead">${m.pages_home_lead({}, view)}</p>
        <ul class="pledges">
          <li>${m.pages_home_pledge_ignore({}, view)}</li>
          <li>${m.pages_home_pledge_sealed({}, view)}</li>
          <li>${m.pages_home_pledge_check({}, view)}</li>
        </ul>
      </section>
      <section aria-labelledby="live">
        <h2 id="live">${m.pages_home_live({}, view)}</h2>
        ${requestList(view, live.slice(0, shownLive))}
        <p>
          <a class="more" href="${linkTo(view, '/requests')}"
            >${m.pages_home_all({ count: requests.length }, view)}</a
          >
        </p>
      </section>
      <section aria-labelledby="doors">
        <h2 id="doors">${m.pages_home_doors({}, view)}</h2>
        <div class="doors">
          ${door(view, { href: linkTo(view, '/requests?state=live'), title: m.pages_door_owner, text: m.pages_door_owner_text, action: m.pages_door_owner_action })}
          ${door(view, { href: '/agency', title: m.pages_door_agency, text: m.pages_door_agency_text, action: m.pages_door_agency_action })}
          ${door(view, { href: linkTo(view, '/how#check'), title: m.pages_door_reporter, text: m.pages_door_reporter_text, action: m.pages_door_reporter_action })}
        </div>
      </section>
    </div>`,
  }
}

type Words = typeof m.pages_door_owner

interface Door {
  readonly href: string
  readonly title: Words
  readonly text: Words
  readonly action: Words
}

function door(view: View, { href, title, text, action }: Door): Html {
  return html`<section class="door">
    <h3>${title({}, view)}</h3>
    <p>${text({}, view)}</p>
    <p class="door-action"><a class="button" href="${href}">${action({}, view)}</a></p>
  </section>`
}
