import { offenceNames, outcomeNames } from '@porchlight/core'
import type { Entry, EntryKind, EntryOf, Instant } from '@porchlight/core'

import { m } from '../words/messages.js'
import type { View } from './view.ts'
import { plainDay } from './when.ts'

/** By what names people know those whom an entry is about. */
export interface Names {
  readonly agency: string
  /** Empty where none has to do with it. */
  readonly partner: string
}

/** What an entry says, in one sentence that needs no other. */
export function sentenceOf(view: View, entry: Entry, names: Names): string {
  return said(entry.kind, entry, { view, names })
}

interface Telling {
  readonly view: View
  readonly names: Names
}

function said<K extends EntryKind>(kind: K, entry: EntryOf<K>, telling: Telling): string {
  return tellers[kind](entry, telling)
}

type Teller<K extends EntryKind> = (entry: EntryOf<K>, telling: Telling) => string

const tellers: { readonly [K in EntryKind]: Teller<K> } = {
  'instance.opened': ({ witnesses }, { view }) =>
    m.pages_log_opened_instance({ count: witnessCount(witnesses) }, view),
  'policy.changed': ({ witnesses }, { view }) =>
    m.pages_log_policy_changed({ count: witnessCount(witnesses) }, view),
  'release.published': ({ version, files }, { view }) =>
    m.pages_log_release({ version, count: files }, view),
  'agency.admitted': ({ stewards }, { view, names }) =>
    m.pages_log_admitted({ agency: names.agency, count: stewards.length }, view),
  'agency.key': ({ from }, { view, names }) =>
    m.pages_log_agency_key({ agency: names.agency, day: dayOf(view, from) }, view),
  'agency.suspended': (_, { view, names }) => m.pages_log_suspended(names, view),
  'partner.announced': ({ notice }, { view, names }) =>
    m.pages_log_partner_announced({ partner: names.partner, day: dayOf(view, notice) }, view),
  'partner.activated': (_, { view, names }) => m.pages_log_partner_activated(names, view),
  'partner.ended': (_, { view, names }) => m.pages_log_partner_ended(names, view),
  'partner.key': ({ from }, { view, names }) =>
    m.pages_log_partner_key({ partner: names.partner, day: dayOf(view, from) }, view),
  'request.published': ({ offence }, { view, names }) =>
    m.pages_log_published(
      { agency: names.agency, offence: offenceNames[offence][view.locale] },
      view,
    ),
  'request.versioned': ({ version }, { view, names }) =>
    m.pages_log_versioned({ agency: names.agency, version }, view),
  'request.withdrawn': (_, { view, names }) => m.pages_log_withdrawn(names, view),
  'request.closed': ({ outcome }, { view, names }) =>
    m.pages_log_closed({ agency: names.agency, outcome: outcomeOf(view, outcome) }, view),
  'request.refused': ({ rules }, { view, names }) =>
    m.pages_log_refused({ agency: names.agency, count: rules.length }, view),
  'submission.sealed': ({ sizeClass }, { view, names }) => {
    const words = names.partner === '' ? m.pages_log_sealed : m.pages_log_sealed_partner
    return words({ ...names, size: sizeText(view, sizeClass) }, view)
  },
  'custody.opened': custody(m.pages_log_opened),
  'custody.accepted': custody(m.pages_log_accepted),
  'custody.declined': custody(m.pages_log_declined),
  'custody.exported': custody(m.pages_log_exported),
  'custody.destroyed': ({ submission }, { view }) =>
    m.pages_log_destroyed({ index: submission }, view),
  'handling.overdue': ({ submissions }, { view, names }) =>
    m.pages_log_overdue({ agency: names.agency, count: submissions }, view),
  'feed.published': ({ number }, { view }) => m.pages_log_feed({ number }, view),
  'token.key': ({ from, until }, { view }) =>
    m.pages_log_token({ from: dayOf(view, from), until: dayOf(view, until) }, view),
  'legal.counted': ({ class: served, count }, { view }) =>
    m.pages_log_legal({ class: legalNames[served]({}, view), count }, view),
  'map.built': ({ devices, accepted }, { view }) =>
    (accepted ? m.pages_log_map : m.pages_log_map_refused)({ count: devices }, view),
}

/** What was served, as its count is headed. */
export const legalNames: Readonly<
  Record<EntryOf<'legal.counted'>['class'], typeof m.pages_legal_subpoena>
> = {
  subpoena: m.pages_legal_subpoena,
  'court-order': m.pages_legal_court_order,
  'search-warrant': m.pages_legal_search_warrant,
  'gag-order': m.pages_legal_gag_order,
}

function custody(
  words: typeof m.pages_log_opened,
): (entry: { readonly submission: number }, telling: Telling) => string {
  return ({ submission }, { view, names }) =>
    words({ agency: names.agency, index: submission }, view)
}

/** In the middle of a sentence. */
function outcomeOf(view: View, outcome: EntryOf<'request.closed'>['outcome']): string {
  const name = outcomeNames[outcome][view.locale]
  return name.charAt(0).toLocaleLowerCase(view.locale) + name.slice(1)
}

/** A C2SP tlog-policy names each witness in a line of its own. */
function witnessCount(policy: string): number {
  return policy.match(/^witness\s/gm)?.length ?? 0
}

function dayOf(view: View, instant: Instant): string {
  return plainDay(view, instant)
}

/** The power of two that holds a submission, in units that people know. */
function sizeText(view: View, sizeClass: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
  const power = Math.min(units.length - 1, Math.floor(sizeClass / 10))
  const format = { style: 'unit', unit: units[power] ?? 'byte', unitDisplay: 'short' } as const
  return new Intl.NumberFormat(view.locale, format).format(2 ** (sizeClass - power * 10))
}
