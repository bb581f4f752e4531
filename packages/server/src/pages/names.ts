import type { AgencyKind, FederalTie, Offence, OnwardParty, Outcome } from '@porchlight/core'

import { m } from '../words/messages.js'
import type { Locale } from './locale.ts'

interface Reader {
  readonly locale: Locale
}

export function fixedSentence({ locale }: Reader): string {
  return locale === 'en'
    ? 'You may ignore this. Nobody learns that you did.'
    : 'Puede no hacer caso. Nadie lo sabrá.'
}

export function offenceName(offence: Offence, _reader: Reader): string {
  return offence
}

export function ruleSentence(rule: string, _reader: Reader): string {
  return rule
}

export function agencyKindName(kind: AgencyKind, reader: Reader): string {
  return kinds[kind]({}, reader)
}

export function tieName(tie: FederalTie, reader: Reader): string {
  return ties[tie]({}, reader)
}

export function outcomeName(outcome: Outcome, reader: Reader): string {
  return outcomes[outcome]({}, reader)
}

export function onwardName(party: OnwardParty, reader: Reader): string {
  return parties[party]({}, reader)
}

type Words = typeof m.pages_kind_police

const kinds: Readonly<Record<AgencyKind, Words>> = {
  police: m.pages_kind_police,
  sheriff: m.pages_kind_sheriff,
  fire: m.pages_kind_fire,
  'emergency-management': m.pages_kind_emergency_management,
  'local-government': m.pages_kind_local_government,
}

const ties: Readonly<Record<FederalTie, Words>> = {
  'task-force': m.pages_tie_task_force,
  '287g': m.pages_tie_287g,
}

const outcomes: Readonly<Record<Outcome, Words>> = {
  used: m.pages_outcome_used,
  'not-useful': m.pages_outcome_not_useful,
  exculpatory: m.pages_outcome_exculpatory,
  'no-crime': m.pages_outcome_no_crime,
  withdrawn: m.pages_outcome_withdrawn,
}

const parties: Readonly<Record<OnwardParty, Words>> = {
  prosecutor: m.pages_onward_prosecutor,
  court: m.pages_onward_court,
  defence: m.pages_onward_defence,
  'partner-agency': m.pages_onward_partner_agency,
  insurer: m.pages_onward_insurer,
  media: m.pages_onward_media,
}
