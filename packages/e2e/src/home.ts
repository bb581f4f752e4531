import { randomBytes } from 'node:crypto'

import { instantOf } from '@porchlight/core'
import { startHub } from '@porchlight/hub'
import type { RunningHub } from '@porchlight/hub'

/** A hub of somebody's, without screens; what it asks of an instance goes through `send`. */
export async function openHub(
  directory: string,
  { send = fetch }: { readonly send?: (request: Request) => Promise<Response> } = {},
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
    lineTo: (origin) => ({ origin, send }),
    notify: () => undefined,
    bug: (error) => {
      throw error
    },
  })
}
