import { agencyKindNames } from '@porchlight/core'
import type { PublicAgency } from '@porchlight/core'
import { html } from 'hono/html'

import type { LogReading } from '../log/browse.ts'
import { m } from '../words/messages.js'
import { suspendedMark } from './agency-page.ts'
import type { Document } from './document.ts'
import { logPath } from './log-page-paths.ts'
import { federalMarks } from './request-page.ts'
import type { PageSource } from './source.ts'
import { linkTo } from './view.ts'
import type { Html, View } from './view.ts'

export async function agenciesPage(view: View, source: PageSource): Promise<Document> {
  const [agencies, reading] = await Promise.all([source.agencies(), source.log()])
  const { admissionStewards } = view.facts
  return {
    title: m.pages_agencies_title({}, view),
    description: m.pages_agencies_lead({ count: admissionStewards }, view),
    section: 'agencies',
    body: html`<div class="wrap">
      <h1>${m.pages_agencies_title({}, view)}</h1>
      <p class="lead">${m.pages_agencies_lead({ count: admissionStewards }, view)}</p>
      <p class="prose">${m.pages_agencies_federal({}, view)}</p>
      ${
        agencies.length === 0
          ? html`<p class="empty">${m.pages_agencies_none({}, view)}</p>`
          : html`<ul class="notices">
              ${agencies.map((agency) => html`<li>${agencyItem(view, agency, reading)}</li>`)}
            </ul>`
      }
      <p>
        <a class="more" href="${linkTo(view, '/partners')}">${m.pages_nav_partners({}, view)}</a>
      </p>
    </div>`,
  }
}

function agencyItem(view: View, agency: PublicAgency, reading: LogReading): Html {
  const { id, name, kind, place, federal } = agency.profile
  const asked = { agency: id, kind: 'request.published' } as const
  return html`<article class="notice">
    <div>
      <p class="kicker">
        ${agencyKindNames[kind][view.locale]} ${federalMarks(view, federal)}
        ${suspendedMark(view, agency)}
      </p>
      <h2><a href="${linkTo(view, `/agencies/${id}`)}">${name}</a></h2>
      <p>${place}</p>
    </div>
    <p class="soft">
      <a href="${linkTo(view, logPath(asked))}"
        >${m.pages_agency_requests({ count: reading.count(asked) }, view)}</a
      >
    </p>
  </article>`
}
