import cookie from '@fastify/cookie'
import compress from '@fastify/compress'
import rateLimit from '@fastify/rate-limit'
import { Fault } from '@porchlight/core'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'

import { mountAdmission } from './agencies/desk.ts'
import { mountAgencies } from './agencies/handlers.ts'
import type { Config, World } from './config.ts'
import { mountSealedFiles } from './custody/files.ts'
import { mountInbox } from './custody/inbox.ts'
import type { Database } from './db/open.ts'
import { DeviceMaps } from './devices/maps.ts'
import { mountDevices } from './devices/routes.ts'
import { mountFeed } from './feed/routes.ts'
import type { FeedRoutes } from './feed/routes.ts'
import { mountApps, mountRelease } from './http/apps.ts'
import { mountHeaders } from './http/headers.ts'
import { mounter } from './http/mount.ts'
import { refuser } from './http/refuse.ts'
import { publicFacts } from './instance.ts'
import type { PublicFacts } from './instance.ts'
import type { Journal } from './journal.ts'
import { mountLegal } from './legal/counts.ts'
import { logBrowser } from './log/browse.ts'
import type { ReadLog } from './log/browse.ts'
import type { InstanceLog } from './log/open.ts'
import type { Outbox } from './log/outbox.ts'
import { createProver } from './log/proofs.ts'
import type { Release } from './log/release.ts'
import { mountLog } from './log/routes.ts'
import { mountModeration } from './moderation/handlers.ts'
import type { CompressedFiles } from './objects/compressed.ts'
import type { Objects } from './objects/directory.ts'
import { noAssets, readAssets } from './pages/assets.ts'
import type { Basemap } from './pages/basemap.ts'
import { mountPages } from './pages/routes.ts'
import type { PageFallbacks } from './pages/routes.ts'
import { mountPartnerDesk } from './partners/handlers.ts'
import { mountPartners } from './partners/routes.ts'
import { mountRequests } from './requests/handlers.ts'
import { mountPublic } from './requests/public.ts'
import { mountSignIn } from './sign-in/handlers.ts'
import { createSessions } from './sign-in/sessions.ts'
import { mountSubmissions } from './submissions/handlers.ts'
import { mountThreads } from './threads/handlers.ts'
import { mountTokens } from './tokens/issue.ts'
import { mountUploads } from './uploads/mount.ts'

/** A request with 64 corners and 12 windows is 20 KiB; 201 custody events are 120 KiB. */
const maxBodyBytes = 256 * 1024

/** A header block that takes longer is no browser; a 4 MiB piece at 100 kbit/s takes six minutes. */
const headersMillis = 10_000
const requestMillis = 600_000

export interface AppParts {
  readonly config: Config
  readonly world: World
  readonly journal: Journal
  readonly db: Database
  readonly log: InstanceLog
  readonly outbox: Outbox
  /** The apps that are served; null where none are. */
  readonly release: Release | null
  readonly objects: Objects
  readonly feed: FeedRoutes
  readonly mapFiles: CompressedFiles
  readonly basemap: Basemap | null
}

/** In an object, because Fastify's instance is itself a promise of being ready. */
export interface BuiltApp {
  readonly app: FastifyInstance
}

/** The whole server, not yet listening: `inject` is how it is tested. */
export async function buildApp(parts: AppParts): Promise<BuiltApp> {
  const { config, journal } = parts
  const app = Fastify({
    bodyLimit: maxBodyBytes,
    requestTimeout: requestMillis,
    http: { headersTimeout: headersMillis },
    // the framework's own log would write addresses and paths
    logger: false,
  })
  mountHeaders(app)
  // before the first route: each keeps the error handler that stands when it is loaded
  const pages = Promise.withResolvers<PageFallbacks>()
  mountFallbacks(app, pages.promise, refuser(journal))
  await app.register(cookie)
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] })
  // counts calls in memory by address, forgets them within a minute, writes nothing
  await app.register(rateLimit, { global: false })
  const readLog = logBrowser(parts.log)
  const facts = mountApi(app, parts, readLog)
  mountLog(app, parts.log.store)
  mountFeed(app, parts.feed)
  const manifest =
    config.webDirectory === undefined ? null : await mountApps(app, config.webDirectory)
  if (parts.release !== null) mountRelease(app, parts.release)
  const fallbacks = mountPages(
    app,
    {
      ...facts,
      log: readLog,
      basemap: () => parts.basemap,
    },
    manifest === null ? noAssets : readAssets(manifest),
  )
  pages.resolve(fallbacks)
  return { app }
}

function mountApi(app: FastifyInstance, parts: AppParts, readLog: ReadLog): PublicFacts {
  const { config, world, journal, db, log, outbox, objects, mapFiles } = parts
  const { origin, releaseMinutes, admissionStewards, partnerNoticeDays, demo, name } = config
  const sessions = createSessions(db, world)
  const prove = createProver(log)
  const mount = mounter(app, sessions, origin)
  const common = { ...world, db, origin }
  const facts = publicFacts({ db, config, world, log, prove, readLog })
  mountPublic(mount, facts)
  mountSignIn(mount, { ...common, sessions, demo, name })
  mountAgencies(mount, { ...common, admissionStewards })
  mountAdmission(mount, { ...common, outbox, admissionStewards })
  mountPartners(mount, facts)
  mountPartnerDesk(mount, { ...common, outbox, admissionStewards, partnerNoticeDays })
  mountLegal(mount, { ...common, outbox, prove })
  mountRequests(mount, { ...common, outbox })
  mountModeration(mount, { ...common, outbox })
  mountTokens(mount, { ...common, config, prove })
  mountSubmissions(mount, { ...common, objects, outbox, prove, releaseMinutes })
  mountUploads(app, { db, objects, journal, fail: world.fail })
  mountInbox(mount, { ...common, outbox, objects, releaseMinutes })
  mountThreads(mount, common)
  const maps = new DeviceMaps({ ...common, readLog, outbox, files: mapFiles })
  mountDevices(app, { maps, sessions, origin })
  mountSealedFiles(app, { ...common, objects, sessions })
  return facts
}

/** Programs get codes, browsers get pages. */
function mountFallbacks(
  app: FastifyInstance,
  pages: Promise<PageFallbacks>,
  refuse: ReturnType<typeof refuser>,
): void {
  app.setNotFoundHandler(async (request, reply) => {
    if (wantsPage(request.headers.accept, request.url)) {
      return await (await pages).notFound(request, reply)
    }
    return await refuse(new Fault('input/unknown-place'), request, reply)
  })
  app.setErrorHandler(async (error: Error, request, reply) => {
    if (wantsPage(request.headers.accept, request.url)) {
      return await (await pages).failed(request, reply, error)
    }
    return await refuse(error, request, reply)
  })
}

function wantsPage(accept: string | undefined, url: string): boolean {
  return !url.startsWith('/api/') && accept?.includes('text/html') === true
}
