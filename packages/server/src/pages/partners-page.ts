import { recipientId } from '@porchlight/core'
import type { EntryKind, PartnerId, PublicPartner } from '@porchlight/core'
import { html } from 'hono/html'

import type { LogReading } from '../log/browse.ts'
import type { LogFilter, LogLine } from '../log/lines.ts'
import { m } from '../words/messages.js'
import type { Document } from './document.ts'
import { headText } from './log-page-head.ts'
import { logList } from './log-page-list.ts'
import { directoryOf } from './log-page-names.ts'
import { counted, entryPath } from './log-page-paths.ts'
import type { PageSource } from './source.ts'
import { linkTo } from './view.ts'
import type { Html, View } from './view.ts'
import { plainDay } from './when.ts'

/** Every outside platform that was ever announced here, as the log tells it. */
export async function partnersPage(view: View, source: PageSource): Promise<Document> {
  const [reading, facts] = await Promise.all([source.log(), source.partners()])
  const partners = await Promise.all(
    reading.partners.map(async (id) => {
      const name = factsOf(facts, id)?.profile.name ?? id
      return { id, name, steps: await stepsOf(reading, id), reading }
    }),
  )
  return {
    title: m.pages_partners_title({}, view),
    description: m.pages_partners_lead({}, view),
    section: 'agencies',
    body: html`<div class="wrap">
      <h1>${m.pages_partners_title({}, view)}</h1>
      <p class="lead">${m.pages_partners_lead({}, view)}</p>
      <p class="note">${m.pages_partners_no_answers({}, view)}</p>
      ${
        partners.length === 0
          ? html`<p class="empty">${m.pages_partners_none({}, view)}</p>`
          : html`<ul class="notices">
              ${partners.map((partner) => html`<li>${partnerItem(view, partner)}</li>`)}
            </ul>`
      }
      ${headText(view, reading)}
      ${checkSection(view, m.pages_partners_check_text({}, view), ['age1…'])}
    </div>`,
  }
}

/** One partner: its whole life here, and how many answers were addressed to it; null where there is none of that name. */
export async function partnerPage(
  view: View,
  source: PageSource,
  id: string,
): Promise<Document | null> {
  const reading = await source.log()
  if (!reading.partners.includes(id)) return null
  const [steps, directory, all] = await Promise.all([
    stepsOf(reading, id),
    directoryOf(source, reading),
    source.partners(),
  ])
  const facts = factsOf(all, id)
  const name = facts?.profile.name ?? id
  return {
    title: name,
    description: m.pages_partners_lead({}, view),
    section: 'agencies',
    body: html`<div class="wrap">
      <header class="request-head">
        <p class="kicker">${m.pages_log_filter_partner({}, view)} ${statusMark(view, steps)}</p>
        <h1>${name}</h1>
        <p class="note">${m.pages_partners_no_answers({}, view)}</p>
      </header>
      <div class="with-aside">
        <div>
          <section aria-labelledby="life">
            <h2 id="life">${m.pages_partner_life({}, view)}</h2>
            ${logList(view, steps, directory)}
          </section>
          ${claimSection(view, steps, facts)}
        </div>
        <aside>
          ${numbersCard(view, { id, name, steps, reading })} ${factsCard(view, facts, steps)}
        </aside>
      </div>
      ${headText(view, reading)}
    </div>`,
  }
}

interface Partner {
  readonly id: PartnerId
  readonly name: string
  /** Newest first. */
  readonly steps: readonly LogLine[]
  readonly reading: LogReading
}

/** What people are told of a partner besides its entries. */
function factsOf(partners: readonly PublicPartner[], id: PartnerId): PublicPartner | null {
  return partners.find(({ profile }) => profile.id === id) ?? null
}

/** A partner's own entries are few: announced, keys, started, ended. */
async function stepsOf({ part }: LogReading, partner: PartnerId): Promise<readonly LogLine[]> {
  return (await part({ partner, kind: 'partners' }, null)).lines
}

function addressedTo(partner: PartnerId): LogFilter {
  return { partner, kind: 'submission.sealed' }
}

function partnerItem(view: View, { id, name, steps, reading }: Partner): Html {
  return html`<article class="notice">
    <div>
      <p class="kicker">${statusMark(view, steps)}</p>
      <h2><a href="${linkTo(view, `/partners/${id}`)}">${name}</a></h2>
    </div>
    <p class="soft">
      ${m.pages_partner_answers({}, view)}:
      ${counted(view, reading.count(addressedTo(id)), addressedTo(id))}
    </p>
  </article>`
}

