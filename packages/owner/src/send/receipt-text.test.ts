import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { readReceiptExtra } from '@porchlight/core'
import type { ReceiptDetails } from '@porchlight/core'

import { receiptText } from './receipt-text.ts'

const details: ReceiptDetails = {
  kind: 'porchlight/receipt/v1',
  witnessPolicy: 'quorum none\n',
  origin: 'http://localhost:1',
  logKey: 'key',
  submission: 's00000000000a',
  entry: {
    kind: 'submission.sealed',
    request: 'r00000000000a',
    recipients: ['0'.repeat(32)],
    commitment: '0'.repeat(64),
    sizeClass: 1,
    day: '2026-11-23',
  },
  salt: 'A'.repeat(43),
  sealed: ['0'.repeat(64), '1'.repeat(64)],
  originals: [],
}

describe('receiptText()', () => {
  it('puts the details into the extra line and leaves the rest', () => {
    const lines = receiptText('c2sp.org/tlog-proof@v1\nindex 0\n\nnote\n', details).split('\n')
    const extra = lines.splice(1, 1)[0] ?? ''
    assert.equal(lines.join('\n'), 'c2sp.org/tlog-proof@v1\nindex 0\n\nnote\n')
    assert.deepEqual(readReceiptExtra(extra.slice('extra '.length)), details)
  })

  it('refuses what is no proof, or says something extra of its own', () => {
    for (const proof of [
      '',
      'index 0\n\nnote\n',
      'c2sp.org/tlog-proof@v1\nextra AAAA\nindex 0\n\nnote\n',
    ])
      assert.throws(() => receiptText(proof, details), { code: 'log/no-proof' })
  })
})
