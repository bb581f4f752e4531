import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import type { Entry } from '@porchlight/core'

import { agencyId, facts, pagesApp } from './fixture.test.ts'
import { tagsOf, textOf } from './markup.test.ts'

const digest = '0'.repeat(64)
const key = '0'.repeat(32)
const day = '2026-11-23'
const [one, two] = ['r00000000000a', 'r00000000000b'] as const

function published(request: string, offence: 'robbery' | 'arson', at: string): Entry {
  return {
    kind: 'request.published',
    request,
    version: 1,
    agency: agencyId,
    agencyKey: 'A'.repeat(43),
    digest,
    recipient: key,
    offence,
    class: 'standard',
    at,
  }
}

function sealed(request: string, on: string): Entry {
  const recipients = [key]
  return {
    kind: 'submission.sealed',
    request,
    recipients,
    commitment: digest,
    sizeClass: 20,
    day: on,
  }
}

const entries: readonly Entry[] = [
  published(one, 'robbery', '2026-11-01T10:00:00Z'),
  published(two, 'arson', '2026-11-02T10:00:00Z'),
  sealed(one, '2026-09-30'),
  sealed(one, '2026-11-05'),
  sealed(two, '2026-11-06'),
  { kind: 'custody.opened', submission: 2, event: digest, day },
  { kind: 'custody.accepted', submission: 2, event: digest, day },
  { kind: 'request.closed', request: one, outcome: 'exculpatory', at: '2026-11-03T10:00:00Z' },
  {
    kind: 'request.refused',
    agency: agencyId,
    rules: ['text/vague', 'area/too-large'],
    areaClass: 18,
    digest,
    day,
  },
  { kind: 'handling.overdue', request: one, submissions: 2, day },
  { kind: 'legal.counted', class: 'subpoena', count: 3, day },
]

async function bodyOf(path: string, log = entries): Promise<string> {
  const { statusCode, body } = await pagesApp({ entries: log }).inject(path)
  assert.equal(statusCode, 200, path)
  return body
}

/** Every counted number of a page with the address that it leads to. */
function numbersIn(body: string): readonly (readonly [number, string])[] {
  const links = body.matchAll(/<a\s+class="counted"\s+href="([^"]+)"[^>]*>([\d,.]+)<\/a\s*>/g)
  return Array.from(links, ([, href = '', text = '']) => {
    return [Number(text), href.replaceAll('&amp;', '&')] as const
  })
}

async function entriesAt(path: string): Promise<number> {
  return (await bodyOf(path)).split('<li id="entry-').length - 1
}

/** Where the number is a sum of what entries say, or of entries that are not there. */
const sums = ['/log?kind=handling.overdue', '/log?kind=legal.counted', '/log?of=legal%3Asubpoena']

describe('the statistics page', () => {
  it('leads from each number to as many entries as it says', async () => {
    const numbers = numbersIn(await bodyOf('/statistics'))
    assert.ok(numbers.length > 25)
    for (const [count, path] of numbers) {
      if (sums.includes(path) || path === '/log?kind=requests') continue
      assert.equal(await entriesAt(path), count, path)
    }
    for (const path of sums) assert.equal(await entriesAt(path), 1)
    const said = new Map(numbers.map(([count, path]) => [path, count]))
    assert.deepEqual(
      sums.map((path) => said.get(path)),
      [2, 3, 3],
    )
    assert.equal(said.get('/log?kind=requests'), 1)
  })

  it('draws each table, and puts every number of a drawing in words beside it', async () => {
    const body = await bodyOf('/statistics')
    const drawings = body.match(/<svg\s+class="plot".*?<\/svg>/gs) ?? []
    assert.equal(drawings.length, 6)
    for (const drawing of drawings) {
      assert.match(drawing, /role="img"\s+aria-label="[^"]+: a drawing of the table that follows"/)
      for (const { attributes } of tagsOf(drawing)) assert.ok(!attributes.has('style'))
    }
    assert.equal(body.match(/<table>/g)?.length, drawings.length + 2)
    assert.match(textOf(body), /Footage cleared somebody/)
    assert.match(textOf(body).replaceAll(/\s+/g, ' '), /Half of them took about 2 days or less/)
  })

  it('says a short time in hours or minutes', async () => {
    for (const [until, words] of [
      ['2026-11-01T10:00:00Z', '1 minute'],
      ['2026-11-01T11:30:00Z', '90 minutes'],
      ['2026-11-01T15:10:00Z', '5 hours'],
      ['2026-11-08T10:00:00Z', '7 days'],
    ] as const) {
      const log: readonly Entry[] = [
        published(one, 'robbery', '2026-11-01T10:00:00Z'),
        { kind: 'request.withdrawn', request: one, at: until },
      ]
      const text = textOf(await bodyOf('/statistics', log)).replaceAll(/\s+/g, ' ')
      assert.ok(text.includes(`Half of them took about ${words} or less.`), words)
    }
  })

  it('keeps months without an answer', async () => {
    const text = textOf(await bodyOf('/statistics')).replaceAll(/\s+/g, ' ')
    assert.match(text, /September 2026 1 October 2026 0 November 2026 2/)
  })

  it('says in words that there is nothing yet, of a log without requests', async () => {
    const text = textOf(await bodyOf('/statistics', [])).replaceAll(/\s+/g, ' ')
    for (const words of ['No request was published yet', 'Nobody has answered yet', 'None so far'])
      assert.ok(text.includes(words), words)
  })

  it('names the checkpoint, its witnesses, and how to compute it again', async () => {
    const cosignatures = [{ witness: 'library', at: '2026-11-23T17:00:00Z' }]
    const { body } = await pagesApp({ entries, cosignatures }).inject('/statistics')
    const text = textOf(body).replaceAll(/\s+/g, ' ')
    assert.match(text, /first 11 entries of the log\..* library Mon, Nov 23, 2026, 5:00 PM UTC/)
    assert.ok(text.includes(`porchlight verify log ${facts.origin} --log`))
    assert.ok(text.includes('--json | jq .counts'))
  })

  it('gives the same numbers as CSV and as JSON, each with the address of its entries', async () => {
    const [header, ...lines] = (await bodyOf('/statistics.csv')).trimEnd().split('\r\n')
    assert.equal(header, 'table,key,count,entries')
    const shown = new Set(numbersIn(await bodyOf('/statistics')).map((number) => number.join(' ')))
    const rows = lines.map((line) => line.split(','))
    for (const [table, , count, address = ''] of rows) {
      const { pathname, search } = new URL(address)
      const number = `${String(count)} ${pathname}${search}`
      assert.ok(table === 'requests' || shown.has(number), number)
    }
    const json: unknown = JSON.parse(await bodyOf('/statistics.json'))
    assert.ok(typeof json === 'object' && json !== null && 'rules' in json && 'checkpoint' in json)
    assert.deepEqual(
      json.rules,
      ['area/too-large', 'text/vague'].map((rule) => {
        const entriesOf = `${facts.origin}/log?of=${encodeURIComponent(`rule:${rule}`)}`
        return { key: rule, count: 1, entries: entriesOf }
      }),
    )
  })
})
