import { html } from 'hono/html'

import type { LogReading } from '../log/browse.ts'
import type { LogFilter } from '../log/lines.ts'
import { m } from '../words/messages.js'
import { counted } from './log-page-paths.ts'
import type { Html, View } from './view.ts'

/** The few numbers that are asked for first. */
export function figures(view: View, { count, numbers }: LogReading): Html {
  const legal = [...numbers.legal.values()].reduce((sum, each) => sum + each, 0)
  return html`<dl class="figures">
    ${figure(m.pages_stat_published, { kind: 'request.published' })}
    ${figure(m.pages_stat_answers, { kind: 'submission.sealed' })}
    ${figure(m.pages_stat_refused, { kind: 'request.refused' })}
    ${figure(m.pages_stat_overdue, { kind: 'handling.overdue' }, numbers.overdue.submissions)}
    ${figure(m.pages_stat_legal, { kind: 'legal.counted' }, legal)}
  </dl>`

  function figure(name: typeof m.pages_stat_legal, filter: LogFilter, value = count(filter)): Html {
    return html`<div>
      <dt>${name({}, view)}</dt>
      <dd>${counted(view, value, filter)}</dd>
    </div>`
  }
}
