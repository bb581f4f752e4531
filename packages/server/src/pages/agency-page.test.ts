import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'

import { agency, agencyId, pagesApp } from './fixture.test.ts'
import { textOf } from './markup.test.ts'

describe('the page of an agency', () => {
  it('shows each key with half of its SHA-256 in groups of four', async () => {
    const text = textOf((await pagesApp().inject(`/agencies/${agencyId}`)).body)
    for (const key of [agency.keys.signing, agency.keys.vault]) {
      const half = createHash('sha256').update(key).digest('hex').slice(0, 32)
      const groups = half.match(/.{4}/g) ?? []
      assert.equal(groups.length, 8)
      assert.ok(text.includes(groups.join(' ')), `digits of ${key}`)
      assert.ok(text.includes(key))
    }
  })
})
