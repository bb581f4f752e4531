// What the tests of the pages share; it has no tests of its own.
import { newSigningSecret, sign, signingKeyOf } from '@porchlight/core'
import type {
  Entry,
  InstanceFacts,
  PublicAgency,
  PublicPartner,
  PublicRequest,
  Request,
} from '@porchlight/core'
import { formatTlogProof } from '@porchlight/log'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'

import { noAssets } from './assets.ts'
import type { Assets } from './assets.ts'
import { readBasemap } from './basemap.ts'
import type { Basemap } from './basemap.ts'
import { LogIndex } from '../log/browse-index.ts'
import type { LogReading } from '../log/browse.ts'
import { mountPages } from './routes.ts'
import type { PageSource } from './source.ts'

export const now = '2026-11-23T17:05:00Z'
export const agencyId = 'amapleheights'
export const requestId = 'rmaplestreet1'

const secret = newSigningSecret((length) => new Uint8Array(length).fill(7))

export const facts: InstanceFacts = {
  name: 'Maple Heights',
  origin: 'https://porch.example',
  demo: false,
  logKey: 'porch.example/log+0f1e2d3c+AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyAh',
  witnessPolicy: 'quorum none\n',
  now,
  releaseMinutes: 15,
  admissionStewards: 2,
}

export const agency: PublicAgency = {
  profile: {
    id: agencyId,
    name: 'Maple Heights Police Department',
    kind: 'police',
    place: 'Maple Heights, Ohio',
    zone: 'America/New_York',
    federal: ['task-force'],
    phone: '+1 216 555 0142',
    website: 'https://police.mapleheights.example',
  },
  keys: [
    {
      keys: { signing: signingKeyOf(secret), vault: `age1${'q'.repeat(58)}` },
      from: '2026-09-02T14:00:00Z',
      logged: {
        entry: {
          kind: 'agency.key',
          agency: agencyId,
          signing: signingKeyOf(secret),
          vault: '0'.repeat(32),
          from: '2026-09-02T14:00:00Z',
          at: '2026-09-02T14:00:00Z',
        },
        index: 2,
        proof: '',
      },
    },
  ],
  admittedAt: '2026-09-02T14:00:00Z',
  admission: {
    entry: {
      kind: 'agency.admitted',
      agency: agencyId,
      profile: '0'.repeat(64),
      type: 'police',
      federal: ['task-force'],
      stewards: ['0'.repeat(32)],
      at: '2026-09-02T14:00:00Z',
    },
    index: 1,
    proof: '',
  },
  suspension: null,
  requests: [requestId],
}

export const request: Request = {
  id: requestId,
  version: 1,
  agency: agencyId,
  class: 'standard',
  caseNumber: '26-114207',
  offence: 'hit-and-run',
  title: 'Hit and run at Maple and Fifth',
  text: 'A person riding a bicycle was struck by a dark pickup truck, which left northbound on Maple Street. We look for footage that shows the truck before or after.',
  place: 'Maple Street between Third and Seventh Avenue',
  area: [
    [-81.5035, 41.3978],
    [-81.4958, 41.3978],
    [-81.4958, 41.4031],
    [-81.5035, 41.4031],
  ],
  windows: [
    { from: '2026-11-22T01:30:00Z', to: '2026-11-22T03:00:00Z' },
    { from: '2026-11-22T04:30:00Z', to: '2026-11-22T05:30:00Z' },
  ],
  zone: 'America/New_York',
  incidentAt: '2026-11-22T02:10:00Z',
  contact: {
    unit: 'Traffic Unit, Sgt. on duty',
    email: 'traffic@mapleheights.example',
    phone: '+1 216 555 0188',
  },
  handling: {
    usedDays: 730,
    unusedDays: 14,
    declinedDays: 0,
    onward: ['prosecutor', 'court', 'defence'],
  },
  signedAt: '2026-11-23T14:00:00Z',
  expiresAt: '2026-11-28T22:00:00Z',
  linked: null,
  recipient: `age1${'p'.repeat(58)}`,
}

