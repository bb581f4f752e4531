import { millisOf, minuteSeconds } from '@porchlight/core'

import type { Config, World } from '../config.ts'
import type { Journal } from '../journal.ts'
import type { FeedPublisher } from './publish.ts'

export interface ClockParts extends Pick<World, 'now'> {
  readonly publisher: FeedPublisher
  readonly config: Pick<Config, 'feedMinutes'>
  readonly journal: Journal
}

/** What the log could not take is tried again so soon. */
const retryMillis = 5000

/**
 * Publishes a feed at each tick, the first at once where one is due: a server that starts again in the
 * middle of a tick waits for its end.
 */
export function startFeedClock({ publisher, config, journal, now }: ClockParts): {
  readonly stop: () => Promise<void>
} {
  const periodMillis = config.feedMinutes * minuteSeconds * 1000
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  async function run(): Promise<void> {
    try {
      await publisher.tick()
    } catch (error) {
      journal.bug(error instanceof Error ? error : new Error('feed'))
    }
    wait()
  }
  function wait(): void {
    if (stopped) return
    const due = millisUntilDue()
    timer = setTimeout(() => {
      running = run()
    }, due)
  }
  function millisUntilDue(): number {
    const { newest } = publisher
    if (newest === null) return retryMillis
    const since = millisOf(now()) - millisOf(newest.at)
    // a clock that was set back must not silence the feed
    return Math.min(periodMillis, Math.max(retryMillis, periodMillis - since))
  }
  const { newest } = publisher
  const isDue = newest === null || millisOf(now()) - millisOf(newest.at) >= periodMillis
  if (isDue) running = run()
  else wait()
  return {
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
