import { entryKinds } from '@porchlight/core'
import type { EntryKind } from '@porchlight/core'

/** Kinds that people look for together. */
export const kindGroups = [
  'requests',
  'answers',
  'custody',
  'agencies',
  'partners',
  'instance',
  'feeds',
] as const
export type KindGroup = (typeof kindGroups)[number]

const groups: Readonly<Record<EntryKind, KindGroup>> = {
  'instance.opened': 'instance',
  'policy.changed': 'instance',
  'release.published': 'instance',
  'agency.admitted': 'agencies',
  'agency.key': 'agencies',
  'agency.suspended': 'agencies',
  'partner.announced': 'partners',
  'partner.activated': 'partners',
  'partner.ended': 'partners',
  'partner.key': 'partners',
  'request.published': 'requests',
  'request.versioned': 'requests',
  'request.withdrawn': 'requests',
  'request.closed': 'requests',
  'request.refused': 'requests',
  'submission.sealed': 'answers',
  'custody.opened': 'custody',
  'custody.accepted': 'custody',
  'custody.declined': 'custody',
  'custody.exported': 'custody',
  'custody.destroyed': 'custody',
  'handling.overdue': 'custody',
  'feed.published': 'feeds',
  'token.key': 'instance',
  'legal.counted': 'instance',
  'map.built': 'instance',
}

export function groupOf(kind: EntryKind): KindGroup {
  return groups[kind]
}

export function kindsOf(group: KindGroup): readonly EntryKind[] {
  return entryKinds.filter((kind) => groups[kind] === group)
}

/** Whether a text names a kind. */
export function isEntryKind(text: string): text is EntryKind {
  return Object.hasOwn(groups, text)
}

/** Whether a text names a group of kinds. */
export function isKindGroup(text: string): text is KindGroup {
  return kindGroups.some((group) => group === text)
}
