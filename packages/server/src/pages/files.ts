import { RequestId } from '@porchlight/core'
import type { FastifyInstance } from 'fastify'

import { areasGeoJson } from './geojson.ts'
import { atomFeed } from './atom.ts'
import { requestsCsv } from './csv.ts'
import { icon, siteManifest } from './icon.ts'
import { isLocale } from './locale.ts'
import { answersTo } from './log-page-paths.ts'
import { daySeconds, sendText } from './send.ts'
import type { PageSource } from './source.ts'
import { standingOf } from './standing.ts'

/** The same public facts for programs: CSV, Atom, GeoJSON; and the small files that browsers ask for. */
export function mountFiles(app: FastifyInstance, source: PageSource): void {
  mountData(app, source)
  mountMaps(app, source)
  app.get('/robots.txt', async (request, reply) => {
    return await sendText(request, reply, { type: 'text/plain; charset=utf-8', text: robots })
  })
  app.get('/icon.svg', async (request, reply) => {
    return await sendText(request, reply, {
      type: 'image/svg+xml',
      text: icon,
      maxAgeSeconds: daySeconds,
    })
  })
  app.get('/site.webmanifest', async (request, reply) => {
    const text = siteManifest(source.instance().name)
    return await sendText(request, reply, { type: 'application/manifest+json', text })
  })
}

/** Documents are for everybody; the apps, the API and uploads hold nothing to index. RFC 9309. */
const robots = `User-agent: *
Disallow: /api/
Disallow: /share/
Disallow: /agency$
Disallow: /agency/
Disallow: /desk
`

function mountData(app: FastifyInstance, source: PageSource): void {
  app.get('/requests.csv', async (request, reply) => {
    const [requests, reading] = await Promise.all([source.requests(), source.log()])
    const answered = requests.map((shown) => {
      // counted as the pages count it: from the log
      const submissions = reading.count(answersTo(shown.signed.request.id))
      return { ...shown, submissions }
    })
    const text = requestsCsv(source.instance().origin, answered)
    reply.header('content-disposition', 'attachment; filename="requests.csv"')
    return await sendText(request, reply, { type: 'text/csv; charset=utf-8; header=present', text })
  })
  app.get<{ Querystring: { lang?: unknown } }>('/feed.atom', async (request, reply) => {
    const { lang } = request.query
    const locale = isLocale(lang) ? lang : 'en'
    const text = await atomFeed({ locale, facts: source.instance() }, await source.requests())
    return await sendText(request, reply, { type: 'application/atom+xml; charset=utf-8', text })
  })
}

function mountMaps(app: FastifyInstance, source: PageSource): void {
  app.get('/requests.geojson', async (request, reply) => {
    const { now } = source.instance()
    const live = (await source.requests()).filter((shown) => standingOf(shown, now) === 'live')
    return await sendText(request, reply, {
      type: 'application/geo+json',
      text: areasGeoJson(live),
    })
  })
  app.get<{ Params: { id: string } }>('/requests/:id/area.geojson', async (request, reply) => {
    const id = RequestId.safeParse(request.params.id)
    const shown = id.success ? await source.request(id.data) : null
    if (shown === null) {
      return await reply.code(404).type('application/geo+json').send('null')
    }
    return await sendText(request, reply, {
      type: 'application/geo+json',
      text: areasGeoJson([shown]),
    })
  })
  app.get('/map/basemap.json', async (request, reply) => {
    return await sendText(request, reply, {
      type: 'application/geo+json',
      // an instance without streets has an empty map, which is nothing to complain of
      text: JSON.stringify(source.basemap() ?? noStreets),
      maxAgeSeconds: daySeconds,
    })
  })
}

const noStreets = { type: 'FeatureCollection', features: [] }
