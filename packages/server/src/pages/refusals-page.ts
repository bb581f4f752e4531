import { ruleSentences } from '@porchlight/core'
import { html } from 'hono/html'

import { m } from '../words/messages.js'
import type { Document } from './document.ts'
import type { PageSource, RefusalCount } from './source.ts'
import { linkTo } from './view.ts'
import type { Html, View } from './view.ts'

export async function refusalsPage(view: View, source: PageSource): Promise<Document> {
  const refusals = await source.refusals()
  const agencies = await source.agencies()
  const names = new Map(agencies.map(({ profile }) => [profile.id, profile.name]))
  return {
    title: m.pages_refusals_title({}, view),
    description: m.pages_refusals_lead({}, view),
    section: 'rules',
    body: html`<div class="wrap">
      <h1>${m.pages_refusals_title({}, view)}</h1>
      <p class="lead">${m.pages_refusals_lead({}, view)}</p>
      ${refusalTable(view, refusals, names)}
      <p>
        <a class="more" href="${linkTo(view, '/rules')}">${m.pages_refusals_rules({}, view)}</a>
      </p>
    </div>`,
  }
}

/** Refusals, most frequent first; with a column of agencies where there are names for them. */
export function refusalTable(
  view: View,
  refusals: readonly RefusalCount[],
  names: ReadonlyMap<string, string>,
): Html {
  if (refusals.length === 0) return html`<p class="empty">${m.pages_refusals_none({}, view)}</p>`
  const sorted = refusals.toSorted((a, b) => b.count - a.count)
  const withAgency = names.size > 0
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
          ${withAgency ? html`<th scope="col">${m.pages_refusals_agency({}, view)}</th>` : ''}
          <th scope="col" class="number">${m.pages_refusals_count({}, view)}</th>
        </tr>
      </thead>
      <tbody>
        ${sorted.map(
          ({ rule, agency, count }) =>
            html`<tr>
              <td>
                <a href="${linkTo(view, '/rules')}#${rule}"
                  >${ruleSentences.get(rule)?.[view.locale] ?? rule}</a
                ><br /><code class="soft">${rule}</code>
              </td>
              ${withAgency ? html`<td><a href="${linkTo(view, `/agencies/${agency}`)}">${names.get(agency) ?? agency}</a></td>` : ''}
              <td class="number">${count}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}
