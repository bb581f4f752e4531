import { access as findFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import type { Instant, Line, Random } from '@porchlight/core'
import { millisOf } from '@porchlight/core'
import fastify from 'fastify'

import { Hub } from './hub.ts'
import type { HubTools } from './hub.ts'
import { Access } from './http/access.ts'
import { mountMedia } from './http/media-routes.ts'
import { mounter, mountRefusals } from './http/mount.ts'
import { mountRoutes } from './http/routes.ts'
import { mountScreens } from './http/screens.ts'
import { mountZips } from './http/zip-routes.ts'
import { cameraReader, clipsOf, sourceOpener } from './parts.ts'
import type { Hear } from './recorders/heard.ts'
import { openState } from './state/database.ts'
import { stateOf } from './state/state.ts'
import type { State } from './state/state.ts'
import { Zips } from './zips/zips.ts'

export interface HubConfig {
  /** Made on the first start; the owner's only. */
  readonly directory: string
  readonly key: string
  readonly host: string
  readonly port: number
  /** Of the home network; null on loopback only. */
  readonly password: string | null
  /** The built web apps; null where they are not. */
  readonly webDirectory: string | null
  readonly now: () => Instant
  readonly random: Random
  readonly lineTo: (origin: string) => Line
  readonly notify: (matches: number) => void
  /** Tells that a Frigate saw something, where there is a broker at home. */
  readonly hear?: Hear
  /** Waits for the next look at the feed, in another time where one is wanted; the machine's own unless given. */
  readonly pause?: HubTools['pause']
  /** Told of bugs; nothing of the owner's is in what it is told to people. */
  readonly bug: (error: unknown) => void
}

export interface RunningHub {
  readonly address: string
  readonly hub: Hub
  /** Ends when it is stopped or wiped. */
  readonly ended: Promise<void>
  readonly close: () => Promise<void>
}

/** The state and nothing else is in this file; beside it lie copies, held originals and sealed files. */
const stateFile = 'hub.db'

/**
 * Starts the hub.
 *
 * @throws {WrongKey}
 * @throws {OtherSchema}
 * @throws {NeedsPassword} where others than this machine could reach it, and it has no password
 */
export async function startHub(config: HubConfig): Promise<RunningHub> {
  const { directory, now, password } = config
  if (password === null && !isLoopback(config.host)) throw new NeedsPassword()
  await finishWipe(directory)
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const looking = join(directory, 'looking')
  await rm(looking, { recursive: true, force: true })
  await mkdir(looking, { mode: 0o700 })
  const state = stateOf(openState(join(directory, stateFile), config.key))
  const hub = newHub(state, config, looking)
  await hub.tidy()
  const stop = new AbortController()
  const { signal } = stop
  // a player that has paused a film must not keep the hub from ending
  const app = fastify({ bodyLimit: maxBodyBytes, forceCloseConnections: true })
  const access = new Access(password, () => millisOf(now()))
  let wiped = false
  mountRefusals(app, config.bug)
  mountRoutes(mounter(app, access), hub, {
    access,
    signal,
    wipe: async ({ raw }) => {
      wiped = true
      // on a disk that is full there is no room for it, and the more reason to go on
      await writeFile(join(directory, wipeMark), '').catch(() => undefined)
      // once the owner has been told
      raw.once('close', () => {
        stop.abort()
      })
    },
  })
  await mountZips(app, hub, { access, signal })
  mountMedia(app, hub, { access, directory: looking, signal })
  await mountScreens(app, config.webDirectory, { access, streets: () => hub.streets.text() })
  const address = await app.listen({ host: config.host, port: config.port })
  const ended = untilEnded(hub, signal, async () => {
    try {
      await app.close()
      await hub.close()
    } finally {
      await rm(wiped ? directory : looking, { recursive: true, force: true })
    }
  })
  return {
    address,
    hub,
    ended,
    close: async () => {
      stop.abort()
      await ended
    },
  }
}

function newHub(state: State, config: HubConfig, looking: string): Hub {
  const { directory, now, random, lineTo, notify, hear, bug } = config
  const zips = new Zips(state, { directory: join(directory, 'zips'), random })
  return new Hub(state, {
    directory,
    now,
    random,
    lineTo,
    notify,
    ...(hear === undefined ? {} : { hear }),
    pause: config.pause ?? realPause,
    clips: clipsOf(state, random),
    openSource: sourceOpener({ now, directory: looking, zips }),
    readCamera: cameraReader(now),
    zips,
    bug,
  })
}

/** Lies in the folder of a hub that was told to delete everything, until it has. */
const wipeMark = 'wiped'

/** An end without warning, in the middle of it, leaves nothing behind that is used again. */
async function finishWipe(directory: string): Promise<void> {
  const isMarked = await findFile(join(directory, wipeMark)).then(
    () => true,
    () => false,
  )
  if (isMarked) await rm(directory, { recursive: true, force: true })
}

async function realPause(millis: number, signal: AbortSignal): Promise<void> {
  await sleep(millis, undefined, { signal })
}

async function untilEnded(
  hub: Hub,
  signal: AbortSignal,
  cleanUp: () => Promise<void>,
): Promise<void> {
  try {
    await hub.run(signal)
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    await cleanUp()
  }
}

/** A plan with fifty boxes and five hundred key frames each. */
const maxBodyBytes = 4 * 1024 ** 2

/** Others on the network could use the hub as its owner. */
export class NeedsPassword extends Error {
  override readonly name = 'NeedsPassword'
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}
