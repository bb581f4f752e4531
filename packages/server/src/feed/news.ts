import { dayOf, daySeconds, later, maxNews, newsDays, newsKinds } from '@porchlight/core'
import type { Entry, EntryKind, EntryOf, Instant, NewsKind } from '@porchlight/core'

export interface Told {
  readonly index: number
  readonly entry: EntryOf<NewsKind>
}

/** The newest of what became of answers: owners find theirs by its index, and nobody learns which one they looked for. */
export class FeedNews {
  readonly #entries: Told[] = []

  take(entry: Entry, index: number): void {
    if (!isNews(entry)) return
    this.#entries.push({ index, entry })
    if (this.#entries.length > maxNews) this.#entries.shift()
  }

  /** In the order of the log. */
  newest(now: Instant): readonly Told[] {
    const first = dayOf(later(now, -newsDays * daySeconds))
    return this.#entries.filter(({ entry }) => entry.day >= first)
  }
}

const kinds: ReadonlySet<EntryKind> = new Set(newsKinds)

function isNews(entry: Entry): entry is EntryOf<NewsKind> & Entry {
  return kinds.has(entry.kind)
}
