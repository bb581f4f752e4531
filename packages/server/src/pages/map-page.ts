import { offenceNames } from '@porchlight/core'
import type { PublicRequest } from '@porchlight/core'
import { html } from 'hono/html'

import { m } from '../words/messages.js'
import { areaFigure } from './area-figure.ts'
import type { Document } from './document.ts'
import type { PageSource } from './source.ts'
import { standingOf } from './standing.ts'
import { linkTo } from './view.ts'
import type { Html, View } from './view.ts'
import { moment } from './when.ts'

export async function mapPage(view: View, source: PageSource): Promise<Document> {
  const requests = await source.requests()
  const live = requests.filter((request) => standingOf(request, view.facts.now) === 'live')
  return {
    title: m.pages_map_title({}, view),
    description: m.pages_map_lead({}, view),
    section: 'map',
    body: html`<div class="wrap">
      <h1>${m.pages_map_title({}, view)}</h1>
      <p class="lead">${m.pages_map_lead({}, view)}</p>
      <p><a class="more" href="${linkTo(view, '/devices')}">${m.pages_nav_devices({}, view)}</a></p>
      ${live.length === 0 ? html`<p class="empty">${m.pages_requests_none({}, view)}</p>` : mapAndList(view, live, source)}
    </div>`,
  }
}

function mapAndList(view: View, live: readonly PublicRequest[], source: PageSource): Html {
  const areas = live.map(({ signed }, index) => ({
    area: signed.request.area,
    label: String(index + 1),
  }))
  return html`<div class="with-aside map-page">
    ${areaFigure(view, { areas, title: m.pages_map_title({}, view), source: '/requests.geojson', basemap: source.basemap() })}
    <ol class="map-list">
      ${live.map(({ signed: { request } }) => {
        const { id, title, offence, place, expiresAt, zone } = request
        return html`<li>
          <p class="kicker">${offenceNames[offence][view.locale]}</p>
          <a href="${linkTo(view, `/requests/${id}`)}">${title}</a>
          <p class="soft">
            ${place}<br />${m.pages_until({}, view)} ${moment(view, expiresAt, zone)}
          </p>
        </li>`
      })}
    </ol>
  </div>`
}
