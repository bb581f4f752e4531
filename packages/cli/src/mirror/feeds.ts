import { readEntry, sha256Hex } from '@porchlight/core'
import type { EntryOf } from '@porchlight/core'
import { createReader, tileWidth } from '@porchlight/log'
import type { LogStore, SignedCheckpoint } from '@porchlight/log'

import { feedFile, recentFeeds } from '../verify/feeds.ts'
import type { LogFiles } from '../verify/log-files.ts'

type Published = EntryOf<'feed.published'>

export interface FeedParts {
  /** Believed in nothing. */
  readonly from: LogFiles
  /** With the log that names the feeds. */
  readonly to: LogStore
  readonly checkpoint: SignedCheckpoint
}

export interface FeedOutcome {
  readonly added: number
  /** Numbers of feeds that the log names, and that are not served. */
  readonly missing: readonly number[]
  /** And of those that are served otherwise. */
  readonly altered: readonly number[]
}

/** Copies the feeds of the last day that are not here yet, the oldest first, each as the log names it. */
export async function copyFeeds({ from, to, checkpoint }: FeedParts): Promise<FeedOutcome> {
  const missing: number[] = []
  const altered: number[] = []
  let added = 0
  for (const { number, digest } of await wantedFeeds(to, checkpoint)) {
    const bytes = await from.read(feedFile(number))
    if (bytes === null) missing.push(number)
    else if (sha256Hex(bytes) !== digest) altered.push(number)
    else {
      await to.write(feedFile(number), bytes, { immutable: true })
      added += 1
    }
  }
  return { added, missing, altered }
}

/** Those that are not here. @returns the oldest first */
async function wantedFeeds(
  to: LogStore,
  checkpoint: SignedCheckpoint,
): Promise<readonly Published[]> {
  const wanted: Published[] = []
  for (const feed of await lastFeeds(to, checkpoint))
    if ((await to.read(feedFile(feed.number))) === null) wanted.push(feed)
  return wanted
}

/** From the end of the log back to a feed that is too old: a large log is not read for it. */
async function lastFeeds(
  to: LogStore,
  checkpoint: SignedCheckpoint,
): Promise<readonly Published[]> {
  const reader = createReader({ store: to, checkpoint })
  let feeds: readonly Published[] = []
  for (let index = Math.ceil(checkpoint.size / tileWidth) - 1; index >= 0; index -= 1) {
    const end = Math.min((index + 1) * tileWidth, checkpoint.size)
    const found: Published[] = []
    for await (const bytes of reader.entries(index * tileWidth, end)) {
      const verdict = readEntry(bytes)
      if (verdict.read && verdict.entry.kind === 'feed.published') found.push(verdict.entry)
    }
    feeds = [...found, ...feeds]
    const recent = recentFeeds(feeds)
    if (recent.length < feeds.length) return recent
  }
  return feeds
}
