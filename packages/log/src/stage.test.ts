import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { bytesOfText, textOfBytes } from './bytes.ts'
import { entriesFrom, now } from './fixture.test.ts'
import { emptyRoot } from './hash.ts'
import { decodeStage, encodeStage, stagePath } from './stage.ts'

const stage = {
  from: { origin: 'example.com/log', size: 0, root: emptyRoot, extensions: [] },
  // an entry of newlines, so that the head cannot be looked for from the wrong side
  entries: [...entriesFrom(0, 3), bytesOfText('\n\n\n'), new Uint8Array(0)],
  at: now,
}

describe('stage', () => {
  it('gives back what it was made of', () => {
    assert.deepEqual(decodeStage(encodeStage(stage)), stage)
  })

  it('is found under the checkpoint that it leads to', () => {
    assert.equal(
      stagePath(stage.from),
      'staging/0-e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    )
  })

  it('is refused when anything in its head was changed, or when it is cut off', () => {
    const bytes = encodeStage(stage)
    const text = textOfBytes(bytes) ?? ''
    for (const changed of [
      text.replace('/v1', '/v2'),
      text.replace('2026', '20266'),
      text.replace('\n5\n', '\n4\n'),
      text.replace('\n0\n', '\n00\n'),
      text.replace('47DE', ''),
      '',
    ])
      assert.throws(() => decodeStage(bytesOfText(changed)), { code: 'stage-malformed' }, changed)
    for (let length = 0; length < bytes.length; length++)
      assert.throws(() => decodeStage(bytes.slice(0, length)), { code: 'stage-malformed' })
  })
})
