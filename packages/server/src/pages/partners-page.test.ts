import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { recipientId } from '@porchlight/core'
import type { Entry } from '@porchlight/core'

import { facts, pagesApp } from './fixture.test.ts'
import { textOf } from './markup.test.ts'

const digest = '0'.repeat(64)
const [partner, keyless] = ['p00000000000a', 'p00000000000b'] as const
const [requestKey, partnerKey] = ['a'.repeat(32), 'b'.repeat(32)] as const
const at = '2026-11-10T10:00:00Z'

function sealed(...recipients: readonly string[]): Entry {
  return {
    kind: 'submission.sealed',
    request: 'r00000000000a',
    recipients: [...recipients],
    commitment: digest,
    sizeClass: 20,
    day: '2026-11-23',
  }
}

const announced: readonly Entry[] = [
  { kind: 'partner.announced', partner, profile: digest, notice: '2026-11-17T10:00:00Z', at },
  { kind: 'partner.key', partner, recipient: partnerKey, from: at, at },
  { kind: 'partner.activated', partner, at: '2026-11-17T10:00:00Z' },
  {
    kind: 'partner.announced',
    partner: keyless,
    profile: digest,
    notice: '2026-11-17T10:00:00Z',
    at,
  },
]
const answers = [sealed(requestKey), sealed(requestKey, partnerKey)]
const ended: Entry = { kind: 'partner.ended', partner, at: '2026-11-20T10:00:00Z' }

async function textAt(path: string, entries: readonly Entry[]): Promise<string> {
  const { statusCode, body } = await pagesApp({ entries }).inject(path)
  assert.equal(statusCode, 200, path)
  return textOf(body).replaceAll(/\s+/g, ' ')
}

describe('the pages of partners', () => {
  it('say of a log without partners that nothing can have been addressed to one', async () => {
    const text = await textAt('/partners', [])
    assert.match(text, /No partner was ever announced here/)
    assert.ok(text.includes(`porchlight verify claim ${facts.origin} --log`))
  })

  it('say that no answer can be addressed to one yet, active or not', async () => {
    const words =
      /No answer can be addressed to a partner yet: this site only takes answers that are sealed to the key of the request/
    for (const path of ['/partners', `/partners/${partner}`])
      assert.match(await textAt(path, announced), words)
    assert.doesNotMatch(await textAt('/log', announced), /may address/)
  })

  it('list each with what it is now, and the answers that were addressed to it', async () => {
    const text = await textAt('/partners', [...announced, ...answers])
    assert.match(text, /Active p00000000000a Answers addressed to it: 1/)
    assert.match(text, /Announced p00000000000b Answers addressed to it: 0/)
    assert.match(await textAt('/partners', [...announced, ended]), /Ended p00000000000a/)
  })

  it('tell when one was announced, started and ended, from its entries', async () => {
    const text = await textAt(`/partners/${partner}`, [...announced, ...answers, ended])
    assert.match(text, /Announced Nov 10, 2026 Active Nov 17, 2026 Ended Nov 20, 2026/)
    assert.match(text, /Answers addressed to it 1 /)
    const answered = await textAt('/log?kind=answers', [...announced, ...answers])
    assert.match(answered, /It was sealed to The agency and to p00000000000a; all of it/)
    assert.match(await textAt(`/partners/${partner}`, announced), /Ended Not so far/)
  })

  it('give the command that counts again, for its key; and say where there is no key', async () => {
    const text = await textAt(`/partners/${partner}`, announced)
    assert.ok(text.includes(`porchlight verify claim ${facts.origin} --log`))
    assert.ok(text.includes(`--recipient ${partnerKey}`))
    assert.match(await textAt(`/partners/${keyless}`, announced), /It never named a key/)
  })

  it('name it as the stewards did, with the digest of their words', async () => {
    const [announcement] = announced
    assert.ok(announcement?.kind === 'partner.announced')
    const recipient = `age1${'p'.repeat(58)}`
    const facts = {
      profile: {
        id: partner,
        name: 'Evidence Cloud',
        website: 'https://evidence.example',
        receives: 'Clips that an owner addresses to it.',
      },
      status: 'active' as const,
      keys: [{ recipient, entry: { entry: announcement, index: 1, proof: '' } }],
      announcement: { entry: announcement, index: 0, proof: '' },
      activation: null,
      ending: null,
    }
    const keyed = announced.map((entry) => {
      return entry.kind === 'partner.key' ? { ...entry, recipient: recipientId(recipient) } : entry
    })
    const app = pagesApp({ entries: keyed, partners: [facts] })
    const text = textOf((await app.inject(`/partners/${partner}`)).body).replaceAll(/\s+/g, ' ')
    for (const words of [
      'Evidence Cloud',
      facts.profile.receives,
      digest,
      `--recipient ${recipient}`,
    ])
      assert.ok(text.includes(words), words)
    for (const path of ['/partners', '/log'])
      assert.ok(textOf((await app.inject(path)).body).includes('Evidence Cloud'), path)
  })

  it('are not there for a name that the log does not hold', async () => {
    for (const path of ['/partners/p00000000000c', '/partners/x'])
      assert.equal((await pagesApp({ entries: announced }).inject(path)).statusCode, 404)
  })
})
