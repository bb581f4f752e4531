import { ruleSentences } from '@porchlight/core'
import type { AgencyId } from '@porchlight/core'
import { html } from 'hono/html'

import { refusalsIn } from '../log/refusals.ts'
import type { RefusalCount } from '../log/refusals.ts'
import { m } from '../words/messages.js'
import type { Document } from './document.ts'
import { directoryOf } from './log-page-names.ts'
import { counted } from './log-page-paths.ts'
import type { PageSource } from './source.ts'
import { linkTo } from './view.ts'
import type { Html, View } from './view.ts'

export async function refusalsPage(view: View, source: PageSource): Promise<Document> {
  const reading = await source.log()
  const { agencies } = await directoryOf(source, reading)
  return {
    title: m.pages_refusals_title({}, view),
    description: m.pages_refusals_lead({}, view),
    section: 'rules',
    body: html`<div class="wrap">
      <h1>${m.pages_refusals_title({}, view)}</h1>
      <p class="lead">${m.pages_refusals_lead({}, view)}</p>
      ${refusalTable(view, refusalsIn(reading, reading.agencies), agencies)}
      <p>
        <a class="more" href="${linkTo(view, '/rules')}">${m.pages_refusals_rules({}, view)}</a>
      </p>
    </div>`,
  }
}

/** With a column of agencies where there are names for them. */
export function refusalTable(
  view: View,
  refusals: readonly RefusalCount[],
  names: ReadonlyMap<AgencyId, string> | null,
): Html {
  if (refusals.length === 0) return html`<p class="empty">${m.pages_refusals_none({}, view)}</p>`
  return html`<div
    class="table-frame"
    tabindex="0"
    role="region"
    aria-label="${m.pages_refusals_table({}, view)}"
  >
    <table>
      <thead>
        <tr>
          <th scope="col">${m.pages_refusals_rule({}, view)}</th>
          ${names === null ? '' : html`<th scope="col">${m.pages_refusals_agency({}, view)}</th>`}
          <th scope="col" class="number">${m.pages_refusals_count({}, view)}</th>
        </tr>
      </thead>
      <tbody>
        ${refusals.map((refusal) => row(view, refusal, names))}
      </tbody>
    </table>
  </div>`
}

function row(
  view: View,
  { rule, agency, count }: RefusalCount,
  names: ReadonlyMap<AgencyId, string> | null,
): Html {
  return html`<tr>
    <td>
      <a href="${linkTo(view, '/rules')}#${rule}"
        >${ruleSentences.get(rule)?.[view.locale] ?? rule}</a
      ><br /><code class="soft">${rule}</code>
    </td>
    ${names === null ? '' : html`<td><a href="${linkTo(view, `/agencies/${agency}`)}">${names.get(agency) ?? agency}</a></td>`}
    <td class="number">${counted(view, count, { agency, trait: `rule:${rule}` })}</td>
  </tr>`
}
