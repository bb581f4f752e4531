import { html } from 'hono/html'

import type { Html } from './view.ts'

/** One bar or column. */
export interface Bar {
  readonly label: string
  readonly count: number
  /** The count in the reader's language. */
  readonly text: string
}

/** One bar's label, the bar itself and the air below, in pixels; text is never scaled. */
const rowHeight = 48
const barTop = 22
const barHeight = 14

/** The longest bar in percent of the width: the rest is for its number. */
const longest = 86

/**
 * Bars from left to right, each below its label. A drawing of the table beside it, which is what
 * programs that read aloud are given. Widths are percentages, so that it fits a telephone.
 */
export function barPlot(title: string, bars: readonly Bar[]): Html {
  const most = Math.max(1, ...bars.map(({ count }) => count))
  return html`<svg
    class="plot"
    role="img"
    aria-label="${title}"
    width="100%"
    height="${bars.length * rowHeight}"
  >
    ${bars.map(({ label, count, text }, row) => {
      const top = row * rowHeight
      const width = percent((count / most) * longest)
      return html`<text class="plot-label" x="0" y="${top + 15}">${label}</text>
        <rect
          class="plot-track"
          x="0"
          y="${top + barTop}"
          width="${percent(longest)}"
          height="${barHeight}"
          rx="2"
        />
        <rect
          class="plot-bar"
          x="0"
          y="${top + barTop}"
          width="${width}"
          height="${barHeight}"
          rx="2"
        />
        <text class="plot-number" x="${percent(longest + 1.5)}" y="${top + barTop + 12}"
          >${text}</text
        >`
    })}
  </svg>`
}

/** The drawing of columns, and how much of it is for what stands above and below them, in pixels. */
const columnsHeight = 220
const numberRoom = 24
const labelRoom = 28

/** Columns beside each other, for what has an order of its own: lengths of time, months. */
export function columnPlot(title: string, bars: readonly Bar[]): Html {
  const most = Math.max(1, ...bars.map(({ count }) => count))
  const room = columnsHeight - numberRoom - labelRoom
  const base = columnsHeight - labelRoom
  const step = 100 / bars.length
  return html`<svg
    class="plot"
    role="img"
    aria-label="${title}"
    width="100%"
    height="${columnsHeight}"
  >
    ${bars.map(({ label, count, text }, column) => {
      const height = Math.round((count / most) * room)
      const middle = percent((column + 0.5) * step)
      return html`<rect
          class="plot-bar"
          x="${percent(column * step + step * 0.14)}"
          y="${base - height}"
          width="${percent(step * 0.72)}"
          height="${height}"
          rx="2"
        />
        <text class="plot-number plot-middle" x="${middle}" y="${base - height - 8}">${text}</text>
        <text class="plot-label plot-middle" x="${middle}" y="${columnsHeight - 8}">${label}</text>`
    })}
    <rect class="plot-base" x="0" y="${base}" width="100%" height="1" />
  </svg>`
}

function percent(value: number): string {
  return `${String(Math.round(value * 100) / 100)}%`
}
