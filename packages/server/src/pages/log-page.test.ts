import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import type { Entry } from '@porchlight/core'

import type { LogLine } from '../log/lines.ts'
import { agencyId, pagesApp, requestId } from './fixture.test.ts'

const digest = '0'.repeat(64)

const entries: readonly Entry[] = [
  {
    kind: 'custody.opened',
    submission: 1,
    event: digest,
    day: '2026-11-23',
  },
  {
    kind: 'submission.sealed',
    request: requestId,
    recipients: ['0'.repeat(32)],
    commitment: digest,
    sizeClass: 22,
    day: '2026-11-23',
  },
  {
    kind: 'request.published',
    request: requestId,
    version: 1,
    agency: agencyId,
    agencyKey: 'A'.repeat(43),
    digest,
    recipient: '0'.repeat(32),
    offence: 'hit-and-run',
    class: 'standard',
    at: '2026-11-22T10:00:00Z',
  },
]
const log: readonly LogLine[] = entries.map((entry, at) => ({
  index: entries.length - 1 - at,
  entry,
  about: { request: requestId, agency: agencyId, partners: [] },
}))

async function textOf(path: string): Promise<string> {
  const { statusCode, body } = await pagesApp({ log }).inject(path)
  assert.equal(statusCode, 200)
  return body.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
}

describe('the log’s page', () => {
  it('says each entry as a sentence', async () => {
    const text = await textOf('/log')
    assert.match(
      text,
      /Maple Heights Police Department asked the public for footage: Hit-and-run\./,
    )
    assert.match(text, /Somebody answered\. .* at most 4 MB\./)
    assert.match(text, /Department opened the answer of entry 1\./)
  })

  it('says it in Spanish too', async () => {
    assert.match(await textOf('/log?lang=es'), /abrió la respuesta de la entrada 1/)
  })

  it('shows one kind only where that is asked for, and everything for a kind that there is not', async () => {
    assert.doesNotMatch(await textOf('/log?kind=custody.opened'), /Somebody answered/)
    assert.match(await textOf('/log?kind=nothing'), /Somebody answered/)
  })
})
