import { agencyKindNames, outcomes } from '@porchlight/core'
import type { AgencyId, PublicAgency } from '@porchlight/core'
import { html } from 'hono/html'

import type { LogReading } from '../log/browse.ts'
import { refusalsIn } from '../log/refusals.ts'
import type { LogFilter } from '../log/lines.ts'
import { m } from '../words/messages.js'
import { keysCard } from './agency-page-keys.ts'
import { phoneLink } from './contact.ts'
import type { Document } from './document.ts'
import { traitName } from './log-page-filters.ts'
import { counted, entryPath } from './log-page-paths.ts'
import { refusalTable } from './refusals-page.ts'
import { requestList } from './request-item.ts'
import { federalMarks } from './request-page.ts'
import type { PageSource } from './source.ts'
import { statisticsSection } from './statistics-page-section.ts'
import { linkTo } from './view.ts'
import type { Html, View } from './view.ts'
import { day } from './when.ts'

/** One agency and all it did here; null where there is none of that name. */
export async function agencyPage(
  view: View,
  source: PageSource,
  id: string,
): Promise<Document | null> {
  const agency = await source.agency(id)
  if (agency === null) return null
  const [all, reading] = await Promise.all([source.requests(), source.log()])
  const requests = all.filter(({ signed }) => signed.request.agency === id)
  const { name, kind, place } = agency.profile
  return {
    title: name,
    description: `${agencyKindNames[kind][view.locale]}, ${place}`,
    section: 'agencies',
    body: html`<div class="wrap">
      <header class="request-head">
        <p class="kicker">
          ${agencyKindNames[kind][view.locale]} ${federalMarks(view, agency.profile.federal)}
          ${suspendedMark(view, agency)}
        </p>
        <h1>${name}</h1>
        <p class="lead">${place}</p>
        ${suspension(view, agency)}
      </header>
      <div class="with-aside">
        <div>
          <section aria-labelledby="requests">
            <h2 id="requests">${m.pages_requests_title({}, view)}</h2>
            ${requestList(view, requests, 'nobody')}
          </section>
          ${outcomesSection(view, reading, id)}
          <section aria-labelledby="refusals">
            <h2 id="refusals">${m.pages_agency_refusals({}, view)}</h2>
            ${refusalTable(view, refusalsIn(reading, [id]), null)}
          </section>
        </div>
        <aside>
          ${factsCard(view, agency)}${logCard(view, reading, id)}${keysCard(view, agency)}
        </aside>
      </div>
    </div>`,
  }
}

/** Beside the name of an agency that may not ask any more; nothing for all others. */
export function suspendedMark(view: View, { suspension: logged }: PublicAgency): Html {
  if (logged === null) return html``
  return html`<span class="mark mark-withdrawn">${m.pages_agency_suspended({}, view)}</span>`
}

function suspension(view: View, { suspension: logged }: PublicAgency): Html {
  if (logged === null) return html``
  return html`<p class="note note-strong">
    ${m.pages_agency_suspended_text({}, view)}
    <a href="${linkTo(view, entryPath(logged.index))}"
      >${m.pages_log_entry({ index: logged.index }, view)}</a
    >
  </p>`
}

function factsCard(view: View, { profile, admittedAt }: PublicAgency): Html {
  const { federal, phone, website, zone } = profile
  return html`<section class="card" aria-labelledby="facts">
    <h2 id="facts">${m.pages_agency_facts({}, view)}</h2>
    <dl class="facts">
      <div>
        <dt>${m.pages_agency_admitted({}, view)}</dt>
        <dd>${day(view, admittedAt, zone)}</dd>
      </div>
      <div>
        <dt>${m.pages_agency_phone({}, view)}</dt>
        <dd>${phoneLink(phone)}</dd>
      </div>
      <div>
        <dt>${m.pages_agency_website({}, view)}</dt>
        <dd>${website.replace('https://', '')}</dd>
      </div>
      <div>
        <dt>${m.pages_agency_federal({}, view)}</dt>
        <dd>
          ${federal.length === 0 ? m.pages_agency_federal_none({}, view) : federalMarks(view, federal)}
        </dd>
      </div>
    </dl>
    <p class="soft">${m.pages_agency_note({}, view)}</p>
  </section>`
}

function outcomesSection(view: View, reading: LogReading, agency: AgencyId): Html {
  return statisticsSection(view, {
    id: 'outcomes',
    title: m.pages_stat_outcomes({}, view),
    text: m.pages_agency_outcomes_text({}, view),
    what: m.pages_stat_outcome({}, view),
    rows: outcomes.map((outcome) => {
      const filter: LogFilter = { agency, trait: `outcome:${outcome}` }
      return { key: outcome, count: reading.count(filter), filter }
    }),
    name: (key) => traitName(view, `outcome:${key}`),
    plot: 'bars',
    none: m.pages_stat_time_none({}, view),
  })
}

/** What the log counts of it; every number leads to the entries. */
function logCard(view: View, reading: LogReading, agency: AgencyId): Html {
  const rows: readonly (readonly [typeof m.pages_agency_log, LogFilter])[] = [
    [m.pages_stat_published, { agency, kind: 'request.published' }],
    [m.pages_stat_answers, { agency, kind: 'submission.sealed' }],
    [m.pages_stat_refused, { agency, kind: 'request.refused' }],
    [m.pages_kind_handling_overdue, { agency, kind: 'handling.overdue' }],
    [m.pages_agency_log_all, { agency }],
  ]
  return html`<section class="card" aria-labelledby="log">
    <h2 id="log">${m.pages_agency_log({}, view)}</h2>
    <dl class="facts">
      ${rows.map(
        ([name, filter]) =>
          html`<div>
            <dt>${name({}, view)}</dt>
            <dd>${counted(view, reading.count(filter), filter)}</dd>
          </div>`,
      )}
    </dl>
  </section>`
}
