import { AgencyId, faults, Offence, PartnerId, RequestId } from '@porchlight/core'
import type { InstanceFacts } from '@porchlight/core'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

import { faultCodeOf } from '../http/refuse.ts'
import { isEntryKind, isKindGroup } from '../log/browse-kinds.ts'
import { parseTrait } from '../log/browse-traits.ts'
import type { Trait } from '../log/browse-traits.ts'
import type { LogFilter } from '../log/lines.ts'
import { agenciesPage } from './agencies-page.ts'
import { agencyPage } from './agency-page.ts'
import type { Assets } from './assets.ts'
import { devicesPage } from './devices-page.ts'
import type { Document } from './document.ts'
import { mountFiles } from './files.ts'
import { homePage } from './home-page.ts'
import { howPage } from './how-page.ts'
import { limitsPage } from './limits-page.ts'
import { listPage } from './list-page.ts'
import type { ListFilter } from './list-page.ts'
import { isLocale, localeFor } from './locale.ts'
import { logPage } from './log-page.ts'
import type { LogQuery } from './log-page.ts'
import { busyPage, failedPage, notFoundPage } from './lost-page.ts'
import { mapPage } from './map-page.ts'
import { partnerPage, partnersPage } from './partners-page.ts'
import { refusalsPage } from './refusals-page.ts'
import { requestPage } from './request-page.ts'
import { rulesPage } from './rules-page.ts'
import { sendPage } from './send.ts'
import type { PageSource } from './source.ts'
import { statisticsPage } from './statistics-page.ts'
import { mountStatisticsFiles } from './statistics-page-files.ts'
import type { View } from './view.ts'

/** What the server's own not-found and error handlers answer with where a browser asked for a page. */
export interface PageFallbacks {
  notFound: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>
  /** Keeps the status that the fault has in core's table; shows nothing of the error. */
  failed: (request: FastifyRequest, reply: FastifyReply, error?: unknown) => Promise<FastifyReply>
}

/** Mounts the public documents; each sets its own Content-Security-Policy and caching headers. */
export function mountPages(
  app: FastifyInstance,
  source: PageSource,
  assets: Assets,
): PageFallbacks {
  async function send({ request, reply }: Exchange, make: Make): Promise<FastifyReply> {
    const view = viewOf(request, source.instance(), assets)
    const document = await make(view, request)
    return document === null
      ? await sendPage({ request, reply, view }, notFoundPage(view), 404)
      : await sendPage({ request, reply, view }, document)
  }

  for (const [path, make] of Object.entries(pagesOf(source))) {
    app.get(path, async (request, reply) => await send({ request, reply }, make))
  }
  mountFiles(app, source)
  mountStatisticsFiles(app, source)

  return {
    notFound: async (request, reply) => await send({ request, reply }, () => null),
    failed: async (request, reply, error) => {
      const view = viewOf(request, source.instance(), assets)
      const { status } = faults[faultCodeOf(error)]
      return await sendPage({ request, reply, view }, errorPage(view, status), status)
    },
  }
}

interface Exchange {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** A null document is a page that does not exist. */
type Make = (view: View, request: FastifyRequest) => Promise<Document | null> | Document | null

function pagesOf(source: PageSource): Readonly<Record<string, Make>> {
  return {
    '/': async (view) => await homePage(view, source),
    '/requests': async (view, { query }) => await listPage(view, source, filterOf(query)),
    '/requests/:id': async (view, { params }) => await requestOf(view, source, params),
    '/map': async (view) => await mapPage(view, source),
    '/devices': async (view) => await devicesPage(view, source),
    '/agencies': async (view) => await agenciesPage(view, source),
    '/agencies/:id': async (view, { params }) => {
      const id = idIn(params, AgencyId)
      return id === null ? null : await agencyPage(view, source, id)
    },
    '/partners': async (view) => await partnersPage(view, source),
    '/partners/:id': async (view, { params }) => {
      const id = idIn(params, PartnerId)
      return id === null ? null : await partnerPage(view, source, id)
    },
    '/statistics': async (view) => await statisticsPage(view, source),
    '/log': async (view, { query }) => await logPage(view, source, logQueryOf(query)),
    '/rules': rulesPage,
    '/refusals': async (view) => await refusalsPage(view, source),
    '/how': howPage,
    '/limits': limitsPage,
  }
}

async function requestOf(
  view: View,
  source: PageSource,
  params: unknown,
): Promise<Document | null> {
  const id = idIn(params, RequestId)
  if (id === null) return null
  const request = await source.request(id)
  if (request === null) return null
  const [agency, reading] = await Promise.all([
    source.agency(request.signed.request.agency),
    source.log(),
  ])
  const { lines: steps } = await reading.part({ request: id, kind: 'requests' }, null)
  return requestPage(view, { request, agency, reading, steps, basemap: source.basemap() })
}

/** The language asked for by `?lang=`, else the browser's; never a cookie. */
function viewOf({ url, headers }: FastifyRequest, facts: InstanceFacts, assets: Assets): View {
  const address = new URL(url, facts.origin)
  const wanted = address.searchParams.get('lang')
  address.searchParams.delete('lang')
  const chosen = isLocale(wanted)
  const locale = chosen ? wanted : localeFor(headers['accept-language'])
  return { locale, chosen, facts, assets, path: `${address.pathname}${address.search}` }
}

function errorPage(view: View, status: number): Document {
  if (status === 429 || status === 503) return busyPage(view)
  return status < 500 ? notFoundPage(view) : failedPage(view)
}

/** A name of the right form in the path; null for any other text, which nothing can be called. */
function idIn(params: unknown, form: z.ZodType<string>): string | null {
  const parsed = z.object({ id: form }).safeParse(params)
  return parsed.success ? parsed.data.id : null
}

/** A query that we do not understand is no filter at all: links from elsewhere still show the list. */
const Filter = z.object({
  state: z.enum(['all', 'live', 'closed']).catch('all'),
  offence: Offence.nullable().catch(null),
  agency: AgencyId.nullable().catch(null),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
})

const LogParts = z.object({
  request: RequestId.optional().catch(undefined),
  agency: AgencyId.optional().catch(undefined),
  partner: PartnerId.optional().catch(undefined),
  kind: z.custom<LogFilter['kind']>(isKind).optional().catch(undefined),
  of: z.custom<Trait>(isTrait).optional().catch(undefined),
  before: z.coerce.number().int().min(0).nullable().catch(null),
})

function isKind(value: unknown): boolean {
  return typeof value === 'string' && (isEntryKind(value) || isKindGroup(value))
}

function isTrait(value: unknown): boolean {
  return typeof value === 'string' && parseTrait(value) !== null
}

function logQueryOf(query: unknown): LogQuery {
  const { before, of: trait, ...filter } = LogParts.parse(query)
  return { filter: { ...filter, trait }, before }
}

function filterOf(query: unknown): ListFilter {
  return Filter.parse(query)
}
