import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { checkFacts } from './facts.ts'
import { logKey, now, otherLogKey, twoWitnesses } from './fixture.test.ts'

const facts = {
  name: 'Example',
  origin: 'https://example.com',
  demo: false,
  logKey,
  witnessPolicy: `log ${logKey}\n${twoWitnesses}`,
  now,
  releaseMinutes: 15,
  admissionStewards: 2,
}
const own = { logKey, witnesses: twoWitnesses }

describe('checkFacts()', () => {
  it('finds nothing wrong with the same policy, however it is written', () => {
    assert.equal(checkFacts(facts, own).holds, true)
    const other = twoWitnesses.replaceAll('witness ', '# one of them\nwitness   ')
    assert.notEqual(other, twoWitnesses)
    assert.equal(checkFacts({ ...facts, witnessPolicy: other }, own).holds, true)
  })

  it('finds another key, fewer witnesses, and what is no policy', () => {
    assert.equal(checkFacts({ ...facts, logKey: otherLogKey }, own).holds, false)
    for (const witnessPolicy of ['quorum none\n', '', twoWitnesses.replace(' all ', ' any ')])
      assert.equal(checkFacts({ ...facts, witnessPolicy }, own).holds, false, witnessPolicy)
  })
})
