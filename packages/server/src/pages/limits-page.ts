import { html } from 'hono/html'

import { m } from '../words/messages.js'
import type { Document } from './document.ts'
import type { View } from './view.ts'

/** What no software of ours can promise, said before anybody relies on it. */
export function limitsPage(view: View): Document {
  return {
    title: m.pages_limits_title({}, view),
    description: m.pages_limits_lead({}, view),
    section: 'limits',
    body: html`<div class="wrap prose">
      <h1>${m.pages_limits_title({}, view)}</h1>
      <p class="lead">${m.pages_limits_lead({}, view)}</p>
      ${limits.map(
        ({ title, text, help }) =>
          html`<section class="limit">
            <h2>${title({}, view)}</h2>
            <p>${text({}, view)}</p>
            <p class="note"><strong>${m.pages_limits_help({}, view)}</strong> ${help({}, view)}</p>
          </section>`,
      )}
    </div>`,
  }
}

const limits = [
  { title: m.pages_limit_place, text: m.pages_limit_place_text, help: m.pages_limit_place_help },
  { title: m.pages_limit_sensor, text: m.pages_limit_sensor_text, help: m.pages_limit_sensor_help },
  { title: m.pages_limit_copy, text: m.pages_limit_copy_text, help: m.pages_limit_copy_help },
  { title: m.pages_limit_script, text: m.pages_limit_script_text, help: m.pages_limit_script_help },
  { title: m.pages_limit_moment, text: m.pages_limit_moment_text, help: m.pages_limit_moment_help },
  { title: m.pages_limit_visit, text: m.pages_limit_visit_text, help: m.pages_limit_visit_help },
] as const
