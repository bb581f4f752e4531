import { requestDigest } from '@porchlight/core'
import type { PublicRequest } from '@porchlight/core'
import { parseTlogProof } from '@porchlight/log'
import { html } from 'hono/html'

import { m } from '../words/messages.js'
import { entryPath } from './log-page-paths.ts'
import { standingOf } from './standing.ts'
import { linkTo } from './view.ts'
import type { Html, View } from './view.ts'

/** How a stranger checks this request without believing this page, and answers it without this browser. */
export function checkSection(view: View, request: PublicRequest): Html {
  const { signed, proof } = request
  const { id, recipient } = signed.request
  const { origin, logKey, now } = view.facts
  const live = standingOf(request, now) === 'live'
  const { index } = parseTlogProof(proof)
  const url = `${origin}/api/requests/${id}`
  return html`<section class="check" aria-labelledby="check">
    <h2 id="check">${m.pages_check({}, view)}</h2>
    <p>${m.pages_check_lead({}, view)}</p>
    <dl class="facts facts-wide">
      <div>
        <dt>${m.pages_entry({}, view)}</dt>
        <dd><a href="${linkTo(view, entryPath(index))}">${index}</a></dd>
      </div>
      <div>
        <dt>${m.pages_digest({}, view)}</dt>
        <dd><code>${requestDigest(signed)}</code></dd>
      </div>
      <div>
        <dt>${m.pages_signing_key({}, view)}</dt>
        <dd><code>${signed.signature.key}</code></dd>
      </div>
      <div>
        <dt>${m.pages_recipient({}, view)}</dt>
        <dd><code>${recipient}</code></dd>
      </div>
      <div>
        <dt>${m.pages_log_key({}, view)}</dt>
        <dd><code>${logKey}</code></dd>
      </div>
    </dl>
    <p>${m.pages_check_digest({}, view)}</p>
    <pre tabindex="0"><code>curl -s ${url} | jq -cjS .signed | sha256sum</code></pre>
    <p>${m.pages_check_verify({}, view)}</p>
    <pre tabindex="0"><code>curl -s ${url} -o ${id}.json
porchlight verify request ${id}.json --log '${logKey}'</code></pre>
    ${live ? sealLines(view, id) : ''}
  </section>`
}

function sealLines(view: View, id: string): Html {
  return html`<p>${m.pages_check_seal({}, view)}</p>
    <pre
      tabindex="0"
    ><code>porchlight seal ${id} clip.mp4 --to ${view.facts.origin} --dry-run</code></pre>`
}
