import { offenceNames, offences, outcomeNames, outcomes, ruleSentences } from '@porchlight/core'
import type { EntryKind } from '@porchlight/core'
import { html } from 'hono/html'

import type { LogReading } from '../log/browse.ts'
import { groupOf, isEntryKind, kindGroups, kindsOf } from '../log/browse-kinds.ts'
import type { KindGroup } from '../log/browse-kinds.ts'
import { parseTrait } from '../log/browse-traits.ts'
import type { Trait, TraitName } from '../log/browse-traits.ts'
import type { LogFilter } from '../log/lines.ts'
import { m } from '../words/messages.js'
import { stepName } from './statistics-page-steps.ts'
import type { Directory } from './log-page-names.ts'
import { logPath } from './log-page-paths.ts'
import { legalNames } from './log-page-sentence.ts'
import { linkTo, numberText } from './view.ts'
import type { Html, View } from './view.ts'
import { monthName } from './when.ts'

/** More is no list to choose from: the page of each agency leads to its entries too. */
const mostAgencies = 20

export interface Narrowing {
  readonly filter: LogFilter
  readonly reading: LogReading
  readonly directory: Directory
}

/** Links that narrow the log; each keeps what was chosen before, and says how many entries it leads to. */
export function filterLinks(view: View, { filter, reading, directory }: Narrowing): Html {
  const { kind, ...rest } = filter
  const group = kind === undefined ? undefined : groupIn(kind)
  const kinds = group === undefined ? [] : kindsOf(group)
  return html`${choices(m.pages_log_filter({}, view), [
    choice(rest, m.pages_group_all({}, view), kind === undefined),
    ...kindGroups.map((each) => {
      return choice({ ...rest, kind: each }, groupNames[each]({}, view), each === group)
    }),
  ])}
  ${
    kinds.length < 2
      ? ''
      : choices(
          m.pages_log_filter_kind({}, view),
          kinds.map((each) => {
            return choice({ ...rest, kind: each }, kindNames[each]({}, view), each === kind)
          }),
        )
  }
  ${byWhom(m.pages_filter_agency({}, view), agencyChoices())}
  ${byWhom(m.pages_log_filter_partner({}, view), partnerChoices())}`

  function agencyChoices(): readonly Html[] {
    const { agency: chosen, request: _, ...others } = filter
    const named = Array.from(directory.agencies)
    const shown = named.filter(([agency], at) => at < mostAgencies || agency === chosen)
    return shown.map(([agency, name]) => choice({ ...others, agency }, name, agency === chosen))
  }

  function partnerChoices(): readonly Html[] {
    return reading.partners.map((partner) => {
      const name = directory.partners.get(partner) ?? partner
      return choice({ ...filter, partner }, name, partner === filter.partner)
    })
  }

  function choice(next: LogFilter, name: string, chosen: boolean): Html {
    const count = numberText(view, reading.count(next))
    return html`<li>
      <a href="${linkTo(view, logPath(next))}" ${chosen ? html` aria-current="true"` : ''}
        >${name} <span class="choice-count">${count}</span></a
      >
    </li>`
  }
}

function byWhom(title: string, options: readonly Html[]): Html {
  return options.length === 0 ? html`` : choices(title, options)
}

function choices(title: string, options: readonly Html[]): Html {
  return html`<h3>${title}</h3>
    <ul class="choices">
      ${options}
    </ul>`
}

