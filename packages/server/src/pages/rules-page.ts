import {
  daySeconds,
  defaultPolicy,
  graveOffences,
  hourSeconds,
  minuteSeconds,
  offenceNames,
  offences,
  rules,
  squareMiles,
} from '@porchlight/core'
import { html } from 'hono/html'

import { m } from '../words/messages.js'
import type { Document } from './document.ts'
import { linkTo } from './view.ts'
import type { Html, View } from './view.ts'

/** Every rule and number of the engine, printed from the tables that it runs on. */
export function rulesPage(view: View): Document {
  return {
    title: m.pages_rules_title({}, view),
    description: m.pages_rules_lead({}, view),
    section: 'rules',
    body: html`<div class="wrap">
      <h1>${m.pages_rules_title({}, view)}</h1>
      <p class="lead">${m.pages_rules_lead({}, view)}</p>
      <section aria-labelledby="numbers">
        <h2 id="numbers">${m.pages_rules_numbers({}, view)}</h2>
        <div class="table-frame">
          <table class="numbers">
            <thead>
              <tr>
                <th scope="col">${m.pages_rules_numbers_what({}, view)}</th>
                <th scope="col">${m.pages_rules_numbers_value({}, view)}</th>
              </tr>
            </thead>
            <tbody>
              ${numbers(view).map(
                ([what, value]) =>
                  html`<tr>
                    <th scope="row">${what}</th>
                    <td>${value}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </section>
      <section aria-labelledby="every">
        <h2 id="every">${m.pages_rules_all({}, view)}</h2>
        <ul class="rules">
          ${rules.map(({ id, sentence }) => html`<li id="${id}">${sentence[view.locale]}<br /><code class="soft">${id}</code></li>`)}
        </ul>
        <p>
          <a class="more" href="${linkTo(view, '/refusals')}"
            >${m.pages_refusals_title({}, view)}</a
          >
        </p>
      </section>
      ${offenceSection(view)}
    </div>`,
  }
}

function offenceSection(view: View): Html {
  const flag = html` <span class="mark mark-flag">${m.pages_rules_grave({}, view)}</span>`
  return html`<section aria-labelledby="offences">
    <h2 id="offences">${m.pages_rules_offences({}, view)}</h2>
    <ul class="offences">
      ${offences.map(
        (offence) =>
          html`<li>
            ${offenceNames[offence][view.locale]}${graveOffences.includes(offence) ? flag : ''}
          </li>`,
      )}
    </ul>
  </section>`
}

type Row = readonly [what: string, value: string | number]

function numbers(view: View): readonly Row[] {
  const { minAreaSquareMetres, maxAreaSquareMetres, ...policy } = defaultPolicy
  const least = squareMiles(minAreaSquareMetres).toFixed(3)
  const most = squareMiles(maxAreaSquareMetres).toFixed(1)
  return [
    [m.pages_number_area({}, view), m.pages_value_between({ least, most }, view)],
    [m.pages_number_window_least({}, view), atLeast(view, policy.minWindowSeconds)],
    [m.pages_number_windows_standard({}, view), atMost(view, policy.maxWindowsSeconds)],
    [m.pages_number_windows_extended({}, view), atMost(view, policy.maxExtendedSeconds)],
    [m.pages_number_incident_age({}, view), atMost(view, policy.maxIncidentAgeSeconds)],
    [m.pages_number_live({}, view), atMost(view, policy.maxLiveSeconds)],
    [m.pages_number_renewals({}, view), policy.maxRenewals],
    [m.pages_number_per_case({}, view), policy.maxRequestsPerCase],
    [m.pages_number_lapse({}, view), span(view, policy.moderationLapseSeconds)],
    [m.pages_number_unused({}, view), atMost(view, policy.maxUnusedDays * daySeconds)],
    [m.pages_number_declined({}, view), atMost(view, policy.maxDeclinedDays * daySeconds)],
    [m.pages_number_moderators({}, view), policy.moderators],
    [m.pages_number_approvers({}, view), policy.extendedApprovers],
    [m.pages_number_moderators_extended({}, view), policy.extendedModerators],
  ]
}

function atLeast(view: View, seconds: number): string {
  return m.pages_value_at_least({ value: span(view, seconds) }, view)
}

function atMost(view: View, seconds: number): string {
  return m.pages_value_at_most({ value: span(view, seconds) }, view)
}

/** In the largest unit that divides it, up to days; a day alone stays 24 hours. */
function span(view: View, seconds: number): string {
  if (seconds % daySeconds === 0 && seconds > daySeconds) {
    return m.pages_value_days({ count: seconds / daySeconds }, view)
  }
  return seconds % hourSeconds === 0
    ? m.pages_value_hours({ count: seconds / hourSeconds }, view)
    : m.pages_value_minutes({ count: seconds / minuteSeconds }, view)
}
