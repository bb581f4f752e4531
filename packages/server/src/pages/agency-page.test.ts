import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'

import type { Entry } from '@porchlight/core'

import { agency, agencyId, pagesApp } from './fixture.test.ts'
import { tagsOf, textOf } from './markup.test.ts'

const day = '2026-11-23'
const digest = '0'.repeat(64)
const requests = ['r00000000000a', 'r00000000000b'] as const
const entries: readonly Entry[] = [
  ...[agencyId, agencyId, 'aotheragency1'].map((by, at) =>
    published(`r00000000000${'abc'[at] ?? ''}`, by),
  ),
  ...requests.map((request): Entry => ({
    kind: 'request.closed',
    request,
    outcome: 'exculpatory',
    at: `${day}T10:00:00Z`,
  })),
  {
    kind: 'request.closed',
    request: 'r00000000000c',
    outcome: 'exculpatory',
    at: `${day}T10:00:00Z`,
  },
  { kind: 'handling.overdue', request: requests[0], submissions: 3, day },
]

function published(request: string, by: string): Entry {
  return {
    kind: 'request.published',
    request,
    version: 1,
    agency: by,
    agencyKey: 'A'.repeat(43),
    digest,
    recipient: '0'.repeat(32),
    offence: 'arson',
    class: 'standard',
    at: `${day}T09:00:00Z`,
  }
}

describe('the page of an agency', () => {
  it('counts what the log says of it and of nobody else, each number with its entries', async () => {
    const { body } = await pagesApp({ entries }).inject(`/agencies/${agencyId}`)
    const text = textOf(body).replaceAll(/\s+/g, ' ')
    assert.match(
      text,
      /Requests published 2 Answers received 0 Requests refused 0 Overdue notices 1/,
    )
    assert.match(text, /Footage was not useful 0 Footage cleared somebody 2/)
    const links = tagsOf(body).flatMap(({ attributes }) => attributes.get('href') ?? [])
    const path = `/log?agency=${agencyId}&of=outcome%3Aexculpatory`
    assert.ok(links.includes(path))
    const found = await pagesApp({ entries }).inject(path)
    assert.equal(found.body.split('<li id="entry-').length - 1, 2)
  })

  it('says which keys are good now, and from when new ones are', async () => {
    const [first] = agency.keys
    assert.ok(first !== undefined)
    const vault = `age1${'p'.repeat(58)}`
    const next = {
      keys: { signing: 'B'.repeat(43), vault },
      from: '2026-11-26T17:05:00Z',
      logged: { ...first.logged, index: 77 },
    }
    const changed = { ...agency, keys: [first, next] }
    const { body } = await pagesApp({ agencies: [changed] }).inject(`/agencies/${agencyId}`)
    const text = textOf(body).replaceAll(/\s+/g, ' ')
    assert.match(text, /Not yet good from Thu, Nov 26, 2026, 12:05 PM EST · entry 77 .*B{43}/)
    assert.match(text, /Good now from Wed, Sep 2, 2026, 10:00 AM EDT · entry 2 /)
    assert.ok(text.includes('New keys wait three days'))
    const later = { agencies: [changed], facts: { now: '2026-11-26T17:05:00Z' } }
    const after = textOf((await pagesApp(later).inject(`/agencies/${agencyId}`)).body)
    assert.match(
      after.replaceAll(/\s+/g, ' '),
      /Good now from Thu, Nov 26.*No longer good from Wed/,
    )
    assert.ok(!after.includes('New keys wait'))
  })

  it('says that an agency was suspended, and by which entry', async () => {
    const suspension = {
      entry: { kind: 'agency.suspended', agency: agencyId, at: '2026-11-20T10:00:00Z' },
      index: 88,
      proof: '',
    } as const
    const app = pagesApp({ agencies: [{ ...agency, suspension }] })
    const { body } = await app.inject(`/agencies/${agencyId}`)
    assert.match(
      textOf(body).replaceAll(/\s+/g, ' '),
      /Suspended .*may not ask until they admit it again\. entry 88/,
    )
    assert.match(textOf((await app.inject('/agencies')).body), /Suspended/)
    assert.doesNotMatch(textOf((await pagesApp().inject('/agencies')).body), /Suspended/)
  })

  it('shows each key with half of its SHA-256 in groups of four', async () => {
    const text = textOf((await pagesApp().inject(`/agencies/${agencyId}`)).body)
    for (const key of agency.keys.flatMap(({ keys }) => [keys.signing, keys.vault])) {
      const half = createHash('sha256').update(key).digest('hex').slice(0, 32)
      const groups = half.match(/.{4}/g) ?? []
      assert.equal(groups.length, 8)
      assert.ok(text.includes(groups.join(' ')), `digits of ${key}`)
      assert.ok(text.includes(key))
    }
  })
})
