import { html } from 'hono/html'

import type { LogFilter, LogPart } from '../log/lines.ts'
import { m } from '../words/messages.js'
import type { Document } from './document.ts'
import { filterLinks, narrowedTo } from './log-page-filters.ts'
import type { Narrowing } from './log-page-filters.ts'
import { headText, recomputing } from './log-page-head.ts'
import { logList } from './log-page-list.ts'
import { directoryOf } from './log-page-names.ts'
import { logPath } from './log-page-paths.ts'
import type { PageSource } from './source.ts'
import { linkTo, numberText } from './view.ts'
import type { Html, View } from './view.ts'

/** A part of the log that a reader asks for. */
export interface LogQuery {
  readonly filter: LogFilter
  /** Only entries with a smaller index; null for the newest. */
  readonly before: number | null
}

/** The public log as sentences, each with the entry's number and what it is about. */
export async function logPage(
  view: View,
  source: PageSource,
  { filter, before }: LogQuery,
): Promise<Document> {
  const reading = await source.log()
  const part = await reading.part(filter, before)
  const directory = await directoryOf(source, reading, part.lines)
  const narrowing = { filter, reading, directory }
  return {
    title: m.pages_log_title({}, view),
    description: m.pages_log_lead({}, view),
    section: 'log',
    body: html`<div class="wrap">
      <h1>${m.pages_log_title({}, view)}</h1>
      <p class="lead">${m.pages_log_lead({}, view)}</p>
      ${headText(view, reading)}
      <div class="with-aside">
        <section aria-labelledby="entries">
          <h2 class="count" id="entries">
            ${m.pages_log_found({ count: part.found, number: numberText(view, part.found) }, view)}
          </h2>
          <a class="to-filters" href="#filters">${m.pages_filters({}, view)}</a>
          ${narrowedTo(view, narrowing)} ${withoutFeeds(view, narrowing)}
          ${logList(view, part.lines, directory)} ${pager(view, { filter, before }, part)}
          ${recomputing(view)}
        </section>
        <aside class="filters" id="filters" aria-labelledby="filters-title">
          <h2 id="filters-title" class="count">${m.pages_filters({}, view)}</h2>
          ${filterLinks(view, narrowing)}
        </aside>
      </div>
    </div>`,
  }
}

/** Where feeds are left out the page says so: there is one every few minutes, and each looks like the one before. */
function withoutFeeds(view: View, { filter, reading }: Narrowing): Html {
  const feeds = reading.count({ kind: 'feeds' })
  if (Object.values(filter).some((value) => value !== undefined) || feeds === 0) return html``
  return html`<p class="soft">${m.pages_log_without_feeds({}, view)}</p>
    <a class="more" href="${linkTo(view, logPath({ kind: 'feeds' }))}"
      >${m.pages_log_show_feeds({ count: feeds, number: numberText(view, feeds) }, view)}</a
    >`
}

function pager(view: View, { filter, before }: LogQuery, { older }: LogPart): Html {
  if (older === null && before === null) return html``
  return html`<nav class="pager" aria-label="${m.pages_log_pager({}, view)}">
    ${before === null ? '' : step(null, m.pages_log_newest({}, view))}
    ${older === null ? '' : step(older, m.pages_pager_older({}, view))}
  </nav>`
  function step(next: number | null, name: string): Html {
    return html`<a href="${linkTo(view, logPath(filter, next))}">${name}</a>`
  }
}