const statuses = {
  'partner.announced': { words: m.pages_partner_announced, look: 'mark' },
  'partner.activated': { words: m.pages_partner_active, look: 'mark mark-flag' },
  'partner.ended': { words: m.pages_partner_ended, look: 'mark mark-withdrawn' },
} as const

/** By the newest entry that changes it. */
function statusMark(view: View, steps: readonly LogLine[]): Html {
  const kind = steps.map(({ entry }) => entry.kind).find((each) => isStatus(each))
  const { words, look } = statuses[kind ?? 'partner.announced']
  return html`<span class="${look}">${words({}, view)}</span>`
}

function isStatus(kind: EntryKind): kind is keyof typeof statuses {
  return Object.hasOwn(statuses, kind)
}

function numbersCard(view: View, { id, steps, reading }: Partner): Html {
  const answers = addressedTo(id)
  return html`<section class="card" aria-labelledby="numbers">
    <h2 id="numbers">${m.pages_agency_log({}, view)}</h2>
    <dl class="facts">
      <div>
        <dt>${m.pages_partner_answers({}, view)}</dt>
        <dd>${counted(view, reading.count(answers), answers)}</dd>
      </div>
      ${dated(m.pages_partner_announced, 'partner.announced')}
      ${dated(m.pages_partner_active, 'partner.activated')}
      ${dated(m.pages_partner_ended, 'partner.ended')}
      <div>
        <dt>${m.pages_agency_log_all({}, view)}</dt>
        <dd>${counted(view, reading.count({ partner: id }), { partner: id })}</dd>
      </div>
    </dl>
  </section>`

  function dated(name: typeof m.pages_partner_ended, kind: keyof typeof statuses): Html {
    const line = steps.find(({ entry }) => entry.kind === kind)
    const on = line !== undefined && 'at' in line.entry ? line.entry.at : null
    return html`<div>
      <dt>${name({}, view)}</dt>
      <dd>
        ${
          line === undefined || on === null
            ? m.pages_partner_not_yet({}, view)
            : html`<a href="${linkTo(view, entryPath(line.index))}">${plainDay(view, on)}</a>`
        }
      </dd>
    </div>`
  }
}

/** The stewards' words of it, and the digest of them in the log. */
function factsCard(view: View, facts: PublicPartner | null, steps: readonly LogLine[]): Html {
  if (facts === null) return html``
  const { website, receives } = facts.profile
  const digests = steps.flatMap(({ entry }) =>
    entry.kind === 'partner.announced' ? [entry.profile] : [],
  )
  return html`<section class="card" aria-labelledby="facts">
    <h2 id="facts">${m.pages_partner_facts({}, view)}</h2>
    <dl class="facts facts-wide">
      <div>
        <dt>${m.pages_partner_receives({}, view)}</dt>
        <dd>${receives}</dd>
      </div>
      <div>
        <dt>${m.pages_agency_website({}, view)}</dt>
        <dd>${website.replace('https://', '')}</dd>
      </div>
      <div>
        <dt>${m.pages_partner_profile({}, view)}</dt>
        <dd><code>${digests[0] ?? ''}</code></dd>
      </div>
    </dl>
    <p class="soft">${m.pages_partner_words({}, view)}</p>
  </section>`
}

/** How a stranger counts what was sealed to it, for each of its keys. */
function claimSection(view: View, steps: readonly LogLine[], facts: PublicPartner | null): Html {
  const whole = new Map(facts?.keys.map(({ recipient }) => [recipientId(recipient), recipient]))
  const keys = steps.flatMap(({ entry }) => (entry.kind === 'partner.key' ? [entry.recipient] : []))
  const words = keys.length === 0 ? m.pages_partner_no_key : m.pages_partner_check_text
  const named = [...new Set(keys)].map((key) => whole.get(key) ?? key)
  return checkSection(view, words({}, view), named)
}

function checkSection(view: View, text: string, keys: readonly string[]): Html {
  const { origin, logKey } = view.facts
  return html`<section class="check log-check" aria-labelledby="check">
    <h2 id="check">${m.pages_partner_check({}, view)}</h2>
    <p>${text}</p>
    ${keys.map(
      (key) =>
        html`<pre
          tabindex="0"
        ><code>porchlight verify claim ${origin} --log '${logKey}' --recipient ${key}</code></pre>`,
    )}
  </section>`
}
