import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { AgencyProfile, faults, Fault, Request } from '@porchlight/core'
import type { PublicRequest } from '@porchlight/core'
import Fastify from 'fastify'

import { noAssets } from './assets.ts'
import {
  agency,
  agencyId,
  basemap,
  facts,
  memorySource,
  pagesApp,
  paths,
  publicRequest,
  requestId,
} from './fixture.test.ts'
import type { World } from './fixture.test.ts'
import { tagsOf, textOf } from './markup.test.ts'
import { mountPages } from './routes.ts'

const attacks = [
  `</title></textarea></style><script>alert(1)</script>`,
  `" onmouseover="alert(1)" x="`,
  `'><img src=x onerror=alert(1)>`,
  `javascript:alert(1)//&lt;script&gt;`,
  `\${alert(1)}{{alert(1)}}<!--`,
  `]]><svg/onload=alert(1)>\u2028\u202e`,
] as const

/** A world in which every text that an agency chooses is an attack. */
function hostileWorld(attack: string): World {
  const short = attack.slice(0, 40)
  const profile = AgencyProfile.parse({
    ...agency.profile,
    name: attack,
    place: attack,
    phone: short,
  })
  const request = hostileRequest(attack)
  return {
    requests: [request, hostileRequest(attack, { state: 'closed', outcome: 'used' })],
    agencies: [{ ...agency, profile }],
    entries: [
      {
        kind: 'request.refused',
        agency: agencyId,
        rules: ['text/vague'],
        areaClass: 18,
        digest: '0'.repeat(64),
        day: '2026-11-23',
      },
    ],
    basemap,
  }
}

function hostileRequest(attack: string, shown: Partial<PublicRequest> = {}): PublicRequest {
  const short = attack.slice(0, 40)
  const words = {
    caseNumber: short,
    title: attack,
    text: attack,
    place: attack,
    contact: { unit: attack, phone: short, email: `"x'y"@mail.example`.replaceAll('"', '') },
  }
  const made = publicRequest(words, { agencyName: attack, ...shown })
  assert.ok(Request.safeParse(made.signed.request).success, 'The schema lets the attack through')
  return made
}

