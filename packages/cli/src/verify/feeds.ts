import { daySeconds, feedPath, secondsBetween, sha256Hex } from '@porchlight/core'
import type { EntryOf } from '@porchlight/core'

import type { Check } from './check.ts'
import type { LogFiles } from './log-files.ts'

type Published = EntryOf<'feed.published'>

/** Nobody takes an older feed (PROTOCOL: freshness), so an instance need not keep it. */
const keptSeconds = daySeconds

/** The feeds that an instance has to serve: those that are at most a day older than the newest. */
export function recentFeeds(feeds: readonly Published[]): readonly Published[] {
  const newest = feeds.reduce((latest, { at }) => (at > latest ? at : latest), '')
  return feeds.filter(({ at }) => secondsBetween(at, newest) <= keptSeconds)
}

/** Where a feed is, beside the files of the log. */
export function feedFile(number: number): string {
  return feedPath(number).slice(1)
}

export interface FeedsInput {
  readonly files: LogFiles
  /** By number, as the log names them. */
  readonly feeds: ReadonlyMap<number, Published>
  readonly keepsAll: boolean
}

/** Whether the feeds are there, byte for byte as the log committed to them. No check where it names none. */
export async function checkFeeds({
  files,
  feeds,
  keepsAll,
}: FeedsInput): Promise<readonly Check[]> {
  if (feeds.size === 0) return []
  const all = [...feeds.values()]
  const recent = new Set(recentFeeds(all))
  const wrong: string[] = []
  let held = 0
  for (const feed of keepsAll ? all : recent) {
    const bytes = await files.read(feedFile(feed.number))
    const name = `Feed ${String(feed.number)}`
    if (bytes !== null) held += 1
    if (bytes !== null && sha256Hex(bytes) !== feed.digest)
      wrong.push(`${name} is not the one that the log names.`)
    if (bytes === null && recent.has(feed)) wrong.push(`${name} is missing.`)
  }
  if (wrong.length > 0) return wrong.map((says) => ({ check: 'feeds', holds: false, says }))
  const says = `${String(held)} of ${String(feeds.size)} feeds are here, as the log names them; none of the last day is missing.`
  return [{ check: 'feeds', holds: true, says }]
}
