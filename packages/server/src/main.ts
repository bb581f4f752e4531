import { randomBytes } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { instantOf } from '@porchlight/core'

import { buildApp } from './app.ts'
import { startChores } from './chores.ts'
import { Config, ownerOnly } from './config.ts'
import type { StartOptions, World } from './config.ts'
import { reportOverdue } from './custody/overdue.ts'
import { openDatabase } from './db/open.ts'
import type { Database } from './db/open.ts'
import { holdDataDirectory } from './db/one-server.ts'
import type { Hold } from './db/one-server.ts'
import { keepMode } from './demo/mode.ts'
import { insertDemoPeople } from './demo/people.ts'
import { startFeedClock } from './feed/clock.ts'
import { FeedPublisher } from './feed/publish.ts'
import { openJournal } from './journal.ts'
import { openLog } from './log/open.ts'
import { announcements } from './log/announce.ts'
import { createOutbox, unlessUnavailable } from './log/outbox.ts'
import { readRelease } from './log/release.ts'
import { openCompressedFiles } from './objects/compressed.ts'
import { openObjects } from './objects/directory.ts'
import { readBasemap } from './pages/basemap.ts'
import type { Basemap } from './pages/basemap.ts'
import { renewKey } from './tokens/keys.ts'
import { createInvite } from './sign-in/invites.ts'

export interface RunningServer {
  /** Where it listens, `http://127.0.0.1:8080`. */
  readonly address: string
  /** The one-time link for the first steward; null once there is one. */
  readonly stewardLink: string | null
  readonly close: () => Promise<void>
}

/**
 * Starts an instance on its data directory, making it on the first start.
 *
 * @param outside what is to be used instead of the real clock, randomness or network
 * @throws {z.ZodError} for options that are none
 * @throws {Fault} `instance/in-use` where another server runs on the directory; `demo/other-mode` where the directory belongs to a demonstration, or to a real instance
 * @throws {LogError} where log and database do not agree: nothing is signed then
 */
export async function startServer(
  options: StartOptions,
  outside: Partial<World> = {},
): Promise<RunningServer> {
  const config = Config.parse(options)
  await mkdir(join(config.dataDirectory, 'objects'), { recursive: true, mode: ownerOnly })
  const hold = holdDataDirectory(config.dataDirectory)
  try {
    return await startHolding(config, { hold, world: { ...realWorld(), ...outside } })
  } catch (error) {
    hold.release()
    throw error
  }
}

async function startHolding(
  config: Config,
  { hold, world }: { readonly hold: Hold; readonly world: World },
): Promise<RunningServer> {
  const journal = openJournal(config)
  const db = await openDatabase(config.dataDirectory)
  await keepMode(db, config.demo)
  if (config.demo) await insertDemoPeople(db, world)
  const log = await openLog({ ...world, ...config, db, journal })
  const outbox = createOutbox({ db, log, journal, fail: world.fail })
  const recovered = await unlessUnavailable(async () => await outbox.drain())
  if (recovered !== null && recovered > 0) journal.event('log.recovered', recovered)
  const release = config.webDirectory === undefined ? null : await readRelease(config.webDirectory)
  const news = await announcements({ db, config, world, log, release })
  // queued in any case, and so before everything that comes later
  await unlessUnavailable(async () => await outbox.enter(news))
  await unlessUnavailable(async () => await renewKey(db, outbox, world.now()))
  await unlessUnavailable(async () => await reportOverdue(db, outbox, world.now()))
  const objects = openObjects(join(config.dataDirectory, 'objects'))
  const basemap = await basemapOf(config.basemap)
  const files = await openCompressedFiles(config.dataDirectory, 'feeds')
  const publisher = new FeedPublisher({ ...world, db, config, log, outbox, files })
  await publisher.open()
  const mapFiles = await openCompressedFiles(config.dataDirectory, 'maps')
  const { app } = await buildApp({
    config,
    world,
    journal,
    db,
    log,
    outbox,
    release,
    objects,
    feed: { publisher, files },
    mapFiles,
    basemap,
  })
  const address = await app.listen({ host: config.host, port: config.port })
  const stewardLink = await firstStewardLink(db, { ...world, origin: config.origin })
  const chores = startChores({ db, world, journal, objects, outbox })
  const feedClock = await startFeedClock({ ...world, publisher, config, journal })
  journal.started({ port: Number(new URL(address).port), demo: config.demo })
  return {
    address,
    stewardLink,
    close: async () => {
      chores.stop()
      await feedClock.stop()
      await app.close()
      await unlessUnavailable(async () => await outbox.drain())
      log.close()
      await db.destroy()
      hold.release()
      journal.stopped()
    },
  }
}

function realWorld(): World {
  return {
    now: () => instantOf(Date.now()),
    random: (length) => randomBytes(length),
    pause: async (millis, signal) => {
      await sleep(millis, undefined, { signal })
    },
    send: async (request) => await fetch(request),
    fail: (error) => {
      process.stderr.write(`Storage failed, stopping: ${String(error)}\n`)
      process.exit(70)
    },
  }
}

async function basemapOf(path: string | undefined): Promise<Basemap | null> {
  if (path === undefined) return null
  return readBasemap(JSON.parse(await readFile(path, 'utf8')))
}

/** While nobody can sign in as a steward, each start gives a new link and takes the old ones back. */
async function firstStewardLink(
  db: Database,
  parts: World & { readonly origin: string },
): Promise<string | null> {
  const steward = await db
    .selectFrom('members')
    .where('role', '=', 'steward')
    .select('id')
    .executeTakeFirst()
  if (steward !== undefined) return null
  await db.deleteFrom('invites').where('role', '=', 'steward').execute()
  return await createInvite(db, { role: 'steward', agency: null }, parts)
}
