import {
  areaSquareMetres,
  federalTieNames,
  fixedSentence,
  offenceNames,
  squareMiles,
} from '@porchlight/core'
import type { FederalTie, PublicAgency, PublicRequest } from '@porchlight/core'
import { html } from 'hono/html'

import type { LogReading } from '../log/browse.ts'
import type { LogFilter, LogLine } from '../log/lines.ts'
import { m } from '../words/messages.js'
import { areaFigure } from './area-figure.ts'
import type { Basemap } from './basemap.ts'
import { checkSection } from './check-section.ts'
import { contactLines, phoneLink } from './contact.ts'
import type { Document } from './document.ts'
import { promiseSection } from './handling.ts'
import { logList } from './log-page-list.ts'
import { answersTo, counted } from './log-page-paths.ts'
import { versionsSection } from './request-page-versions.ts'
import { standingMark, standingOf } from './standing.ts'
import { linkTo } from './view.ts'
import type { Html, View } from './view.ts'
import { moment, windowItem, zoneName } from './when.ts'

export interface RequestFacts {
  readonly request: PublicRequest
  /** Null where the agency is no longer admitted; its request stays. */
  readonly agency: PublicAgency | null
  readonly basemap: Basemap | null
  readonly reading: LogReading
  /** Its own entries, newest first: published, versions, its end. */
  readonly steps: readonly LogLine[]
}

/** Everything that is public about one request, in the order in which a neighbour asks. */
export function requestPage(view: View, facts: RequestFacts): Document {
  const { title, place } = facts.request.signed.request
  return {
    title,
    description: `${place}. ${fixedSentence[view.locale]}`,
    section: 'requests',
    body: html`<article class="wrap request">
      ${heading(view, facts)}
      <div class="with-aside">
        <aside class="request-aside">
          ${choiceCard(view, facts.request)} ${whoCard(view, facts)}
        </aside>
        <div class="request-main">
          ${whereSection(view, facts)} ${whenSection(view, facts.request)}
          ${promiseSection(view, facts.request.signed.request.handling)}
          ${versionsSection(view, facts.request)} ${recordSection(view, facts)}
          ${checkSection(view, facts.request)}
        </div>
      </div>
    </article>`,
  }
}

function heading(view: View, { request, agency }: RequestFacts): Html {
  const { offence, title, text, class: requestClass, version } = request.signed.request
  const extended = requestClass === 'extended'
  return html`<header class="request-head">
    <p class="kicker">
      ${offenceNames[offence][view.locale]} ${standingMark(view, request)}
      ${extended ? html`<span class="mark mark-flag">${m.pages_extended({}, view)}</span>` : ''}
      ${federalMarks(view, agency?.profile.federal ?? [])}
      ${version > 1 ? html`<span class="mark">${m.pages_version({ version }, view)}</span>` : ''}
    </p>
    <h1>${title}</h1>
    <p class="asked-by">
      ${m.pages_asked_by({}, view)}
      <a href="${linkTo(view, `/agencies/${request.signed.request.agency}`)}"
        >${request.agencyName}</a
      >
    </p>
    ${tombstone(view, request)}
    ${extended ? html`<p class="note">${m.pages_extended_text({}, view)}</p>` : ''}
    <p class="request-text">${text}</p>
  </header>`
}

/** What the agency declared of its ties; owners may filter on them. */
export function federalMarks(view: View, ties: readonly FederalTie[]): Html {
  return html`${ties.map((tie) => html`<span class="mark mark-flag">${federalTieNames[tie][view.locale]}</span> `)}`
}

/** Why this cannot be answered any more; nothing while it can. */
function tombstone(view: View, request: PublicRequest): Html {
  const standing = standingOf(request, view.facts.now)
  if (standing === 'live') return html``
  const words = {
    expired: m.pages_tombstone_expired,
    closed: m.pages_tombstone_closed,
    withdrawn: m.pages_tombstone_withdrawn,
    suspended: m.pages_tombstone_suspended,
  }
  return html`<p class="note note-strong">${words[standing]({}, view)}</p>`
}

function whereSection(view: View, { request, basemap }: RequestFacts): Html {
  const { id, place, area, title } = request.signed.request
  const size = areaSquareMetres(area)
  const km = (size / 1_000_000).toFixed(2)
  const miles = squareMiles(size).toFixed(2)
  return html`<section aria-labelledby="where">
    <h2 id="where">${m.pages_where({}, view)}</h2>
    <p>${place}</p>
    ${areaFigure(view, {
      areas: [{ area, label: null }],
      title: m.pages_map_of_request({ title }, view),
      source: `/requests/${id}/area.geojson`,
      basemap,
    })}
    <p class="soft">${m.pages_area_size({ km, miles }, view)}</p>
    <details>
      <summary>${m.pages_corners({}, view)}</summary>
      <ol class="corners">
        ${area.map(([lon, lat]) => html`<li>${lat.toFixed(6)}, ${lon.toFixed(6)}</li>`)}
      </ol>
      <p><a href="/requests/${id}/area.geojson">${m.pages_area_file({}, view)}</a></p>
    </details>
  </section>`
}

