import { fixedSentence } from '@porchlight/core'
import { html } from 'hono/html'

import { m } from '../words/messages.js'
import type { Document } from './document.ts'
import { linkTo } from './view.ts'
import type { Html, View } from './view.ts'

/** The life of a request, for somebody who never heard of one, and how to check it. */
export function howPage(view: View): Document {
  const { admissionStewards, releaseMinutes, origin, logKey } = view.facts
  return {
    title: m.pages_how_title({}, view),
    description: m.pages_how_lead({}, view),
    section: 'how',
    body: html`<div class="wrap prose">
      <h1>${m.pages_how_title({}, view)}</h1>
      <p class="lead">${m.pages_how_lead({}, view)}</p>
      <ol class="steps">
        ${step(m.pages_how_admit({}, view), m.pages_how_admit_text({ count: admissionStewards }, view))}
        ${step(m.pages_how_ask({}, view), m.pages_how_ask_text({}, view))}
        ${step(m.pages_how_moderate({}, view), m.pages_how_moderate_text({}, view))}
        ${step(m.pages_how_publish({}, view), m.pages_how_publish_text({}, view))}
        ${step(m.pages_how_choose({}, view), html`${m.pages_how_choose_text({}, view)} <strong>${fixedSentence[view.locale]}</strong>`)}
        ${step(m.pages_how_send({}, view), m.pages_how_send_text({}, view))}
        ${step(m.pages_how_open({}, view), `${released(view, releaseMinutes)} ${m.pages_how_open_text({}, view)}`)}
        ${step(m.pages_how_close({}, view), m.pages_how_close_text({}, view))}
      </ol>
      <section aria-labelledby="check">
        <h2 id="check">${m.pages_how_check({}, view)}</h2>
        <p>${m.pages_how_check_text({}, view)}</p>
        <ul>
          <li><a href="/requests.csv">${m.pages_footer_csv({}, view)}</a></li>
          <li><a href="/api/requests">${m.pages_footer_json({}, view)}</a></li>
          <li><a href="/feed.atom">${m.pages_footer_atom({}, view)}</a></li>
          <li><a href="/requests.geojson">${m.pages_how_geojson({}, view)}</a></li>
          <li><a href="${linkTo(view, '/refusals')}">${m.pages_nav_refusals({}, view)}</a></li>
          <li><a href="/log/checkpoint">${m.pages_how_checkpoint({}, view)}</a></li>
        </ul>
        <p>${m.pages_how_log_key({}, view)}</p>
        <pre tabindex="0"><code>${logKey}</code></pre>
        <p>${m.pages_how_receipt({}, view)}</p>
        <pre tabindex="0"><code>curl -s ${origin}/log/checkpoint
porchlight verify receipt answer.tlog-proof --log '${logKey}'</code></pre>
      </section>
      <p><a class="more" href="${linkTo(view, '/limits')}">${m.pages_nav_limits({}, view)}</a></p>
    </div>`,
  }
}

function released(view: View, minutes: number): string {
  return minutes === 0
    ? m.pages_how_released_now({}, view)
    : m.pages_how_released({ minutes }, view)
}

function step(title: string, text: string | Html): Html {
  return html`<li>
    <h2>${title}</h2>
    <p>${text}</p>
  </li>`
}
