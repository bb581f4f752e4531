import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { toBase64, utf8 } from './bytes.ts'
import { canonical } from './canonical.ts'
import { submissionCommitment } from './commitment.ts'
import { readReceiptExtra, receiptExtra, receiptMatchesEntry } from './receipt.ts'
import type { ReceiptDetails } from './receipt.ts'

const salt = 'A'.repeat(43)
const sealed = ['11'.repeat(32), '22'.repeat(32)]
const details: ReceiptDetails = {
  kind: 'porchlight/receipt/v1',
  witnessPolicy: 'quorum none\n',
  origin: 'https://porchlight.example',
  logKey: 'porchlight.example/log+1234abcd+Aaaa',
  submission: 's0123456789ab',
  entry: {
    kind: 'submission.sealed',
    request: 'r0123456789ab',
    recipients: ['cd'.repeat(16)],
    commitment: submissionCommitment(salt, sealed),
    sizeClass: 22,
    day: '2026-11-23',
  },
  salt,
  sealed,
  originals: [{ clip: '00112233445566aa', fileName: 'niño.mp4', sha256: 'ef'.repeat(32), salt }],
}

describe('receiptExtra()', () => {
  it('is one line of base64 that reads back the same', () => {
    const extra = receiptExtra(details)
    assert.match(extra, /^[A-Za-z0-9+/]+={0,2}$/)
    assert.deepEqual(readReceiptExtra(extra), details)
  })
})

describe('readReceiptExtra()', () => {
  const unread: Readonly<Record<string, string>> = {
    'no base64': '*',
    'no JSON': toBase64(utf8('{')),
    'another kind': toBase64(utf8(canonical({ ...details, kind: 'porchlight/receipt/v9' }))),
    'a field too many': toBase64(utf8(canonical({ ...details, camera: 'porch' }))),
    'no clip': toBase64(utf8(canonical({ ...details, sealed: sealed.slice(0, 1) }))),
    'a salt of no 32 bytes': toBase64(utf8(canonical({ ...details, salt: `${'A'.repeat(42)}B` }))),
    nothing: '',
  }
  for (const [name, extra] of Object.entries(unread)) {
    it(`gives null for ${name}`, () => {
      assert.equal(readReceiptExtra(extra), null)
    })
  }
})

describe('receiptMatchesEntry()', () => {
  it('holds for the salt and the files that were committed to', () => {
    assert.ok(receiptMatchesEntry(details))
  })

  it('does not for another salt, other files, another order or another kind of entry', () => {
    const day = '2026-11-23'
    const opened = { kind: 'custody.opened', submission: 1, event: '33'.repeat(32), day } as const
    for (const change of [
      { salt: `${'A'.repeat(42)}E` },
      { sealed: sealed.toReversed() },
      { sealed: [...sealed, '33'.repeat(32)] },
      { entry: opened },
    ]) {
      assert.ok(!receiptMatchesEntry({ ...details, ...change }), JSON.stringify(change))
    }
  })
})
