import { graveOffences, offences } from '@porchlight/core'
import { html } from 'hono/html'

import { m } from '../words/messages.js'
import type { Document } from './document.ts'
import { offenceName } from './names.ts'
import type { View } from './view.ts'

export function rulesPage(view: View): Document {
  return {
    title: m.pages_rules_title({}, view),
    description: m.pages_rules_lead({}, view),
    section: 'rules',
    body: html`<div class="wrap">
      <h1>${m.pages_rules_title({}, view)}</h1>
      <p class="lead">${m.pages_rules_lead({}, view)}</p>
      <section aria-labelledby="offences">
        <h2 id="offences">${m.pages_rules_offences({}, view)}</h2>
        <ul class="offences">
          ${offences.map(
            (offence) =>
              html`<li>
                ${offenceName(offence, view)}${graveOffences.includes(offence) ? html` <span class="mark mark-flag">${m.pages_rules_grave({}, view)}</span>` : ''}
              </li>`,
          )}
        </ul>
      </section>
    </div>`,
  }
}
