import { Fault } from '@porchlight/core'
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { decisionDespite, isLastYes } from './decision.ts'

describe('isLastYes()', () => {
  it('is true of the only yes that is needed', () => {
    assert.equal(isLastYes({ approvals: 0, approvalsNeeded: 1 }), true)
  })

  it('is true of the second of two, and not of the first', () => {
    assert.equal(isLastYes({ approvals: 0, approvalsNeeded: 2 }), false)
    assert.equal(isLastYes({ approvals: 1, approvalsNeeded: 2 }), true)
  })
})

describe('decisionDespite()', () => {
  it('knows that a yes stands where the log could not be written', () => {
    assert.equal(decisionDespite(new Fault('log/unavailable')), 'log-waits')
  })

  it('lets every other error speak for itself', () => {
    assert.equal(decisionDespite(new Fault('request/expired')), null)
    assert.equal(decisionDespite(new TypeError('Failed to fetch')), null)
  })
})
