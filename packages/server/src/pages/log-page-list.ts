import { ruleSentences } from '@porchlight/core'
import type { Entry } from '@porchlight/core'
import { html } from 'hono/html'

import type { LogLine } from '../log/lines.ts'
import { m } from '../words/messages.js'
import { namesIn } from './log-page-names.ts'
import type { Directory } from './log-page-names.ts'
import { entryPath, logPath } from './log-page-paths.ts'
import { sentenceOf } from './log-page-sentence.ts'
import { linkTo } from './view.ts'
import type { Html, View } from './view.ts'
import { plainDay } from './when.ts'

/** Entries as sentences. The island adds a button to each, that proves it in the reader's browser. */
export function logList(view: View, lines: readonly LogLine[], directory: Directory): Html {
  if (lines.length === 0) return html`<p class="empty">${m.pages_log_none({}, view)}</p>`
  const { logKey, witnessPolicy } = view.facts
  return html`<ol class="log-lines" data-log-key="${logKey}" data-log-policy="${witnessPolicy}">
    ${lines.map((line) => item(view, line, directory))}
  </ol>`
}

function item(view: View, line: LogLine, directory: Directory): Html {
  const { index, entry } = line
  return html`<li id="entry-${index}" data-entry="${index}">
    <span class="log-index">${index}</span>
    <div>
      <p>${sentenceOf(view, entry, namesIn(view, line, directory))}</p>
      ${entry.kind === 'request.refused' ? ruleList(view, entry.rules) : ''}
      <p class="soft log-about">
        <span>${when(view, entry)}</span> <code>${entry.kind}</code>
        ${answerLink(view, entry)} ${aboutLinks(view, line, directory)}
      </p>
    </div>
  </li>`
}

/** Of an answer's custody: to the entry of the answer. */
function answerLink(view: View, entry: Entry): Html {
  if (!('submission' in entry)) return html``
  const index = entry.submission
  return html`<a href="${linkTo(view, entryPath(index))}">${m.pages_log_entry({ index }, view)}</a>`
}

/** Where to read on: the thing itself, and all that the log says of it; nothing on its own page. */
function aboutLinks(view: View, { entry, about }: LogLine, directory: Directory): Html {
  const { request, agency } = about
  const { requests, agencies, partners } = directory
  if (entry.kind === 'map.built' && view.path !== '/devices')
    return html`<a href="${linkTo(view, '/devices')}">${m.pages_nav_devices({}, view)}</a>`
  if (request !== null) {
    const title = requests.get(request) ?? request
    return pair(`/requests/${request}`, title, logPath({ request }))
  }
  if (agency !== null)
    return pair(`/agencies/${agency}`, agencies.get(agency) ?? agency, logPath({ agency }))
  return html`${about.partners.map((partner) => pair(`/partners/${partner}`, partners.get(partner) ?? partner, logPath({ partner })))}`

  function pair(path: string, name: string, entries: string): Html {
    if (view.path === path) return html``
    return html`<a href="${linkTo(view, path)}">${name}</a>
      <a href="${linkTo(view, entries)}">${m.pages_log_its_entries({}, view)}</a>`
  }
}

function ruleList(view: View, rules: readonly string[]): Html {
  return html`<ul class="log-rules">
    ${rules.map(
      (rule) =>
        html`<li>
          <a href="${linkTo(view, '/rules')}#${rule}"
            >${ruleSentences.get(rule)?.[view.locale] ?? rule}</a
          >
        </li>`,
    )}
  </ul>`
}

/** The day; what the log says to the minute is said so in the entry itself. */
function when(view: View, entry: Entry): Html {
  const day = dayIn(entry)
  return html`<time datetime="${day}">${plainDay(view, `${day}T00:00:00Z`)}</time>`
}

function dayIn(entry: Entry): string {
  if ('at' in entry) return entry.at.slice(0, 10)
  return 'day' in entry ? entry.day : entry.from.slice(0, 10)
}
