import type { RequestId } from '@porchlight/core'
import { html } from 'hono/html'

import type { LogFilter } from '../log/lines.ts'
import { m } from '../words/messages.js'
import { linkTo, numberText } from './view.ts'
import type { Html, View } from './view.ts'

/** The address of a part of the log. @param before only entries with a smaller index; null for the newest */
export function logPath(filter: LogFilter, before: number | null = null): string {
  const { request, agency, partner, kind, trait } = filter
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ request, agency, partner, kind, of: trait })) {
    if (value !== undefined) query.set(name, value)
  }
  if (before !== null) query.set('before', String(before))
  return query.size === 0 ? '/log' : `/log?${query.toString()}`
}

/** One entry, at the top of its part of the log. */
export function entryPath(index: number): string {
  return `${logPath({}, index + 1)}#entry-${String(index)}`
}

/** The answers to one request. */
export function answersTo(request: RequestId): LogFilter {
  return { request, kind: 'submission.sealed' }
}

/** A number that was counted from the log, as a link to the entries that were counted. */
export function counted(view: View, count: number, filter: LogFilter): Html {
  const text = numberText(view, count)
  return html`<a
    class="counted"
    href="${linkTo(view, logPath(filter))}"
    aria-label="${m.pages_counted({ count: text }, view)}"
    >${text}</a
  >`
}
