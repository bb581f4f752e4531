import type { PublicRequest } from '@porchlight/core'
import { html } from 'hono/html'

import { m } from '../words/messages.js'
import type { Html, View } from './view.ts'
import { moment, windowItem } from './when.ts'

/** What was public before: people may have answered to it. Nothing where there is only one version. */
export function versionsSection(view: View, { earlier }: PublicRequest): Html {
  if (earlier.length === 0) return html``
  return html`<section aria-labelledby="versions">
    <h2 id="versions">${m.pages_earlier({}, view)}</h2>
    <p class="soft">${m.pages_earlier_note({}, view)}</p>
    ${earlier.map((each) => version(view, each))}
  </section>`
}

function version(view: View, { signed, publishedAt }: PublicRequest['earlier'][number]): Html {
  const { version: number, title, text, place, windows, expiresAt, zone } = signed.request
  return html`<details>
    <summary>${m.pages_version({ version: number }, view)}: ${title}</summary>
    <p>${m.pages_published({}, view)} ${moment(view, publishedAt, zone)}</p>
    <p class="request-text">${text}</p>
    <p>${place}</p>
    <ol class="windows">
      ${windows.map((window) => windowItem(view, window, zone))}
    </ol>
    <p>${m.pages_until({}, view)} ${moment(view, expiresAt, zone)}</p>
  </details>`
}
