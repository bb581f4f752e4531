import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { maxEntryBytes, tileWidth } from '@porchlight/log'

import { boundedBody } from '../bounded-body.ts'
import { Refusal } from '../refusal.ts'
import type { Tools } from '../tools.ts'

/** Reads a log's files by their paths, `checkpoint` and `tile/…`, and beside them the feeds, `feed/7`. */
export interface LogFiles {
  readonly read: (path: string) => Promise<Uint8Array | null>
}

/** A bundle of 256 entries, each of the largest size, behind its length; a feed is less. */
const maxFileBytes = tileWidth * (2 + maxEntryBytes)

/** The log has a feed's entry before the feed is served: its proof is made in between. In milliseconds. */
const lateness = 3000

/**
 * The files of an instance's log, over the network.
 *
 * @param pause before a feed that is not there is asked for again: once, the newest may be late
 */
export function filesOfInstance(
  origin: string,
  { send }: Pick<Tools, 'send'>,
  pause: () => Promise<unknown> = async () => await sleep(lateness),
): LogFiles {
  let paused = false
  async function read(path: string): Promise<Uint8Array | null> {
    const response = await send(new Request(addressOf(origin, path)))
    const bytes = await boundedBody(response, maxFileBytes)
    if (response.ok) return bytes
    if (response.status === 404) return null
    throw new Refusal(`The instance answered ${String(response.status)} for its log.`, [
      'Try again in a minute.',
    ])
  }
  return {
    read: async (path) => {
      const bytes = await read(path)
      if (bytes !== null || !isFeed(path) || paused) return bytes
      paused = true
      await pause()
      return await read(path)
    },
  }
}

function isFeed(path: string): boolean {
  return path.startsWith('feed/')
}

function addressOf(origin: string, path: string): string {
  return isFeed(path) ? `${origin}/${path}` : `${origin}/log/${path}`
}

/** The files of a log that was copied into a directory. */
export function filesOfDirectory(directory: string): LogFiles {
  return {
    read: async (path) => {
      try {
        return new Uint8Array(await readFile(join(directory, path)))
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
        throw error
      }
    },
  }
}
