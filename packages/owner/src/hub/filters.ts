import { jsonOf, Offence } from '@porchlight/core'
import { z } from 'zod'

import { FilterList } from './views.ts'

/** A list that somebody shared, or what is wrong with the file. */
export type ReadFilters =
  | {
      readonly kind: 'list'
      readonly list: FilterList
      /** Incident types that this version does not know: kept, for one that does. */
      readonly unknown: readonly string[]
    }
  | { readonly kind: 'bad'; readonly because: 'not-json' | 'not-filters' | 'too-long' | 'too-new' }

/** Every badge and offence there is takes less than one kilobyte. */
export const maxFilterBytes = 64 * 1024

const Marked = z.object({ kind: z.string().startsWith('porchlight/filters/') })

/** Reads a filter list as it is shared: JSON, as {@link filtersText} writes it. */
export function readFilters(text: string): ReadFilters {
  if (text.length > maxFilterBytes) return { kind: 'bad', because: 'too-long' }
  const value = jsonOf(text)
  if (value === undefined) return { kind: 'bad', because: 'not-json' }
  const { data } = FilterList.safeParse(value)
  if (data === undefined) {
    const marked = Marked.safeParse(value)
    const isNewer = marked.success && marked.data.kind !== 'porchlight/filters/v1'
    return { kind: 'bad', because: isNewer ? 'too-new' : 'not-filters' }
  }
  const unknown = data.hideOffences.filter((name) => !Offence.safeParse(name).success)
  return { kind: 'list', list: tidy(data), unknown }
}

/** Hides what either hides. */
export function mergeFilters(one: FilterList, other: FilterList): FilterList {
  return tidy({
    kind: one.kind,
    hideBadges: [...one.hideBadges, ...other.hideBadges],
    hideOffences: [...one.hideOffences, ...other.hideOffences],
  })
}

/** As it is shared: the same list is the same bytes. */
export function filtersText(list: FilterList): string {
  return `${JSON.stringify(tidy(list), null, 2)}\n`
}

function tidy({ kind, hideBadges, hideOffences }: FilterList): FilterList {
  return {
    kind,
    hideBadges: [...new Set(hideBadges)].toSorted((a, b) => (a < b ? -1 : 1)),
    hideOffences: [...new Set(hideOffences)].toSorted((a, b) => (a < b ? -1 : 1)),
  }
}
