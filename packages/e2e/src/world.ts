import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { prepareLog, startServer } from '@porchlight/server'
import type { RunningServer, StartOptions, World as ServerWorld } from '@porchlight/server'

import { freePort } from './free-port.ts'
import type { TestWitness } from './witness.ts'

/** A real instance on this machine, with a data directory of its own that goes with it. */
export interface World {
  readonly origin: string
  readonly dataDirectory: string
  /** The first steward's one-time link. */
  readonly stewardLink: string
  /** Stops the server and starts it again on the same data; `meanwhile` nothing answers. */
  readonly restart: (meanwhile?: () => Promise<void>) => Promise<void>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** An instance whose log needs these witnesses: all of them, or as many of them as are said. */
export async function openWitnessedWorld(
  witnesses: readonly TestWitness[],
  threshold: number | 'all' = 'all',
  options: Partial<StartOptions> = {},
): Promise<World> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'porchlight-world-'))
  const port = await freePort()
  const origin = `http://localhost:${String(port)}`
  const logKey = await prepareLog(
    { dataDirectory, origin },
    { random: (length) => randomBytes(length) },
  )
  for (const witness of witnesses) witness.watch(logKey)
  const names = witnesses.map(({ name }) => name).join(' ')
  const lines = witnesses.map(({ line }) => `${line}\n`).join('')
  const policy = `${lines}group enough ${String(threshold)} ${names}\nquorum enough\n`
  return await openWorld({ dataDirectory, port, origin, witnesses: policy, ...options })
}

export async function openWorld(
  options: Partial<StartOptions> = {},
  outside: Partial<ServerWorld> = {},
): Promise<World> {
  const dataDirectory =
    options.dataDirectory ?? (await mkdtemp(join(tmpdir(), 'porchlight-world-')))
  const port = options.port ?? (await freePort())
  const origin = options.origin ?? `http://localhost:${String(port)}`
  const all = {
    dataDirectory,
    origin,
    host: '127.0.0.1',
    port,
    releaseMinutes: 0,
    // work that is proved, and no more of it than a test needs
    tokenWorkBits: 4,
    ...options,
  }
  let server: RunningServer = await startServer(all, outside)
  return {
    origin,
    dataDirectory,
    stewardLink: server.stewardLink ?? '',
    restart: async (meanwhile) => {
      await server.close()
      await meanwhile?.()
      server = await startServer(all, outside)
    },
    [Symbol.asyncDispose]: async () => {
      await server.close()
      await rm(dataDirectory, { recursive: true, force: true })
    },
  }
}
