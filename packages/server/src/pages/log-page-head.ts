import { html } from 'hono/html'

import type { LogReading } from '../log/browse.ts'
import { m } from '../words/messages.js'
import { numberText } from './view.ts'
import type { Html, View } from './view.ts'
import { moment } from './when.ts'

/** Which checkpoint a page was made from, and who cosigned it when. */
export function headText(view: View, reading: LogReading): Html {
  const { size, cosignatures, quorum } = reading.head
  return html`<div class="log-head">
    <p>${m.pages_head_size({ count: size, number: numberText(view, size) }, view)}</p>
    ${
      quorum === null
        ? html`<p>${m.pages_head_no_witness({}, view)}</p>`
        : html`<p>${quorum ? m.pages_head_quorum({}, view) : m.pages_head_no_quorum({}, view)}</p>
            <ul>
              ${cosignatures.map(
                ({ witness, at }) =>
                  html`<li><strong>${witness}</strong> ${moment(view, at, 'UTC')}</li>`,
              )}
            </ul>`
    }
  </div>`
}

/** How a stranger comes to the same without this page. @param more another command */
export function recomputing(view: View, more = ''): Html {
  const { origin, logKey } = view.facts
  return html`<section class="check log-check" aria-labelledby="check">
    <h2 id="check">${m.pages_log_check({}, view)}</h2>
    <p>${m.pages_log_check_text({}, view)}</p>
    <pre tabindex="0"><code>curl -s ${origin}/log/checkpoint
porchlight verify log ${origin} --log '${logKey}'${more}</code></pre>
  </section>`
}
