import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { containerOfStart } from './container.ts'

function start(...parts: readonly (string | number)[]): Uint8Array {
  return new Uint8Array(
    parts.flatMap((part) => (typeof part === 'number' ? [part] : [...Buffer.from(part, 'latin1')])),
  )
}

describe('containerOfStart()', () => {
  it('knows the forms of video by their first bytes', () => {
    assert.equal(containerOfStart(start(0, 0, 0, 24, 'ftypisom')), 'mov')
    assert.equal(containerOfStart(start(0, 0, 0, 8, 'wide')), 'mov')
    assert.equal(containerOfStart(start(0x1a, 0x45, 0xdf, 0xa3)), 'matroska')
    assert.equal(containerOfStart(start('RIFF', 0, 0, 0, 0, 'AVI LIST')), 'avi')
    assert.equal(containerOfStart(start(0, 0, 1, 0xba)), 'mpeg')
    const packets = new Uint8Array(376)
    packets[0] = 0x47
    packets[188] = 0x47
    assert.equal(containerOfStart(packets), 'mpegts')
  })

  it('refuses what would have ffmpeg open other files, and everything else', () => {
    for (const text of ['#EXTM3U\n', 'ffconcat version 1.0\n', '<?xml', 'RIFF0000WAVE', 'G', ''])
      assert.equal(containerOfStart(start(text)), null, text)
  })
})
