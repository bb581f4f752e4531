import { html } from 'hono/html'

import { m } from '../words/messages.js'
import { counted } from './log-page-paths.ts'
import { barPlot, columnPlot } from './statistics-page-plot.ts'
import type { Row } from './statistics-page-tables.ts'
import { numberText } from './view.ts'
import type { Html, View } from './view.ts'

export interface StatisticsSection {
  readonly id: string
  readonly title: string
  readonly text: string
  /** What the first column of the table holds. */
  readonly what: string
  readonly rows: readonly Row[]
  readonly name: (key: string) => string
  /** How it is drawn; a table alone where there is nothing to compare. */
  readonly plot: 'bars' | 'columns' | null
  /** Short enough for a drawing on a telephone; the name without it. */
  readonly mark?: (key: string) => string
  /** Said where every number is 0. */
  readonly none?: string
}

/** A drawing and the table of the same numbers, each with a link to the entries that were counted. */
export function statisticsSection(view: View, section: StatisticsSection): Html {
  const { id, title, text, rows, none, plot } = section
  const empty = rows.every(({ count }) => count === 0)
  return html`<section class="statistic" aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    <p class="statistic-text">${text}</p>
    ${
      empty && none !== undefined
        ? html`<p class="empty">${none}</p>`
        : html`<div class="${plot === null ? 'statistic-table' : 'statistic-pair'}">
            ${plot === null ? '' : html`<figure>${drawing(view, section)}</figure>`}
            ${table(view, section)}
          </div>`
    }
  </section>`
}

/** More columns than this do not fit on a telephone; the table has them all. */
const mostColumns = 12

function drawing(view: View, { title, rows, name, mark = name, plot }: StatisticsSection): Html {
  const label = m.pages_plot_label({ title }, view)
  if (plot === 'bars') {
    return barPlot(
      label,
      rows.map(({ key, count }) => ({ label: mark(key), count, text: numberText(view, count) })),
    )
  }
  return columnPlot(
    label,
    rows
      .slice(-mostColumns)
      .map(({ key, count }) => ({ label: mark(key), count, text: numberText(view, count) })),
  )
}

function table(view: View, { title, what, rows, name }: StatisticsSection): Html {
  return html`<div class="table-frame" tabindex="0" role="region" aria-label="${title}">
    <table>
      <thead>
        <tr>
          <th scope="col">${what}</th>
          <th scope="col" class="number">${m.pages_stat_count({}, view)}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ key, count, filter }) =>
            html`<tr>
              <th scope="row">${name(key)}</th>
              <td class="number">${counted(view, count, filter)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}
