import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { ed25519 } from '@noble/curves/ed25519.js'

import { fromBase64Url, sha256Hex, utf8 } from './bytes.ts'
import {
  Contact,
  maxWindows,
  Request,
  requestTexts,
  requestDigest,
  requestSignatureHolds,
  SignedRequest,
} from './request.ts'
import { goodRequest } from './rules/example.test.ts'
import { newSigningSecret, sign } from './sign.ts'

const secret = newSigningSecret((length) => new Uint8Array(length).fill(3))
const signed: SignedRequest = {
  request: goodRequest,
  signature: sign('porchlight/request/v1', goodRequest, secret),
}

describe('SignedRequest', () => {
  it('goes over the wire and still holds, with the same digest', () => {
    const arrived = SignedRequest.parse(JSON.parse(JSON.stringify(signed)))
    assert.ok(requestSignatureHolds(arrived))
    assert.equal(requestDigest(arrived), requestDigest(signed))
  })

  it('does not hold with one part changed, whichever', () => {
    const changes: readonly Partial<Request>[] = [
      { version: 2 },
      { agency: 'azzzzzzzzzzzz' },
      { title: `${goodRequest.title}.` },
      { area: goodRequest.area.toReversed() },
      { windows: [...goodRequest.windows, ...goodRequest.windows] },
      { expiresAt: '2026-11-29T12:00:01Z' },
      { handling: { ...goodRequest.handling, usedDays: 366 } },
      { linked: 'rzzzzzzzzzzzz' },
      { recipient: goodRequest.recipient.replace('ql3z', 'ql3y') },
    ]
    for (const change of changes) {
      const altered = { ...signed, request: { ...goodRequest, ...change } }
      assert.ok(!requestSignatureHolds(altered), JSON.stringify(change))
      assert.notEqual(requestDigest(altered), requestDigest(signed))
    }
  })

  it('does not hold under a signature made for custody', () => {
    const signature = sign('porchlight/custody/v1', goodRequest, secret)
    assert.ok(!requestSignatureHolds({ ...signed, signature }))
  })

  it('commits to the signature too', () => {
    const other = newSigningSecret((length) => new Uint8Array(length).fill(4))
    const again = { ...signed, signature: sign('porchlight/request/v1', goodRequest, other) }
    assert.notEqual(requestDigest(again), requestDigest(signed))
  })
})

describe('requestTexts()', () => {
  it('are the texts that are signed and hashed elsewhere, whatever the words', () => {
    const words = ['ordinary', 'señal “\u2028” \u{1F6A8}', '"quoted" \\ \n\t', '"signature":{}']
    for (const text of words) {
      const request = { ...goodRequest, text }
      const signature = sign('porchlight/request/v1', request, secret)
      const texts = requestTexts({ request, signature })
      assert.equal(sha256Hex(utf8(texts.whole)), requestDigest({ request, signature }))
      const value = fromBase64Url(signature.value) ?? assert.fail()
      const key = fromBase64Url(signature.key) ?? assert.fail()
      assert.ok(ed25519.verify(value, utf8(texts.signed), key, { zip215: false }))
    }
  })
})

describe('Request', () => {
  it('refuses what is not well formed', () => {
    const window = goodRequest.windows.slice(0, 1)
    const malformed: Readonly<Record<string, unknown>> = {
      'a field more': { ...goodRequest, camera: 'porch' },
      'no window': { ...goodRequest, windows: [] },
      'too many windows': { ...goodRequest, windows: Array(maxWindows + 1).fill(window[0]) },
      'an area of two corners': { ...goodRequest, area: goodRequest.area.slice(0, 2) },
      'an offence of its own': { ...goodRequest, offence: 'loitering' },
      'no zone': { ...goodRequest, zone: '-05:00' },
      'an SSH recipient': { ...goodRequest, recipient: 'ssh-ed25519 AAAA' },
      'a version nought': { ...goodRequest, version: 0 },
      'a promise without days': { ...goodRequest, handling: { onward: [] } },
      'an onward party of its own': {
        ...goodRequest,
        handling: { ...goodRequest.handling, onward: ['ice'] },
      },
    }
    assert.ok(Request.safeParse(goodRequest).success)
    for (const [name, value] of Object.entries(malformed)) {
      assert.ok(!Request.safeParse(value).success, name)
    }
  })
})

describe('Contact', () => {
  it('has an e-mail or a phone', () => {
    assert.ok(Contact.safeParse({ unit: 'Unit', email: 'desk@police.example' }).success)
    assert.ok(Contact.safeParse({ unit: 'Unit', phone: '+1 216 555 0142' }).success)
    assert.ok(!Contact.safeParse({ unit: 'Unit' }).success)
    assert.ok(!Contact.safeParse({ unit: 'Unit', email: 'desk' }).success)
  })
})
