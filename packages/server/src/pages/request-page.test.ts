import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { federalTieNames, requestDigest } from '@porchlight/core'
import type { Entry, PublicRequest, Request } from '@porchlight/core'

import { basemap, facts, pagesApp, publicRequest, request, requestId } from './fixture.test.ts'
import { tagsOf, textOf } from './markup.test.ts'

async function pageOf(
  change: Partial<Request> = {},
  shown: Partial<PublicRequest> = {},
  query = '',
): Promise<string> {
  const app = pagesApp({ requests: [publicRequest(change, shown)], basemap })
  return (await app.inject(`/requests/${requestId}${query}`)).body
}

describe('the page of a request', () => {
  it('says who, what, where, when, until when and whom to call', async () => {
    const body = await pageOf()
    const text = textOf(body).replaceAll(/\s+/g, ' ')
    for (const part of [
      request.title,
      request.text,
      request.place,
      request.caseNumber,
      request.contact.unit,
      'Saturday, Nov 21, 2026',
      'Eastern Time (America/New_York)',
      'UTC−05:00',
      'Sat, Nov 28, 2026, 5:00 PM EST',
      'Sat, Nov 21, 2026, 9:10 PM EST',
    ]) {
      assert.ok(text.includes(part), part)
    }
    assert.ok(linksOf(body).includes('tel:+12165550188'))
    assert.ok(linksOf(body).includes('mailto:traffic@mapleheights.example'))
  })

  it('carries the fixed sentence in both languages', async () => {
    assert.ok(textOf(await pageOf()).includes('You may ignore this. Nobody learns that you did.'))
    assert.ok(textOf(await pageOf({}, {}, '?lang=es')).includes('Nadie'))
  })

  it('offers to close first, then to share, as buttons of one size', async () => {
    const buttons = tagsOf(await pageOf()).filter(({ attributes }) =>
      (attributes.get('class') ?? '').split(' ').includes('button'),
    )
    assert.deepEqual(
      buttons.map(({ attributes }) => attributes.get('href')),
      ['about:blank', `/share/${requestId}`],
    )
  })

  it('offers to share only while the request is live', async () => {
    for (const page of [
      await pageOf({ expiresAt: facts.now }),
      await pageOf({}, { state: 'withdrawn', outcome: 'withdrawn' }),
      await pageOf({}, { state: 'closed', outcome: 'exculpatory' }),
    ]) {
      assert.ok(!page.includes('/share/'))
    }
  })

  it('keeps what was withdrawn or closed, and says what came of it', async () => {
    const withdrawn = textOf(await pageOf({}, { state: 'withdrawn', outcome: 'withdrawn' }))
    assert.ok(withdrawn.includes('took this request back') && withdrawn.includes(request.text))
    const closed = textOf(await pageOf({}, { state: 'closed', outcome: 'exculpatory' }))
    assert.ok(closed.includes('Footage cleared somebody'))
  })

  it('tells both offsets where the clocks change within a window', async () => {
    const windows = [{ from: '2026-11-01T05:30:00Z', to: '2026-11-01T06:30:00Z' }]
    const text = textOf(await pageOf({ windows })).replaceAll(/\s+/g, ' ')
    assert.ok(text.includes('1:30 AM – 1:30 AM'))
    assert.ok(text.includes('1 h · UTC−04:00 → UTC−05:00'))
  })

  it('draws the area, a scale and north without JavaScript', async () => {
    const body = await pageOf()
    const drawing = body.slice(body.indexOf('<svg class="map-drawing"'))
    assert.match(drawing, /<polygon\s+class="m-area"\s+points="[\d., -]+"/)
    assert.match(drawing, /200 m · 660 ft/)
    assert.match(drawing, /class="m-north"/)
    assert.match(drawing, /Maple Street<\/text/)
  })

  it('shows the extended class, the version and declared federal ties', async () => {
    const text = textOf(await pageOf({ class: 'extended', offence: 'homicide', version: 2 }))
    for (const mark of ['Extended', 'Version 2', federalTieNames['task-force'].en]) {
      assert.ok(text.includes(mark), mark)
    }
    assert.ok(!textOf(await pageOf()).includes('Extended'))
  })

  it('states the handling promise in words', async () => {
    const text = textOf(await pageOf())
    assert.ok(text.includes('Clips that help: deleted within 2 years of the close.'))
    assert.ok(text.includes('deleted as soon as the request closes'))
    assert.ok(text.includes('the prosecutor, the court, and the defence'))
    const nobody = await pageOf({ handling: { ...request.handling, onward: [] } })
    assert.ok(textOf(nobody).includes('They pass clips on to nobody.'))
  })

  it('gives the log entry, the digest and the lines that check them', async () => {
    const body = await pageOf()
    assert.ok(body.includes(requestDigest(publicRequest().signed)))
    assert.match(textOf(body), /Log entry\s+41/)
    assert.ok(textOf(body).includes(`curl -s ${facts.origin}/api/requests/${requestId}`))
  })

  it('shows what the log says of it, with each number’s entries', async () => {
    const digest = '0'.repeat(64)
    const day = '2026-11-24'
    const published: Entry = {
      kind: 'request.published',
      request: requestId,
      version: 1,
      agency: request.agency,
      agencyKey: 'A'.repeat(43),
      digest,
      recipient: '0'.repeat(32),
      offence: request.offence,
      class: 'standard',
      at: '2026-11-23T15:12:00Z',
    }
    const entries: readonly Entry[] = [
      published,
      { ...published, request: 'r00000000000b' },
      {
        kind: 'submission.sealed',
        request: requestId,
        recipients: ['0'.repeat(32)],
        commitment: digest,
        sizeClass: 20,
        day,
      },
      { kind: 'custody.opened', submission: 2, event: digest, day },
      {
        kind: 'request.closed',
        request: requestId,
        outcome: 'exculpatory',
        at: `${day}T10:00:00Z`,
      },
    ]
    const { body } = await pagesApp({ requests: [publicRequest()], entries, basemap }).inject(
      `/requests/${requestId}`,
    )
    const text = textOf(body).replaceAll(/\s+/g, ' ')
    assert.match(text, /Answers received 1 Opened 1 Clips accepted 0/)
    assert.match(
      text,
      /closed its request: footage cleared somebody\. .* asked the public for footage/,
    )
    assert.deepEqual(body.match(/data-entry="\d+"/g), ['data-entry="4"', 'data-entry="0"'])
    assert.ok(linksOf(body).includes(`/log?request=${requestId}&kind=custody.opened`))
  })

  it('dials no text that is not a number', async () => {
    const links = linksOf(
      await pageOf({ contact: { unit: 'Unit', phone: 'tel:1;phone-context=x' } }),
    )
    assert.ok(!links.some((link) => link.includes('phone-context')))
  })
})

function linksOf(body: string): readonly string[] {
  return tagsOf(body).flatMap(({ name, attributes }) =>
    name === 'a' ? [attributes.get('href') ?? ''] : [],
  )
}
