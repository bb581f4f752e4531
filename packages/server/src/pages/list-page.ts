import { offenceNames } from '@porchlight/core'
import type { PublicRequest } from '@porchlight/core'
import { html } from 'hono/html'

import type { LogReading } from '../log/browse.ts'
import type { LogFilter } from '../log/lines.ts'
import { m } from '../words/messages.js'
import type { Document } from './document.ts'
import { logPath } from './log-page-paths.ts'
import { requestList } from './request-item.ts'
import type { PageSource } from './source.ts'
import { standingOf } from './standing.ts'
import { linkTo } from './view.ts'
import type { Html, View } from './view.ts'

/** What a reader may narrow the list by; a value that nothing matches gives an empty list, not an error. */
export interface ListFilter {
  readonly state: 'all' | 'live' | 'closed'
  readonly offence: string | null
  readonly agency: string | null
  readonly page: number
}

/** Few enough to read, many enough to print. */
const perPage = 50

export async function listPage(
  view: View,
  source: PageSource,
  filter: ListFilter,
): Promise<Document> {
  const [all, reading] = await Promise.all([source.requests(), source.log()])
  const found = all.filter((request) => passes(view, request, filter))
  const from = (filter.page - 1) * perPage
  return {
    title: m.pages_requests_title({}, view),
    description: m.pages_requests_lead({}, view),
    section: 'requests',
    body: html`<div class="wrap">
      <h1>${m.pages_requests_title({}, view)}</h1>
      <p class="lead">${m.pages_requests_lead({}, view)}</p>
      <div class="with-aside">
        <div>
          <h2 class="count">${heading(view, filter, { found: found.length, reading })}</h2>
          <a class="to-filters" href="#filters">${m.pages_filters({}, view)}</a>
          ${requestList(view, found.slice(from, from + perPage))}
          ${pager(view, filter, found.length)}
        </div>
        <aside class="filters" id="filters" aria-label="${m.pages_filters({}, view)}">
          ${filters(view, filter, all)}
        </aside>
      </div>
    </div>`,
  }
}

/** How many there are; where the log alone decides that, as a link to the entries that published them. */
function heading(
  view: View,
  { state, offence, agency }: ListFilter,
  { found, reading }: { readonly found: number; readonly reading: LogReading },
): Html {
  if (state !== 'all') return html`${m.pages_requests_count({ count: found }, view)}`
  const trait = offence === null ? undefined : (`offence:${offence}` as const)
  const published: LogFilter = { kind: 'request.published', agency: agency ?? undefined, trait }
  return html`<a class="more" href="${linkTo(view, logPath(published))}"
    >${m.pages_requests_count({ count: reading.count(published) }, view)}</a
  >`
}

/** The list's own address for a filter: the shortest that says it. */
function listPath({ state, offence, agency, page }: ListFilter): string {
  const query = new URLSearchParams()
  if (state !== 'all') query.set('state', state)
  if (offence !== null) query.set('offence', offence)
  if (agency !== null) query.set('agency', agency)
  if (page > 1) query.set('page', String(page))
  return query.size === 0 ? '/requests' : `/requests?${query.toString()}`
}

function passes(
  view: View,
  request: PublicRequest,
  { state, offence, agency }: ListFilter,
): boolean {
  const live = standingOf(request, view.facts.now) === 'live'
  return (
    (state === 'all' || live === (state === 'live')) &&
    (offence === null || request.signed.request.offence === offence) &&
    (agency === null || request.signed.request.agency === agency)
  )
}

function filters(view: View, filter: ListFilter, all: readonly PublicRequest[]): Html {
  const offences = [...new Set(all.map(({ signed }) => signed.request.offence))].toSorted()
  const agencies = new Map(all.map(({ signed, agencyName }) => [signed.request.agency, agencyName]))
  const states = {
    all: m.pages_filter_all,
    live: m.pages_filter_live,
    closed: m.pages_filter_closed,
  }
  return html`${choices(view, m.pages_filter_state({}, view), [
    choice({ state: 'all' }, states.all({}, view)),
    choice({ state: 'live' }, states.live({}, view)),
    choice({ state: 'closed' }, states.closed({}, view)),
  ])}
  ${choices(view, m.pages_filter_offence({}, view), [
    choice({ offence: null }, m.pages_filter_any({}, view)),
    ...offences.map((offence) => choice({ offence }, offenceNames[offence][view.locale])),
  ])}
  ${choices(view, m.pages_filter_agency({}, view), [
    choice({ agency: null }, m.pages_filter_any({}, view)),
    ...Array.from(agencies, ([agency, name]) => choice({ agency }, name)),
  ])}`

  function choice(change: Partial<ListFilter>, name: string): Choice {
    const next = { ...filter, ...change, page: 1 }
    return {
      path: listPath(next),
      name,
      chosen: listPath(next) === listPath({ ...filter, page: 1 }),
    }
  }
}

interface Choice {
  readonly path: string
  readonly name: string
  readonly chosen: boolean
}

function choices(view: View, title: string, options: readonly Choice[]): Html {
  return html`<h2>${title}</h2>
    <ul class="choices">
      ${options.map(
        ({ path, name, chosen }) =>
          html`<li>
            <a href="${linkTo(view, path)}" ${chosen ? html` aria-current="true"` : ''}>${name}</a>
          </li>`,
      )}
    </ul>`
}

function pager(view: View, filter: ListFilter, count: number): Html {
  const pages = Math.ceil(count / perPage)
  if (pages <= 1) return html``
  return html`<nav class="pager" aria-label="${m.pages_pager({}, view)}">
    ${filter.page > 1 ? step(filter.page - 1, m.pages_pager_newer({}, view)) : ''}
    <span>${m.pages_pager_here({ page: filter.page, pages }, view)}</span>
    ${filter.page < pages ? step(filter.page + 1, m.pages_pager_older({}, view)) : ''}
  </nav>`
  function step(page: number, name: string): Html {
    return html`<a href="${linkTo(view, listPath({ ...filter, page }))}">${name}</a>`
  }
}
