import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { defaultPolicy, Entry, entryKinds } from '@porchlight/core'
import type { EntryKind, EntryOf } from '@porchlight/core'

import { agencyId, pagesApp, requestId } from './fixture.test.ts'
import type { World } from './fixture.test.ts'
import { tagsOf, textOf } from './markup.test.ts'

const digest = '0'.repeat(64)
const key = '0'.repeat(32)
const partner = 'p00000000000a'
const day = '2026-11-23'
const at = '2026-11-22T10:00:00Z'
const custody = { submission: 1, event: digest, day }

/** One of each kind, with the English sentence that it must be. */
const examples: { readonly [K in EntryKind]: readonly [Omit<EntryOf<K>, 'kind'>, RegExp] } = {
  'request.published': [
    {
      request: requestId,
      version: 1,
      agency: agencyId,
      agencyKey: 'A'.repeat(43),
      digest,
      recipient: key,
      offence: 'hit-and-run',
      class: 'standard',
      at,
    },
    /Maple Heights Police Department asked the public for footage: Hit-and-run\./,
  ],
  'submission.sealed': [
    { request: requestId, recipients: [key], commitment: digest, sizeClass: 22, day },
    /Somebody answered\. It was sealed to Maple Heights .* at most 4 MB\./,
  ],
  'instance.opened': [
    {
      origin: 'https://porch.example',
      policy: { ...defaultPolicy },
      witnesses: 'witness a k\nwitness b k\nquorum none\n',
      at,
    },
    /opened its log and said its rules\. 2 witnesses sign along/,
  ],
  'policy.changed': [
    { policy: { ...defaultPolicy }, witnesses: 'witness a k\nquorum a\n', at },
    /changed its rules or its witnesses\. 1 witness signs along/,
  ],
  'release.published': [
    { version: '1.2.0', manifest: digest, files: 41, at },
    /put version 1\.2\.0 of its programs to use: 41 files\./,
  ],
  'agency.admitted': [
    {
      agency: agencyId,
      profile: digest,
      type: 'police',
      federal: [],
      stewards: [key, '1'.repeat(32)],
      at,
    },
    /Maple Heights Police Department may ask here from now on\. 2 stewards confirmed who it is\./,
  ],
  'agency.key': [
    { agency: agencyId, signing: 'A'.repeat(43), vault: key, from: '2026-11-25T10:00:00Z', at },
    /named the keys that it signs and receives with\. They are good from Nov 25, 2026 on\./,
  ],
  'agency.suspended': [{ agency: agencyId, at }, /Department was suspended\. It may not ask until/],
  'partner.announced': [
    { partner, profile: digest, notice: '2026-11-29T10:00:00Z', at },
    /p00000000000a was announced as a partner\. It cannot start before Nov 29, 2026\./,
  ],
  'partner.activated': [{ partner, at }, /p00000000000a became active\./],
  'partner.ended': [{ partner, at }, /p00000000000a ended as a partner\./],
  'partner.key': [
    { partner, recipient: key, from: at, at },
    /p00000000000a named the key .* good from Nov 22, 2026 on\./,
  ],
  'request.versioned': [
    { request: requestId, version: 2, agencyKey: 'A'.repeat(43), digest, recipient: key, at },
    /Department published version 2 of its request\./,
  ],
  'request.withdrawn': [{ request: requestId, at }, /Department took its request back\./],
  'request.closed': [
    { request: requestId, outcome: 'exculpatory', at },
    /Department closed its request: footage cleared somebody\./,
  ],
  'request.refused': [
    { agency: agencyId, rules: ['text/vague'], areaClass: 18, digest, day },
    /A request of Maple Heights Police Department was refused\. It broke 1 rule:/,
  ],
  'custody.opened': [custody, /Department opened the answer of entry 1\./],
  'custody.accepted': [custody, /Department accepted a clip of the answer of entry 1\./],
  'custody.declined': [custody, /Department declined a clip of the answer of entry 1\./],
  'custody.exported': [custody, /Department exported the answer of entry 1 as evidence\./],
  'custody.destroyed': [custody, /The answer of entry 1 was destroyed\./],
  'handling.overdue': [
    { request: requestId, submissions: 3, day },
    /Department still keeps 3 answers after the day/,
  ],
  'feed.published': [{ number: 7, digest, at }, /Feed number 7: all live requests in one file/],
  'token.key': [
    { key: digest, from: at, until: '2026-12-22T10:00:00Z' },
    /key of its anonymous passes, good from Nov 22, 2026 to Dec 22, 2026\./,
  ],
  'legal.counted': [{ class: 'gag-order', count: 2, day }, /Orders to keep silent: 2 so far\./],
  'map.built': [
    { digest, devices: 1200, accepted: false, at },
    /A new map of public cameras was turned down: 1200 devices\./,
  ],
}

/** Those that others are about come first. */
const order: readonly EntryKind[] = [
  'request.published',
  'submission.sealed',
  ...entryKinds.filter((kind) => kind !== 'request.published' && kind !== 'submission.sealed'),
]

function entryOf(kind: EntryKind): Entry {
  const [fields] = examples[kind]
  return Entry.parse({ kind, ...fields })
}

