import { offenceNames } from '@porchlight/core'
import type { Entry, EntryKind, PublicRequest, RequestId } from '@porchlight/core'
import { html } from 'hono/html'

import type { LogFilter, LogLine, LogPart } from '../log/browse.ts'
import { m } from '../words/messages.js'
import type { Document } from './document.ts'
import type { PageSource } from './source.ts'
import { linkTo } from './view.ts'
import type { Html, View } from './view.ts'

/** The public log as sentences, each with the entry's number and what it is about. */
export async function logPage(
  view: View,
  source: PageSource,
  filter: LogFilter,
): Promise<Document> {
  const [part, requests] = await Promise.all([source.log(filter), source.requests()])
  const known = new Map(requests.map((request) => [request.signed.request.id, request]))
  return {
    title: m.pages_log_title({}, view),
    description: m.pages_log_lead({}, view),
    section: 'log',
    body: html`<div class="wrap">
      <h1>${m.pages_log_title({}, view)}</h1>
      <p class="lead">${m.pages_log_lead({}, view)}</p>
      <div class="with-aside">
        <div>
          <h2 class="count">${m.pages_log_size({ count: part.size }, view)}</h2>
          <a class="to-filters" href="#filters">${m.pages_filters({}, view)}</a>
          ${filter.request === null ? '' : onlyAbout(view, filter, known.get(filter.request))}
          ${list(view, part, known)} ${pager(view, filter, part)} ${checking(view)}
        </div>
        <aside class="filters" id="filters" aria-label="${m.pages_filters({}, view)}">
          ${filters(view, filter)}
        </aside>
      </div>
    </div>`,
  }
}

type Known = ReadonlyMap<string, PublicRequest>

const kinds: Readonly<Record<EntryKind, typeof m.pages_log_kind_published>> = {
  'request.published': m.pages_log_kind_published,
  'submission.sealed': m.pages_log_kind_sealed,
  'custody.opened': m.pages_log_kind_opened,
  'custody.accepted': m.pages_log_kind_accepted,
  'custody.declined': m.pages_log_kind_declined,
}

/** The address of a part of the log. */
function logPath({ request, kind, before }: LogFilter): string {
  const query = new URLSearchParams()
  if (request !== null) query.set('request', request)
  if (kind !== null) query.set('kind', kind)
  if (before !== null) query.set('before', String(before))
  return query.size === 0 ? '/log' : `/log?${query.toString()}`
}

/** Whether a value from outside names a kind of entry. */
export function isEntryKind(value: unknown): value is EntryKind {
  return typeof value === 'string' && Object.hasOwn(kinds, value)
}

function filters(view: View, filter: LogFilter): Html {
  const all = [null, 'request.published', 'submission.sealed'] as const
  const custody = ['custody.opened', 'custody.accepted', 'custody.declined'] as const
  return html`<h2>${m.pages_log_filter({}, view)}</h2>
    <ul class="choices">
      ${[...all, ...custody].map((kind) => {
        const name = kind === null ? m.pages_log_kind_all : kinds[kind]
        const chosen = kind === filter.kind
        return html`<li>
          <a
            href="${linkTo(view, logPath({ ...filter, kind, before: null }))}"
            ${chosen ? html` aria-current="true"` : ''}
            >${name({}, view)}</a
          >
        </li>`
      })}
    </ul>`
}

function onlyAbout(view: View, filter: LogFilter, request: PublicRequest | undefined): Html {
  const title = request?.signed.request.title ?? String(filter.request)
  return html`<p>
    ${m.pages_log_about({ title }, view)}
    <a href="${linkTo(view, logPath({ ...filter, request: null, before: null }))}"
      >${m.pages_log_about_all({}, view)}</a
    >
  </p>`
}

function list(view: View, { lines }: LogPart, known: Known): Html {
  if (lines.length === 0) return html`<p class="empty">${m.pages_log_none({}, view)}</p>`
  // the island adds a button to each, that proves it in the reader's browser
  return html`<ol class="log-lines" data-log-key="${view.facts.logKey}">
    ${lines.map((line) => item(view, line, known.get(line.request)))}
  </ol>`
}

function item(view: View, line: LogLine, request: PublicRequest | undefined): Html {
  const { index, entry } = line
  const title = request?.signed.request.title ?? line.request
  return html`<li id="entry-${index}" data-entry="${index}">
    <span class="log-index">${index}</span>
    <div>
      <p>${sentence(view, entry, request)}</p>
      <p class="soft">
        <a href="${linkTo(view, `/requests/${line.request}`)}">${title}</a> ·
        ${'at' in entry ? entry.at.slice(0, 10) : entry.day} · <code>${entry.kind}</code>
      </p>
    </div>
  </li>`
}

function sentence(view: View, entry: Entry, request: PublicRequest | undefined): string {
  const agency = request?.agencyName ?? m.pages_log_some_agency({}, view)
  if (entry.kind === 'request.published')
    return m.pages_log_published(
      { agency, offence: offenceNames[entry.offence][view.locale] },
      view,
    )
  if (entry.kind === 'submission.sealed')
    return m.pages_log_sealed({ size: sizeText(view, entry.sizeClass), agency }, view)
  return custodySentences[entry.kind]({ agency, index: entry.submission }, view)
}

const custodySentences = {
  'custody.opened': m.pages_log_opened,
  'custody.accepted': m.pages_log_accepted,
  'custody.declined': m.pages_log_declined,
} as const

/** The power of two that holds a submission, in units that people know. */
function sizeText(view: View, sizeClass: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
  const power = Math.min(units.length - 1, Math.floor(sizeClass / 10))
  const format = { style: 'unit', unit: units[power] ?? 'byte', unitDisplay: 'short' } as const
  return new Intl.NumberFormat(view.locale, format).format(2 ** (sizeClass - power * 10))
}

function pager(view: View, filter: LogFilter, { older }: LogPart): Html {
  if (older === null && filter.before === null) return html``
  return html`<nav class="pager" aria-label="${m.pages_log_pager({}, view)}">
    ${filter.before === null ? '' : step({ ...filter, before: null }, m.pages_log_newest({}, view))}
    ${older === null ? '' : step({ ...filter, before: older }, m.pages_pager_older({}, view))}
  </nav>`
  function step(next: LogFilter, name: string): Html {
    return html`<a href="${linkTo(view, logPath(next))}">${name}</a>`
  }
}

function checking(view: View): Html {
  const { origin, logKey } = view.facts
  return html`<section class="check log-check" aria-labelledby="check">
    <h2 id="check">${m.pages_log_check({}, view)}</h2>
    <p>${m.pages_log_check_text({}, view)}</p>
    <pre tabindex="0"><code>curl -s ${origin}/log/checkpoint
porchlight verify log ${origin} --log '${logKey}'</code></pre>
  </section>`
}

/** One entry, at the top of its part of the log. */
export function entryPath(index: number): string {
  return `${logPath({ request: null, kind: null, before: index + 1 })}#entry-${String(index)}`
}

/** The entries of one request; the number of its answers is counted from them. */
export function answersPath(request: RequestId): string {
  return logPath({ request, kind: 'submission.sealed', before: null })
}
