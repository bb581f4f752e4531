import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { concat, utf8 } from '../bytes.ts'
import { findHeaderEnd, maxHeaderBytes } from './header.ts'

const header = utf8('age-encryption.org/v1\n-> X25519 abc\nAAAA\n--- bWFj\n')

describe('findHeaderEnd()', () => {
  it('finds the end of the line that begins with three hyphens', () => {
    assert.deepEqual(findHeaderEnd(concat(header, utf8('\n--- payload\n'))), {
      found: true,
      end: header.length,
    })
  })

  it('wants more for every shorter start', () => {
    for (let length = 0; length < header.length; length++)
      assert.deepEqual(findHeaderEnd(header.subarray(0, length)), {
        found: false,
        because: 'more-needed',
      })
  })

  it('refuses what begins otherwise at the first byte that differs', () => {
    for (const start of ['x', 'age-encryption.org/v2', '-----BEGIN AGE', 'age-encryption.org/v1\r'])
      assert.deepEqual(findHeaderEnd(utf8(start)), { found: false, because: 'not-age' })
  })

  it('stops looking after the longest header that is read', () => {
    const endless = concat(utf8('age-encryption.org/v1\n'), new Uint8Array(maxHeaderBytes).fill(65))
    assert.deepEqual(findHeaderEnd(endless), { found: false, because: 'not-age' })
    assert.deepEqual(findHeaderEnd(concat(endless, utf8('\n--- x\n'))), {
      found: false,
      because: 'not-age',
    })
  })
})
