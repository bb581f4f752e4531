import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { requestDigest } from '@porchlight/core'
import type { Entry } from '@porchlight/core'
import { z } from 'zod'

import { basemap, facts, pagesApp, publicRequest, request, requestId } from './fixture.test.ts'
import { tagsOf, textOf } from './markup.test.ts'

const GeoJson = z.object({
  features: z.array(
    z.object({
      properties: z.object({ path: z.string() }),
      geometry: z.object({ coordinates: z.array(z.array(z.tuple([z.number(), z.number()]))) }),
    }),
  ),
})

const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '＝1', '|cmd', '%0A=1', '\u200b=1']

function answerTo(id: string): Entry {
  return {
    kind: 'submission.sealed',
    request: id,
    recipients: ['0'.repeat(32)],
    commitment: '0'.repeat(64),
    sizeClass: 20,
    day: '2026-11-23',
  }
}

describe('/requests.csv', () => {
  it('gives every request back, commas, quotes and line ends in it', async () => {
    const odd = publicRequest({ title: 'A "quoted", title', place: 'One\r\nTwo' })
    const entries: readonly Entry[] = [answerTo(requestId), answerTo('r00000000000b')]
    const app = pagesApp({ requests: [odd], entries })
    const rows = parseCsv((await app.inject('/requests.csv')).body)
    assert.equal(rows.length, 2)
    const row = Object.fromEntries(rows[0]?.map((name, index) => [name, rows[1]?.[index]]) ?? [])
    assert.equal(row['request'], requestId)
    assert.equal(row['title'], 'A "quoted", title')
    assert.equal(row['place'], 'One\r\nTwo')
    assert.equal(row['windows'], request.windows.map(({ from, to }) => `${from}/${to}`).join(' '))
    assert.equal(row['log_index'], '41')
    assert.equal(row['submissions'], '1', 'counted from the log')
    assert.equal(row['digest'], requestDigest(odd.signed))
  })

  it('starts no field as a spreadsheet’s formula', async () => {
    const requests = formulas.map((title) => publicRequest({ title, caseNumber: title }))
    const rows = parseCsv((await pagesApp({ requests }).inject('/requests.csv')).body)
    assert.equal(rows.length, formulas.length + 1)
    for (const field of rows.flat()) assert.doesNotMatch(field, /^[\s\u200b]*[=+\-@|%＝＋－＠]/)
  })
})

describe('/feed.atom', () => {
  it('has what RFC 4287 asks of a feed and of each entry', async () => {
    const { body, headers } = await pagesApp().inject('/feed.atom')
    assert.match(String(headers['content-type']), /^application\/atom\+xml/)
    assert.ok(body.startsWith('<?xml version="1.0" encoding="utf-8"?>'))
    const [feed, entry = ''] = body.split('<entry>')
    for (const part of [feed ?? '', entry]) {
      for (const name of ['id', 'title', 'updated']) {
        assert.equal(part.split(`<${name}>`).length, 2, `one ${name}`)
      }
    }
    const namespace = tagsOf(body)[0]?.attributes.get('xmlns')
    assert.equal(namespace, 'http://www.w3.org/2005/Atom')
    assert.match(
      entry,
      /<link rel="alternate" type="text\/html" href="https:\/\/porch\.example\/requests\//,
    )
  })

  it('holds no character that XML forbids, and no tag that an agency wrote', async () => {
    const title = 'A\u0000B\u0008C\uffff<script>&\ud800'
    const shown = publicRequest()
    const hostile = { ...shown, signed: { ...shown.signed, request: { ...request, title } } }
    const { body } = await pagesApp({ requests: [hostile] }).inject('/feed.atom')
    // oxlint-disable-next-line no-control-regex -- it is these that must be absent
    assert.doesNotMatch(body, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
    assert.ok(!tagsOf(body).some(({ name }) => name === 'script'))
    assert.ok(textOf(body).includes('ABC<script>&'))
  })

  it('is valid and unchanged while there is nothing new', async () => {
    const { body } = await pagesApp({ requests: [] }).inject('/feed.atom')
    assert.match(body, /<updated>1970-01-01T00:00:00Z<\/updated>/)
    const later = pagesApp({ requests: [], facts: { now: '2026-12-01T00:00:00Z' } })
    assert.equal((await later.inject('/feed.atom')).body, body)
  })
})

describe('the maps’ files', () => {
  it('give live areas as closed rings, counter-clockwise', async () => {
    const over = publicRequest({ id: 'rover00000000', expiresAt: facts.now })
    const turned = publicRequest({ id: 'rturned000000', area: request.area.toReversed() })
    const requests = [over, publicRequest(), turned]
    const { body } = await pagesApp({ requests }).inject('/requests.geojson')
    const { features } = GeoJson.parse(JSON.parse(body))
    assert.deepEqual(
      features.map(({ properties }) => properties.path),
      [`/requests/${requestId}`, '/requests/rturned000000'],
    )
    for (const { geometry } of features) {
      const [ring = []] = geometry.coordinates
      assert.equal(ring.length, 5)
      assert.deepEqual(ring.at(-1), ring[0])
      assert.ok(signedArea(ring) > 0)
    }
  })

  it('give one request’s area, and 404 for none', async () => {
    const app = pagesApp()
    assert.equal((await app.inject(`/requests/${requestId}/area.geojson`)).statusCode, 200)
    assert.equal((await app.inject('/requests/rnobodyknows1/area.geojson')).statusCode, 404)
  })

  it('give the street map of the instance, an empty one where it has none', async () => {
    const none = await pagesApp().inject('/map/basemap.json')
    assert.deepEqual(JSON.parse(none.body), { type: 'FeatureCollection', features: [] })
    const { body } = await pagesApp({ basemap }).inject('/map/basemap.json')
    assert.deepEqual(JSON.parse(body), basemap)
  })
})

describe('small files', () => {
  it('keep robots off the apps and let them read the documents', async () => {
    const { body } = await pagesApp().inject('/robots.txt')
    assert.match(body, /^User-agent: \*\n/)
    assert.match(body, /Disallow: \/share\/\n/)
    assert.doesNotMatch(body, /Disallow: \/\n|Disallow: \/requests|Disallow: \/agencies/)
  })

  it('include an icon and a manifest that names it', async () => {
    const app = pagesApp()
    const icon = await app.inject('/icon.svg')
    assert.equal(icon.headers['content-type'], 'image/svg+xml')
    assert.equal(tagsOf(icon.body)[0]?.name, 'svg')
    assert.match((await app.inject('/site.webmanifest')).body, /"src":"\/icon\.svg"/)
  })
})

/** RFC 4180, strictly: quoted fields, CRLF. */
function parseCsv(text: string): string[][] {
  const record = /(?:"(?:[^"]|"")*")(?:,"(?:[^"]|"")*")*\r\n/y
  const rows: string[][] = []
  while (record.lastIndex < text.length) {
    const match = record.exec(text)
    assert.ok(match, `Not RFC 4180 at ${rows.length}`)
    const fields = match[0].matchAll(/"((?:[^"]|"")*)"/g)
    rows.push(Array.from(fields, ([, field = '']) => field.replaceAll('""', '"')))
  }
  return rows
}

function signedArea(ring: readonly (readonly [number, number])[]): number {
  return ring
    .slice(1)
    .reduce(
      (sum, [x, y], index) => sum + (ring[index]?.[0] ?? 0) * y - x * (ring[index]?.[1] ?? 0),
      0,
    )
}
