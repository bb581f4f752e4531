import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { checksumHolds } from './checksum.ts'

/** The recipient of the example in age's own specification. */
const recipient = 'age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj'

describe('checksumHolds()', () => {
  it('holds for a real recipient', () => {
    assert.equal(checksumHolds(recipient), true)
  })

  it('does not where any one character is another', () => {
    for (let at = 4; at < recipient.length; at += 1) {
      const wrong = recipient[at] === 'q' ? 'p' : 'q'
      const mistyped = recipient.slice(0, at) + wrong + recipient.slice(at + 1)
      assert.equal(checksumHolds(mistyped), false, mistyped)
    }
  })

  it('does not where two neighbours changed places, nor for what is no recipient', () => {
    const swapped = recipient.replace('zv', 'vz')
    for (const text of [swapped, '', 'age1', recipient.toUpperCase(), `${recipient}q`])
      assert.equal(checksumHolds(text), false, text)
  })
})
