import type { networkInterfaces } from 'node:os'

import type { Instant, Random } from '@porchlight/core'

import type { Terminal } from './terminal.ts'

/** What a command is given of the world. */
export interface Tools {
  readonly terminal: Terminal
  readonly now: () => Instant
  readonly random: Random
  readonly send: (request: Request) => Promise<Response>
  /** Environment variables. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Where temporary directories are made. */
  readonly temporary: string
  /** The networks that this machine is on. */
  readonly networks: typeof networkInterfaces
  /** Stopped by the person. */
  readonly signal: AbortSignal
}