function whenSection(view: View, { signed: { request } }: PublicRequest): Html {
  return html`<section aria-labelledby="when">
    <h2 id="when">${m.pages_when({}, view)}</h2>
    <ol class="windows">
      ${request.windows.map((window) => windowItem(view, window, request.zone))}
    </ol>
    <p class="soft">${m.pages_zone({ zone: zoneName(view, request.zone) }, view)}</p>
    <p>${m.pages_incident({}, view)} ${moment(view, request.incidentAt, request.zone)}</p>
  </section>`
}

/** The one decision of this page. Closing comes first, and is no smaller. */
function choiceCard(view: View, request: PublicRequest): Html {
  const { id, expiresAt, zone } = request.signed.request
  const live = standingOf(request, view.facts.now) === 'live'
  return html`<section class="card choice" aria-labelledby="choice">
    <h2 id="choice" class="fixed-sentence">${fixedSentence[view.locale]}</h2>
    ${live ? html`<p>${m.pages_until({}, view)} <strong>${moment(view, expiresAt, zone)}</strong></p>` : ''}
    <div class="choice-buttons">
      <a class="button" data-close="" href="about:blank" rel="noreferrer"
        >${m.pages_close({}, view)}</a
      >
      ${live ? html`<a class="button button-main" href="${linkTo(view, `/share/${id}`)}">${m.pages_share({}, view)}</a>` : ''}
    </div>
    ${live ? html`<p class="soft">${m.pages_share_note({}, view)}</p>` : ''}
  </section>`
}

function whoCard(view: View, { request, agency }: RequestFacts): Html {
  const { caseNumber, contact, linked } = request.signed.request
  return html`<section class="card" aria-labelledby="who">
    <h2 id="who">${m.pages_who({}, view)}</h2>
    <p><strong>${request.agencyName}</strong><br />${contact.unit}</p>
    ${contactLines(contact)}
    <p class="soft">${m.pages_call_back({}, view)}</p>
    <dl class="facts">
      ${
        agency === null
          ? ''
          : html`<div>
              <dt>${m.pages_directory_phone({}, view)}</dt>
              <dd>${phoneLink(agency.profile.phone)}</dd>
            </div>`
      }
      <div>
        <dt>${m.pages_case({}, view)}</dt>
        <dd>${caseNumber}</dd>
      </div>
      ${
        linked === null
          ? ''
          : html`<div>
              <dt>${m.pages_linked({}, view)}</dt>
              <dd><a href="${linkTo(view, `/requests/${linked}`)}">${linked}</a></dd>
            </div>`
      }
    </dl>
  </section>`
}

/** What the log counts of this request; every number leads to its entries. */
function recordSection(view: View, { request, reading, steps }: RequestFacts): Html {
  const { id, zone, agency } = request.signed.request
  const directory = {
    requests: new Map([[id, request.signed.request.title]]),
    agencies: new Map([[agency, request.agencyName]]),
    partners: new Map<string, string>(),
  }
  return html`<section aria-labelledby="record">
    <h2 id="record">${m.pages_record({}, view)}</h2>
    <dl class="facts">
      <div>
        <dt>${m.pages_published({}, view)}</dt>
        <dd>${moment(view, request.publishedAt, zone)}</dd>
      </div>
      ${recorded(m.pages_received, answersTo(id))}
      ${recorded(m.pages_kind_custody_opened, { request: id, kind: 'custody.opened' })}
      ${recorded(m.pages_kind_custody_accepted, { request: id, kind: 'custody.accepted' })}
      ${recorded(m.pages_kind_custody_declined, { request: id, kind: 'custody.declined' })}
      ${recorded(m.pages_kind_custody_destroyed, { request: id, kind: 'custody.destroyed' })}
      ${recorded(m.pages_agency_log_all, { request: id })}
    </dl>
    <p class="soft">${m.pages_received_note({}, view)}</p>
    ${steps.length === 0 ? '' : logList(view, steps, directory)}
  </section>`

  function recorded(name: typeof m.pages_received, filter: LogFilter): Html {
    return html`<div>
      <dt>${name({}, view)}</dt>
      <dd>${counted(view, reading.count(filter), filter)}</dd>
    </div>`
  }
}