/** What the log is narrowed to besides kinds, each with a link that takes it off. */
export function narrowedTo(view: View, { filter, directory }: Narrowing): Html {
  const { request, agency, partner, trait } = filter
  const { requests, agencies, partners } = directory
  const marks = [
    request === undefined
      ? []
      : {
          name: requests.get(request) ?? request,
          without: { ...filter, request: undefined },
        },
    agency === undefined
      ? []
      : { name: agencies.get(agency) ?? agency, without: { ...filter, agency: undefined } },
    partner === undefined
      ? []
      : { name: partners.get(partner) ?? partner, without: { ...filter, partner: undefined } },
    trait === undefined
      ? []
      : { name: traitName(view, trait), without: { ...filter, trait: undefined } },
  ].flat()
  if (marks.length === 0) return html``
  return html`<ul class="narrowed">
    ${marks.map(
      ({ name, without }) =>
        html`<li>
          ${m.pages_log_only({ name }, view)}
          <a
            href="${linkTo(view, logPath(without))}"
            aria-label="${m.pages_log_only_off({ name }, view)}"
            >${m.pages_log_only_end({}, view)}</a
          >
        </li>`,
    )}
  </ul>`
}

function groupIn(kind: EntryKind | KindGroup): KindGroup {
  return isEntryKind(kind) ? groupOf(kind) : kind
}

type Words = typeof m.pages_group_all

const groupNames: Readonly<Record<KindGroup, Words>> = {
  requests: m.pages_group_requests,
  answers: m.pages_group_answers,
  custody: m.pages_group_custody,
  agencies: m.pages_group_agencies,
  partners: m.pages_group_partners,
  instance: m.pages_group_instance,
  feeds: m.pages_group_feeds,
}

/** What entries of a kind are called together. */
export const kindNames: Readonly<Record<EntryKind, Words>> = {
  'instance.opened': m.pages_kind_instance_opened,
  'policy.changed': m.pages_kind_policy_changed,
  'release.published': m.pages_kind_release_published,
  'agency.admitted': m.pages_kind_agency_admitted,
  'agency.key': m.pages_kind_agency_key,
  'agency.suspended': m.pages_kind_agency_suspended,
  'partner.announced': m.pages_kind_partner_announced,
  'partner.activated': m.pages_kind_partner_activated,
  'partner.ended': m.pages_kind_partner_ended,
  'partner.key': m.pages_kind_partner_key,
  'request.published': m.pages_kind_request_published,
  'request.versioned': m.pages_kind_request_versioned,
  'request.withdrawn': m.pages_kind_request_withdrawn,
  'request.closed': m.pages_kind_request_closed,
  'request.refused': m.pages_kind_request_refused,
  'submission.sealed': m.pages_kind_submission_sealed,
  'custody.opened': m.pages_kind_custody_opened,
  'custody.accepted': m.pages_kind_custody_accepted,
  'custody.declined': m.pages_kind_custody_declined,
  'custody.exported': m.pages_kind_custody_exported,
  'custody.destroyed': m.pages_kind_custody_destroyed,
  'handling.overdue': m.pages_kind_handling_overdue,
  'feed.published': m.pages_kind_feed_published,
  'token.key': m.pages_kind_token_key,
  'legal.counted': m.pages_kind_legal_counted,
  'map.built': m.pages_kind_map_built,
}

/** What a number of the statistics is of. */
export function traitName(view: View, trait: Trait): string {
  const read = parseTrait(trait)
  return read === null ? trait : traitWords[read.name](view, read.value)
}

const traitWords: Readonly<Record<TraitName, (view: View, value: string) => string>> = {
  offence: (view, value) => {
    const offence = offences.find((each) => each === value)
    return offence === undefined ? value : offenceNames[offence][view.locale]
  },
  class: (view, value) => (value === 'extended' ? m.pages_extended({}, view) : value),
  outcome: (view, value) => {
    const outcome = outcomes.find((each) => each === value)
    return outcome === undefined ? value : outcomeNames[outcome][view.locale]
  },
  lasted: (view, value) => stepName(view, Number(value)),
  rule: (view, value) => ruleSentences.get(value)?.[view.locale] ?? value,
  month: monthName,
  map: (view, value) =>
    (value === 'accepted' ? m.pages_trait_map_accepted : m.pages_trait_map_refused)({}, view),
  legal: (view, value) => {
    return Object.entries(legalNames).find(([served]) => served === value)?.[1]({}, view) ?? value
  },
}
