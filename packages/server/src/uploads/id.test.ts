import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { formatUploadId, parseUploadId } from './id.ts'

describe('parseUploadId()', () => {
  it('reads back what formatUploadId() wrote', () => {
    const name = { submission: 's0123456789ab', number: 200 }
    assert.deepEqual(parseUploadId(formatUploadId(name)), name)
  })
  for (const id of ['', 's0123456789ab', 's0123456789ab.', 's0123456789ab.01', '../etc/passwd.0']) {
    it(`refuses ${JSON.stringify(id)}`, () => {
      assert.throws(() => parseUploadId(id), { code: 'submission/not-found' })
    })
  }
})
