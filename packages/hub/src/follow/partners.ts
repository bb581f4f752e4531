import { Partners } from '@porchlight/core'
import type { Entry, EntryOf, Feed, Misstep } from '@porchlight/core'

/**
 * What the directory tells of partners that no honest instance does: a start before its public notice was over,
 * a notice that is too short. In words; null where all is well. The feed leaves out rules that were replaced, so
 * what was announced before the newest ones is held against the week that nobody may go below.
 */
export function partnerFault({ directory }: Pick<Feed, 'directory'>): string | null {
  const partners = new Partners()
  const newest = directory.findLast(({ entry }) => isRules(entry))?.index
  for (const { index, entry } of directory) {
    if (isRules(entry) && index === newest) partners.promise(entry)
    const [misstep] = missteps(partners, entry)
    if (misstep !== undefined) return `entry ${String(index)} ${words[misstep] ?? misstep}`
  }
  return null
}

type Rules = EntryOf<'instance.opened' | 'policy.changed'>

function isRules(entry: Entry): entry is Rules {
  return entry.kind === 'instance.opened' || entry.kind === 'policy.changed'
}

function missteps(partners: Partners, entry: Entry): readonly Misstep[] {
  if (entry.kind === 'partner.announced') return partners.announced(entry)
  if (entry.kind === 'partner.activated') return partners.activated(entry)
  if (entry.kind === 'partner.key') return partners.key(entry)
  return entry.kind === 'partner.ended' ? partners.ended(entry) : []
}

const words: Partial<Record<Misstep, string>> = {
  'partner-again': 'announces a partner that is announced already',
  'partner-unknown': 'is about a partner that was not announced, or has ended',
  'notice-too-short': 'announces a partner with a shorter notice than was promised',
  'key-too-soon': 'replaces a key of a partner before the 72 hours of notice are over',
  'key-shared': 'gives a partner a key that another one has',
  'partner-too-soon': 'starts a partner before its public notice is over',
}
