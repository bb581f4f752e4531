import { entryKinds } from '@porchlight/core'
import type { Entry, EntryKind, PublicRequest, RequestId } from '@porchlight/core'
import { html } from 'hono/html'

import type { LogFilter, LogPart } from '../log/browse.ts'
import type { LogLine } from '../log/lines.ts'
import { m } from '../words/messages.js'
import type { Document } from './document.ts'
import { sentenceOf } from './log-page-sentence.ts'
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

const kinds: Readonly<Record<EntryKind, typeof m.pages_kind_token_key>> = {
  'instance.opened': m.pages_kind_instance_opened,
  'policy.changed': m.pages_kind_policy_changed,
  'release.published': m.pages_kind_release_published,
  'agency.admitted': m.pages_kind_agency_admitted,
  'agency.key': m.pages_kind_agency_key,
  'agency.suspended': m.pages_kind_agency_suspended,
  'partner.announced': m.pages_kind_partner_announced,
  'partner.activated': m.pages_kind_partner_activated,
  'partner.ended': m.pages_kind_partner_ended,
  'partner.key': m.pages_kind_partner_key,
  'request.published': m.pages_kind_request_published,
  'request.versioned': m.pages_kind_request_versioned,
  'request.withdrawn': m.pages_kind_request_withdrawn,
  'request.closed': m.pages_kind_request_closed,
  'request.refused': m.pages_kind_request_refused,
  'submission.sealed': m.pages_kind_submission_sealed,
  'custody.opened': m.pages_kind_custody_opened,
  'custody.accepted': m.pages_kind_custody_accepted,
  'custody.declined': m.pages_kind_custody_declined,
  'custody.exported': m.pages_kind_custody_exported,
  'custody.destroyed': m.pages_kind_custody_destroyed,
  'handling.overdue': m.pages_kind_handling_overdue,
  'feed.published': m.pages_kind_feed_published,
  'token.key': m.pages_kind_token_key,
  'legal.counted': m.pages_kind_legal_counted,
  'map.built': m.pages_kind_map_built,
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
  return html`<h2>${m.pages_log_filter({}, view)}</h2>
    <ul class="choices">
      ${[null, ...entryKinds].map((kind) => {
        const name = kind === null ? m.pages_group_all : kinds[kind]
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
    ${lines.map((line) => item(view, line, known))}
  </ol>`
}

function item(view: View, line: LogLine, known: Known): Html {
  const { index, entry, about } = line
  const request = about.request === null ? undefined : known.get(about.request)
  const names = {
    agency: request?.agencyName ?? m.pages_log_some_agency({}, view),
    partner: about.partners.join(', '),
  }
  return html`<li id="entry-${index}" data-entry="${index}">
    <span class="log-index">${index}</span>
    <div>
      <p>${sentenceOf(view, entry, names)}</p>
      <p class="soft">
        ${
          about.request === null
            ? ''
            : html`<a href="${linkTo(view, `/requests/${about.request}`)}"
                  >${request?.signed.request.title ?? about.request}</a
                >
                ·`
        }
        ${dayIn(entry)} · <code>${entry.kind}</code>
      </p>
    </div>
  </li>`
}

function dayIn(entry: Entry): string {
  if ('at' in entry) return entry.at.slice(0, 10)
  return 'day' in entry ? entry.day : entry.from.slice(0, 10)
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