const entries = order.map((kind) => entryOf(kind))

async function bodyOf(path: string): Promise<string> {
  const { statusCode, body } = await pagesApp({ entries }).inject(path)
  assert.equal(statusCode, 200)
  return body
}

/** What each line of a page says, by the entry's kind. */
async function linesOf(path: string): Promise<ReadonlyMap<string, string>> {
  const body = await bodyOf(path)
  const items = body.split('<li id="entry-').slice(1)
  return new Map(
    items.map((item) => [/<code>([a-z.]+)<\/code>/.exec(item)?.[1] ?? '', plain(textOf(item))]),
  )
}

function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}

async function shown(query: string): Promise<readonly string[]> {
  return [...(await linesOf(`/log?${query}`)).keys()].toSorted()
}

async function headOf(cosignatures?: World['cosignatures']): Promise<string> {
  const world = { entries, ...(cosignatures === undefined ? {} : { cosignatures }) }
  return plain(textOf((await pagesApp(world).inject('/log')).body))
}

describe('the log’s page', () => {
  it('says each entry as a sentence', async () => {
    const lines = new Map([...(await linesOf('/log')), ...(await linesOf('/log?kind=feeds'))])
    for (const kind of order) assert.match(lines.get(kind) ?? '', examples[kind][1], kind)
    assert.equal(lines.size, order.length)
  })

  it('says it in Spanish too', async () => {
    const english = await linesOf('/log?kind=custody')
    const spanish = await linesOf('/log?lang=es&kind=custody')
    assert.match(spanish.get('custody.opened') ?? '', /abrió la respuesta de la entrada 1/)
    for (const [kind, line] of spanish) assert.notEqual(line, english.get(kind), kind)
  })

  it('leaves feeds out and says so, until they are asked for', async () => {
    assert.ok(!(await linesOf('/log')).has('feed.published'))
    assert.match(plain(textOf(await bodyOf('/log'))), /Feeds are left out here.* Show 1 feed/)
    assert.deepEqual([...(await linesOf('/log?kind=feeds')).keys()], ['feed.published'])
  })

  it('shows what is asked for: a kind, several, a request, an agency, a partner, a trait, all at once', async () => {
    assert.deepEqual(await shown('kind=custody.opened'), ['custody.opened'])
    assert.deepEqual(await shown('kind=answers'), ['submission.sealed'])
    assert.equal((await shown('kind=partners')).length, 4)
    assert.equal((await shown(`partner=${partner}`)).length, 4)
    assert.equal((await shown(`request=${requestId}`)).length, 11)
    assert.equal((await shown(`agency=${agencyId}`)).length, 15)
    assert.deepEqual(await shown('of=rule:text/vague'), ['request.refused'])
    assert.deepEqual(await shown(`agency=${agencyId}&kind=requests&of=outcome:exculpatory`), [
      'request.closed',
    ])
    assert.deepEqual(await shown(`partner=${partner}&kind=answers`), [])
  })

  it('shows everything for a kind, a trait or a name that there is not', async () => {
    for (const query of ['kind=nothing', 'of=rule:<b>', 'request=x', 'before=many'])
      assert.equal((await linesOf(`/log?${query}`)).size, order.length - 1, query)
  })

  it('leads with each of its links to as many entries as the link says', async () => {
    const links = tagsOf(await bodyOf(`/log?agency=${agencyId}`)).flatMap(
      ({ attributes }) => attributes.get('href') ?? [],
    )
    const inside = [...new Set(links.filter((link) => link.startsWith('/log?')))]
    assert.ok(inside.length > 8)
    const said = /<a\s+href="([^"]+)"[^>]*>[^<]+<span class="choice-count">(\d+)<\/span>/g
    let counts = 0
    for (const [, link = '', count] of (await bodyOf('/log')).matchAll(said)) {
      counts += 1
      assert.equal((await linesOf(link.replaceAll('&amp;', '&'))).size, Number(count), link)
    }
    assert.ok(counts > 8)
  })

  it('takes off each thing that it is narrowed to, and keeps the rest', async () => {
    const body = await bodyOf(`/log?agency=${agencyId}&of=offence:hit-and-run&kind=requests`)
    const off = /<ul class="narrowed">.*?<\/ul>/s.exec(body)?.[0] ?? ''
    assert.match(plain(textOf(off)), /Only: Maple Heights Police Department .* Only: Hit-and-run/)
    const links = tagsOf(off).flatMap(({ attributes }) => attributes.get('href') ?? [])
    assert.deepEqual(
      links.map((link) => link.replaceAll('&amp;', '&')),
      ['/log?kind=requests&of=offence%3Ahit-and-run', `/log?agency=${agencyId}&kind=requests`],
    )
  })

  it('says who cosigned and when, too few, or that nobody does', async () => {
    const library = { witness: 'library', at: '2026-11-23T17:00:00Z' }
    assert.match(await headOf([library]), /signed it too: library Mon, Nov 23, 2026, 5:00 PM UTC/)
    assert.match(await headOf([]), /Too few witnesses signed it/)
    assert.match(await headOf(), /No witness signs this log\./)
  })
})