/** A public request as the server would hand it out, with parts changed. */
export function publicRequest(
  change: Partial<Request> = {},
  shown: Partial<PublicRequest> = {},
): PublicRequest {
  const changed = { ...request, ...change }
  return {
    signed: { request: changed, signature: sign('porchlight/request/v1', changed, secret) },
    agencyName: agency.profile.name,
    state: 'published',
    publishedAt: '2026-11-23T15:12:00Z',
    outcome: null,
    suspended: false,
    submissions: 3,
    proof: formatTlogProof({ index: 41, hashes: [], checkpoint: 'porch.example/log\n42\nAAAA\n' }),
    earlier: [],
    ...shown,
  }
}

export const basemap = readBasemap({
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { kind: 'street', name: 'Maple Street', rank: 1 },
      geometry: {
        type: 'LineString',
        coordinates: [
          [-81.5, 41.39],
          [-81.5, 41.41],
        ],
      },
    },
    {
      type: 'Feature',
      properties: { kind: 'park' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [-81.5, 41.4],
            [-81.499, 41.4],
            [-81.499, 41.401],
            [-81.5, 41.4],
          ],
        ],
      },
    },
  ],
})

export interface World {
  readonly facts?: Partial<InstanceFacts>
  readonly requests?: readonly PublicRequest[]
  readonly agencies?: readonly PublicAgency[]
  readonly partners?: readonly PublicPartner[]
  /** Of the log, the first one first. */
  readonly entries?: readonly Entry[]
  readonly cosignatures?: LogReading['head']['cosignatures']
  readonly basemap?: Basemap | null
}

/** Public facts held in memory. */
export function memorySource(world: World = {}): PageSource {
  const { requests = [publicRequest()], agencies = [agency] } = world
  return {
    instance: () => ({ ...facts, ...world.facts }),
    requests: async () => await Promise.resolve(requests),
    request: async (id) =>
      await Promise.resolve(requests.find(({ signed }) => signed.request.id === id) ?? null),
    agencies: async () => await Promise.resolve(agencies),
    agency: async (id) =>
      await Promise.resolve(agencies.find(({ profile }) => profile.id === id) ?? null),
    partners: async () => await Promise.resolve(world.partners ?? []),
    log: async () => await Promise.resolve(readingOf(world)),
    basemap: () => world.basemap ?? null,
  }
}

/** A log in memory, all of it on one part. */
function readingOf({ entries = [], cosignatures }: World): LogReading {
  const index = new LogIndex()
  for (const entry of entries) index.take(entry)
  const { size, numbers, agencies, partners } = index
  return {
    numbers,
    agencies,
    partners,
    count: (filter) => index.count(filter),
    head: {
      size,
      root: new Uint8Array(32),
      cosignatures: cosignatures ?? [],
      quorum: cosignatures === undefined ? null : cosignatures.length > 0,
    },
    part: async (filter, before) => {
      const found = index.find(filter, before ?? size, size)
      const lines = entries.map((entry, at) => ({ index: at, entry, about: index.about(at) }))
      const shown = lines.filter(({ index: at }) => found.includes(at)).toReversed()
      return await Promise.resolve({ found: index.count(filter), lines: shown, older: null })
    },
  }
}

/** The pages alone on a server that does not listen, with the fallbacks that the real one wires. */
export function pagesApp(world: World = {}, assets: Assets = noAssets): FastifyInstance {
  const app = Fastify({ logger: false })
  const fallbacks = mountPages(app, memorySource(world), assets)
  app.setNotFoundHandler(fallbacks.notFound)
  app.setErrorHandler(
    async (error, request_, reply) => await fallbacks.failed(request_, reply, error),
  )
  return app
}

/** Every document and file that needs no more than the fixture's own names. */
export const paths = [
  '/',
  '/requests',
  '/map',
  '/agencies',
  '/devices',
  '/log',
  '/statistics',
  '/partners',
  '/rules',
  '/refusals',
  '/how',
  '/limits',
  `/requests/${requestId}`,
  `/agencies/${agencyId}`,
  '/nothing-here',
] as const
