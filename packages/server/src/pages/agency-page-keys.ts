import { keyAt, recipientId, sha256Hex, utf8 } from '@porchlight/core'
import type { PublicAgency } from '@porchlight/core'
import { html } from 'hono/html'

import { m } from '../words/messages.js'
import { entryPath } from './log-page-paths.ts'
import { linkTo } from './view.ts'
import type { Html, View } from './view.ts'
import { moment } from './when.ts'

type DatedKeys = PublicAgency['keys'][number]

/** All keys that an agency ever had, the newest first: which are good now, and from when new ones are. */
export function keysCard(view: View, { keys, profile }: PublicAgency): Html {
  const dated = keys.map((each) => ({ key: each, from: each.from }))
  const good = keyAt(dated, view.facts.now)
  const waits = keys.some(({ from }) => from > view.facts.now)
  return html`<section class="card" aria-labelledby="keys">
    <h2 id="keys">${m.pages_agency_keys({}, view)}</h2>
    ${waits ? html`<p class="note">${m.pages_keys_wait({}, view)}</p>` : ''}
    ${keys.toReversed().map((each) => keySet(view, each, { good, zone: profile.zone }))}
    <p class="soft">${m.pages_agency_fingerprint_note({}, view)}</p>
  </section>`
}

function keySet(
  view: View,
  each: DatedKeys,
  { good, zone }: { readonly good: DatedKeys | null; readonly zone: string },
): Html {
  const { keys, from, logged } = each
  return html`<div class="key-set">
    <p class="kicker">
      ${
        each === good
          ? html`<span class="mark mark-live">${m.pages_keys_good({}, view)}</span>`
          : html`<span class="mark"
              >${from > view.facts.now ? m.pages_keys_later({}, view) : m.pages_keys_past({}, view)}</span
            >`
      }
    </p>
    <p class="soft">
      ${m.pages_keys_from({}, view)} ${moment(view, from, zone)} ·
      <a href="${linkTo(view, entryPath(logged.index))}"
        >${m.pages_log_entry({ index: logged.index }, view)}</a
      >
    </p>
    <dl class="facts facts-wide">
      <div>
        <dt>${m.pages_agency_signing({}, view)}</dt>
        <dd>
          <code>${fingerprint(sha256Hex(utf8(keys.signing)))}</code><br /><code class="soft"
            >${keys.signing}</code
          >
        </dd>
      </div>
      <div>
        <dt>${m.pages_agency_vault({}, view)}</dt>
        <dd>
          <code>${fingerprint(recipientId(keys.vault))}</code><br /><code class="soft"
            >${keys.vault}</code
          >
        </dd>
      </div>
    </dl>
  </div>`
}

/** The first 16 bytes of a SHA-256 in groups of four digits, to be read out on a telephone. */
function fingerprint(digest: string): string {
  return digest.slice(0, 32).replaceAll(/(.{4})(?=.)/g, '$1 ')
}