describe('every page', () => {
  for (const path of paths) {
    it(`${path} is well formed in both languages`, async () => {
      const app = pagesApp({ basemap })
      for (const lang of ['en', 'es']) {
        const { body, headers } = await app.inject(`${path}?lang=${lang}`)
        const tags = tagsOf(body)
        assert.equal(headers['content-language'], lang)
        assert.equal(tags[0]?.attributes.get('lang'), lang)
        assert.equal(tags.filter(({ name }) => name === 'h1').length, 1)
        assertUniqueIds(body)
      }
    })
  }

  it('lets nothing that an agency wrote out unescaped', async () => {
    for (const attack of attacks) {
      const app = pagesApp(hostileWorld(attack))
      const calm = pagesApp(hostileWorld('Calm words'))
      for (const path of paths) {
        const { body } = await app.inject(path)
        const expected = (await calm.inject(path)).body
        assert.deepEqual(shapeOf(body), shapeOf(expected), `${path} with ${attack}`)
        if (path.includes(requestId)) assert.ok(textOf(body).includes(attack.slice(0, 30)))
      }
    }
  })

  it('loads nothing from anywhere else, and runs and styles nothing inline', async () => {
    const app = pagesApp(hostileWorld(attacks[0]))
    for (const path of paths) {
      const { body, headers } = await app.inject(path)
      for (const { name, attributes } of tagsOf(body)) {
        assert.ok(!attributes.has('style'), `${path}: ${name} has a style`)
        assert.ok(![...attributes.keys()].some((key) => key.startsWith('on')), `${path}: ${name}`)
        for (const key of ['src', 'href', 'action', 'data-map']) {
          assertOurs(attributes.get(key) ?? '/', `${path}: ${name} ${key}`)
        }
      }
      assert.match(
        String(headers['content-security-policy']),
        /^default-src 'none'; style-src 'self'/,
      )
      assert.equal(headers['set-cookie'], undefined)
    }
  })

  it('has no address of another site in it, as text either, but the agency’s own', async () => {
    const app = pagesApp()
    for (const path of paths) {
      const found = (await app.inject(path)).body.matchAll(/\b(?:https?:)?\/\/[^\s"'<]+/g)
      for (const [address] of found) {
        assert.ok(address.startsWith(facts.origin), `${path} names ${address}`)
      }
    }
  })

  it('answers in the language of ?lang=, else of the browser, else in English', async () => {
    const app = pagesApp()
    const spanish = { 'accept-language': 'fr;q=0.9, es-MX;q=0.8, en;q=0.3' }
    assert.equal(await languageOf('/'), 'en')
    assert.equal(await languageOf('/', spanish), 'es')
    assert.equal(await languageOf('/?lang=en', spanish), 'en')
    assert.equal(await languageOf('/?lang=xx', { 'accept-language': 'es;q=0, *' }), 'en')
    assert.match(String((await app.inject('/')).headers['vary']), /accept-language/i)

    async function languageOf(url: string, headers = {}): Promise<unknown> {
      return (await app.inject({ url, headers })).headers['content-language']
    }
  })

  it('keeps a chosen language in its links, and offers the other', async () => {
    const { body } = await pagesApp().inject('/requests?state=live&lang=es')
    const links = tagsOf(body).flatMap(({ attributes }) => attributes.get('href') ?? [])
    assert.ok(links.includes(`/requests/${requestId}?lang=es`))
    assert.ok(links.includes('/requests?state=live&lang=en'))
  })

  it('is not sent again to whoever has it', async () => {
    const app = pagesApp()
    const { etag, 'cache-control': caching } = (await app.inject('/requests')).headers
    const again = await app.inject({ url: '/requests', headers: { 'if-none-match': String(etag) } })
    assert.equal(again.statusCode, 304)
    assert.equal(again.body, '')
    assert.equal(caching, 'public, max-age=30')
    const spanish = await app.inject({
      url: '/requests?lang=es',
      headers: { 'if-none-match': String(etag) },
    })
    assert.equal(spanish.statusCode, 200)
  })

  it('says that it is a demonstration only where it is one', async () => {
    for (const path of paths) {
      assert.ok(!(await pagesApp().inject(path)).body.includes('Demonstration.'))
      assert.ok(
        (await pagesApp({ facts: { demo: true } }).inject(path)).body.includes('Demonstration.'),
      )
    }
  })
})

describe('what is not there', () => {
  it('is a page of its own with status 404, and repeats nothing of the address', async () => {
    for (const path of ['/requests/rnobodyknows1', '/requests/..%2f', '/agencies/x', '/<b>nope']) {
      const { statusCode, body, headers } = await pagesApp().inject(path)
      assert.equal(statusCode, 404)
      assert.ok(!tagsOf(body).some(({ name }) => name === 'b'))
      assert.equal(headers['cache-control'], 'no-store')
    }
  })

  it('shows of an error its status and nothing else', async () => {
    const app = Fastify({ logger: false })
    const source = memorySource()
    const broken = { ...source, requests: async () => await Promise.reject(new Error('secret')) }
    const busy = {
      ...source,
      agencies: async () => await Promise.reject(new Fault('log/unavailable')),
    }
    const fallbacks = mountPages(app, { ...broken, agencies: busy.agencies }, noAssets)
    app.setErrorHandler(
      async (error, request, reply) => await fallbacks.failed(request, reply, error),
    )
    const failed = await app.inject('/requests')
    assert.equal(failed.statusCode, 500)
    assert.ok(!failed.body.includes('secret'))
    assert.equal((await app.inject('/agencies')).statusCode, faults['log/unavailable'].status)
  })
})

/** The tags without what agencies name: the same whatever the words are. */
function shapeOf(body: string): readonly string[] {
  return tagsOf(body).map(({ name, attributes }) => `${name} ${[...attributes.keys()].join(' ')}`)
}

function assertUniqueIds(body: string): void {
  const ids = tagsOf(body).flatMap(({ attributes }) => attributes.get('id') ?? [])
  assert.equal(new Set(ids).size, ids.length, `An id twice: ${ids.join(' ')}`)
}

function assertOurs(address: string, where: string): void {
  const inside =
    address.startsWith(`${facts.origin}/`) || (address.startsWith('/') && !address.startsWith('//'))
  const elsewhere = /^(?:mailto:|tel:\+?\d+$|#|about:blank$)/.test(address)
  assert.ok(inside || elsewhere, `${where} is ${address}`)
}
