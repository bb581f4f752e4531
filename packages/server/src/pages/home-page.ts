import { html } from 'hono/html'

import type { LogReading } from '../log/browse.ts'
import { m } from '../words/messages.js'
import type { Document } from './document.ts'
import { requestList } from './request-item.ts'
import { figures } from './statistics-page-figures.ts'
import type { PageSource } from './source.ts'
import { standingOf } from './standing.ts'
import { linkTo } from './view.ts'
import type { Html, View } from './view.ts'

/** Enough to see that the place is alive; the list has them all. */
const shownLive = 5

export async function homePage(view: View, source: PageSource): Promise<Document> {
  const [requests, reading] = await Promise.all([source.requests(), source.log()])
  const live = requests.filter((request) => standingOf(request, view.facts.now) === 'live')
  return {
    title: m.pages_home_title({}, view),
    description: m.pages_home_lead({}, view),
    section: null,
    body: html`<div class="wrap">
      <section class="hero">
        <div>
          <h1>${m.pages_home_title({}, view)}</h1>
          <p class="lead">${m.pages_home_lead({}, view)}</p>
        </div>
        ${porch()}
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
          <a class="more" href="${linkTo(view, '/requests')}">${m.pages_home_all({}, view)}</a>
        </p>
      </section>
      ${ledger(view, reading)}
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

/** What happened here so far, counted from the log. */
function ledger(view: View, reading: LogReading): Html {
  return html`<section aria-labelledby="ledger">
    <h2 id="ledger">${m.pages_home_ledger({}, view)}</h2>
    ${figures(view, reading)}
    <p>
      <a class="more" href="${linkTo(view, '/statistics')}">${m.pages_home_statistics({}, view)}</a>
    </p>
  </section>`
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

/** A porch with its lamp lit: a picture only, hidden where it cannot be styled. */
function porch(): Html {
  return html`<svg
    class="porch"
    viewBox="0 0 320 240"
    width="320"
    height="240"
    aria-hidden="true"
    focusable="false"
    fill="none"
  >
    <path class="porch-light" d="M160 64L254 224H66Z" fill="none" />
    <path
      class="porch-lines"
      d="M8 224h304M24 72L160 14l136 58M40 66v158M280 66v158M24 72h272M56 224v-10h208v10"
    />
    <path
      class="porch-lines porch-wall"
      d="M186 214v-92h50v92zM78 122h58v46h-58zM107 122v46M78 145h58"
    />
    <path class="porch-lines" d="M227 170v6M160 72v14" />
    <path class="porch-lamp" d="M151 92h18l6 22h-30z" />
    <path class="porch-lines" d="M148 92l5-6h14l5 6zM143 114h34" />
  </svg>`
}
