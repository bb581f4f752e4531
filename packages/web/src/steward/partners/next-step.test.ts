import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import type { DeskPartner } from '@porchlight/core'

import { nextStepOf } from './next-step.ts'

const now = '2026-11-23T10:00:00Z'

const entered: DeskPartner = {
  profile: {
    id: 'p00000000000a',
    name: 'Evidence Shelf',
    website: 'https://shelf.example',
    receives: 'Clips that are addressed to it',
  },
  status: 'entered',
  waiting: false,
  notice: null,
  yeses: { given: 0, byYou: false },
  keys: [],
}

describe('nextStepOf()', () => {
  it('is the announcement, with the last yes or before it', () => {
    assert.deepEqual(nextStepOf(entered, now, 2), { step: 'announce', last: false })
    const second = { ...entered, yeses: { given: 1, byYou: false } }
    assert.deepEqual(nextStepOf(second, now, 2), { step: 'announce', last: true })
    const yours = { ...entered, yeses: { given: 1, byYou: true } }
    assert.deepEqual(nextStepOf(yours, now, 2), { step: 'other-steward' })
  })

  it('is to wait for the end of the public notice, to the second', () => {
    const announced: DeskPartner = { ...entered, status: 'announced', notice: now }
    const before = '2026-11-23T09:59:59Z'
    assert.deepEqual(nextStepOf(announced, before, 1), { step: 'notice', until: now })
    assert.deepEqual(nextStepOf(announced, now, 1), { step: 'activate', last: true })
  })

  it('is nothing while the log cannot be written, when it is active, and after its end', () => {
    assert.deepEqual(nextStepOf({ ...entered, waiting: true }, now, 1), { step: 'log' })
    for (const status of ['active', 'ended'] as const)
      assert.deepEqual(nextStepOf({ ...entered, status, notice: now }, now, 1), { step: 'none' })
  })
})
