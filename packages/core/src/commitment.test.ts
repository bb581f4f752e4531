import { strict as assert } from 'node:assert'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'

import { originalCommitment, recipientId, submissionCommitment } from './commitment.ts'

const salt = `${'A'.repeat(42)}E`
const one = '11'.repeat(32)
const two = '22'.repeat(32)

/** The same by another library, from the words of the protocol. */
function byHand(context: string, saltText: string, digests: readonly string[]): string {
  const hash = createHash('sha256').update(context).update(Uint8Array.of(0))
  hash.update(Buffer.from(saltText, 'base64url'))
  for (const digest of digests) hash.update(Buffer.from(digest, 'hex'))
  return hash.digest('hex')
}

describe('commitments', () => {
  it('are SHA-256 of context, zero, salt and digests', () => {
    assert.equal(
      submissionCommitment(salt, [one, two]),
      byHand('porchlight/submission/v1', salt, [one, two]),
    )
    assert.equal(originalCommitment(salt, one), byHand('porchlight/original/v1', salt, [one]))
  })

  it('differ by salt, by order, by number and by what is committed to', () => {
    const all = [
      submissionCommitment(salt, [one, two]),
      submissionCommitment(salt, [two, one]),
      submissionCommitment(salt, [one]),
      submissionCommitment(salt, [one, one]),
      submissionCommitment('A'.repeat(43), [one, two]),
      originalCommitment(salt, one),
    ]
    assert.equal(new Set(all).size, all.length)
  })

  it('throw where the salt is not 32 bytes', () => {
    for (const short of ['', 'AAAA', 'A'.repeat(42), `${'A'.repeat(42)}B`, 'A'.repeat(44)]) {
      assert.throws(() => originalCommitment(short, one), Error)
    }
  })
})

describe('recipientId()', () => {
  it('is the first half of the SHA-256 of the text', () => {
    const recipient = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'
    const whole = createHash('sha256').update(recipient).digest('hex')
    assert.equal(recipientId(recipient), whole.slice(0, 32))
  })
})
