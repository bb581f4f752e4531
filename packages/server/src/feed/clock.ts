import { millisOf, minuteSeconds } from '@porchlight/core'

import type { Config, World } from '../config.ts'
import type { Journal } from '../journal.ts'
import type { FeedPublisher } from './publish.ts'

export interface ClockParts extends Pick<World, 'now' | 'pause'> {
  readonly publisher: FeedPublisher
  readonly config: Pick<Config, 'feedMinutes'>
  readonly journal: Journal
}

/** What the log could not take is tried again so soon; and no two ticks are closer. */
const retryMillis = 1000

/**
 * Publishes a feed at each tick, the first at once where one is due: a server that starts again in the
 * middle of a tick waits for its end. Once it returns, there is a feed, or the log cannot be written.
 */
export async function startFeedClock(parts: ClockParts): Promise<{
  readonly stop: () => Promise<void>
}> {
  const clock = new FeedClock(parts)
  await clock.start()
  return {
    stop: async () => {
      await clock.stop()
    },
  }
}

class FeedClock {
  readonly #parts: ClockParts
  readonly #stop = new AbortController()
  #running: Promise<void> = Promise.resolve()

  constructor(parts: ClockParts) {
    this.#parts = parts
  }

  async start(): Promise<void> {
    if (this.#millisUntilDue() <= 0) await this.#tick()
    this.#running = this.#run()
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop
    try {
      for (;;) {
        await this.#parts.pause(Math.max(retryMillis, this.#millisUntilDue()), signal)
        await this.#tick()
      }
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  async #tick(): Promise<void> {
    const { publisher, journal } = this.#parts
    try {
      await publisher.tick()
    } catch (error) {
      journal.bug(error instanceof Error ? error : new Error('feed'))
    }
  }

  /** At most a whole tick: a clock that was set back must not silence the feed. */
  #millisUntilDue(): number {
    const { publisher, config, now } = this.#parts
    if (publisher.newest === null) return 0
    const period = config.feedMinutes * minuteSeconds * 1000
    return Math.min(period, period + millisOf(publisher.newest.at) - millisOf(now()))
  }
}
