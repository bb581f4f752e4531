import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { requestEntry } from '@porchlight/core'

import { facts, pagesApp, publicRequest } from './fixture.test.ts'
import { tagsOf, textOf } from './markup.test.ts'

const requests = [
  publicRequest({ id: 'rlive00000001', offence: 'arson' }),
  publicRequest({ id: 'rlive00000002', agency: 'aotheragency1' }, { agencyName: 'Other' }),
  publicRequest({ id: 'rover00000001', expiresAt: facts.now }),
  publicRequest({ id: 'rclosed000001' }, { state: 'closed', outcome: 'used' }),
]

async function shown(query: string, world = { requests }): Promise<string[]> {
  const { body } = await pagesApp(world).inject(`/requests${query}`)
  const links = tagsOf(body).flatMap(({ attributes }) => attributes.get('href') ?? [])
  return links.flatMap((link) => /^\/requests\/(r\w{12})$/.exec(link)?.[1] ?? [])
}

describe('the list of requests', () => {
  it('shows all, or narrows by state, offence and agency', async () => {
    assert.equal((await shown('')).length, 4)
    assert.deepEqual(await shown('?state=live'), ['rlive00000001', 'rlive00000002'])
    assert.deepEqual(await shown('?state=closed'), ['rover00000001', 'rclosed000001'])
    assert.deepEqual(await shown('?offence=arson'), ['rlive00000001'])
    assert.deepEqual(await shown('?agency=aotheragency1&state=live'), ['rlive00000002'])
    assert.deepEqual(await shown('?agency=aotheragency1&offence=arson'), [])
  })

  it('shows everything where a filter makes no sense', async () => {
    assert.equal((await shown('?state=%3Cscript%3E&offence=x&page=-1')).length, 4)
  })

  it('counts from the log where it says how many there are, and leads to the entries', async () => {
    const app = pagesApp({
      requests,
      entries: requests.map(({ signed, publishedAt }) => requestEntry(signed, publishedAt)),
    })
    for (const [query, count, path] of [
      ['', 4, '/log?kind=request.published'],
      ['?offence=arson', 1, '/log?kind=request.published&amp;of=offence%3Aarson'],
      ['?agency=aotheragency1', 1, '/log?agency=aotheragency1&amp;kind=request.published'],
    ] as const) {
      const { body } = await app.inject(`/requests${query}`)
      const [, heading = ''] = /<h2 class="count">(.*?)<\/h2>/s.exec(body) ?? []
      assert.ok(heading.includes(`href="${path}"`), heading)
      assert.match(textOf(heading), new RegExp(`^\\s*${String(count)} request`))
    }
  })

  it('turns pages', async () => {
    const many = Array.from({ length: 51 }, (_, index) =>
      publicRequest({ id: `r${String(index).padStart(12, '0')}` }),
    )
    assert.equal((await shown('', { requests: many })).length, 50)
    assert.deepEqual(await shown('?page=2', { requests: many }), ['r000000000050'])
  })
})
