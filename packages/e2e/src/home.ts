import { randomBytes } from 'node:crypto'

import { instantOf } from '@porchlight/core'
import { startHub } from '@porchlight/hub'
import type { HubConfig, RunningHub } from '@porchlight/hub'

/** A hub of somebody's, without screens and on this machine only, but for what is said otherwise. */
export async function openHub(
  directory: string,
  otherwise: Partial<HubConfig> = {},
): Promise<RunningHub> {
  return await startHub({
    directory,
    key: randomBytes(32).toString('hex'),
    host: '127.0.0.1',
    port: 0,
    password: null,
    webDirectory: null,
    now: () => instantOf(Date.now()),
    random: (length) => randomBytes(length),
    lineTo: (origin) => ({ origin, send: fetch }),
    notify: () => undefined,
    bug: (error) => {
      throw error
    },
    ...otherwise,
  })
}
