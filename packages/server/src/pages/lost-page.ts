import { html } from 'hono/html'

import { m } from '../words/messages.js'
import type { Document } from './document.ts'
import { linkTo } from './view.ts'
import type { View } from './view.ts'

/** Nothing is at this address. The address itself is not repeated: anybody may have made it up. */
export function notFoundPage(view: View): Document {
  return lost(view, m.pages_not_found({}, view), m.pages_not_found_text({}, view))
}

/** Ours to mend; says nothing of what broke. */
export function failedPage(view: View): Document {
  return lost(view, m.pages_failed({}, view), m.pages_failed_text({}, view))
}

/** The server asks for patience: too many calls, or a log that cannot be written now. */
export function busyPage(view: View): Document {
  return lost(view, m.pages_busy({}, view), m.pages_busy_text({}, view))
}

function lost(view: View, title: string, text: string): Document {
  return {
    title,
    description: text,
    section: null,
    body: html`<div class="wrap prose lost">
      <h1>${title}</h1>
      <p class="lead">${text}</p>
      <p>
        <a class="button" href="${linkTo(view, '/requests')}">${m.pages_lost_requests({}, view)}</a>
      </p>
    </div>`,
  }
}
