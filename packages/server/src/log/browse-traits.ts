import {
  closeStepOf,
  closeSteps,
  legalClasses,
  monthOf,
  offences,
  outcomes,
} from '@porchlight/core'
import type { Entry, EntryKind, EntryOf } from '@porchlight/core'

/** What statistics count an entry under, `offence:burglary`. */
export type Trait = `${TraitName}:${string}`

const traitNames = [
  'offence',
  'class',
  'outcome',
  'lasted',
  'rule',
  'month',
  'legal',
  'map',
] as const
export type TraitName = (typeof traitNames)[number]

/** @param seconds of an entry that ends a request, since it was published; null for all others */
export function traitsOf(entry: Entry, seconds: number | null): readonly Trait[] {
  const own = traitsByKind(entry.kind, entry)
  return seconds === null ? own : [...own, `lasted:${String(closeStepOf(seconds))}`]
}

/** The two parts of a text from outside that is a trait; null for any other. */
export function parseTrait(
  text: string,
): { readonly name: TraitName; readonly value: string } | null {
  const at = text.indexOf(':')
  const name = traitNames.find((each) => each === text.slice(0, Math.max(0, at)))
  const value = text.slice(at + 1)
  return name !== undefined && forms[name](value) ? { name, value } : null
}

const forms: Readonly<Record<TraitName, (value: string) => boolean>> = {
  offence: (value) => offences.some((offence) => offence === value),
  class: (value) => value === 'standard' || value === 'extended',
  outcome: (value) => outcomes.some((outcome) => outcome === value),
  lasted: (value) => /^\d$/.test(value) && Number(value) <= closeSteps.length,
  rule: (value) => value.length <= 60 && /^[a-z-]+\/[a-z-]+$/.test(value),
  month: (value) => /^\d{4}-\d{2}$/.test(value),
  legal: (value) => legalClasses.some((served) => served === value),
  map: (value) => value === 'accepted' || value === 'refused',
}

function traitsByKind<K extends EntryKind>(kind: K, entry: EntryOf<K>): readonly Trait[] {
  return byKind[kind]?.(entry) ?? []
}

const byKind: { readonly [K in EntryKind]?: (entry: EntryOf<K>) => readonly Trait[] } = {
  'request.published': (entry) => [`offence:${entry.offence}`, `class:${entry.class}`],
  'request.closed': ({ outcome }) => [`outcome:${outcome}`],
  'request.withdrawn': () => ['outcome:withdrawn'],
  'request.refused': ({ rules }) => [...new Set(rules)].map((rule): Trait => `rule:${rule}`),
  'submission.sealed': ({ day }) => [`month:${monthOf(day)}`],
  'legal.counted': (entry) => [`legal:${entry.class}`],
  'map.built': ({ accepted }) => [accepted ? 'map:accepted' : 'map:refused'],
}
