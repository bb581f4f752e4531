import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import {
  chainFault,
  checkChain,
  custodyDigest,
  CustodyEvent,
  SignedCustodyEvent,
} from './custody.ts'
import type { ChainFault } from './custody.ts'
import { newSigningSecret, sign, signingKeyOf } from './sign.ts'

const agencySecret = newSigningSecret((length) => new Uint8Array(length).fill(1))
const strangerSecret = newSigningSecret((length) => new Uint8Array(length).fill(2))
const keys = [signingKeyOf(agencySecret)]
const common = { submission: 's0123456789ab', at: '2026-11-23T17:05:00Z', by: 'm0123456789ab' }
const clip = '00112233445566aa'

function signed(event: CustodyEvent, secret = agencySecret): SignedCustodyEvent {
  return SignedCustodyEvent.parse({
    event,
    signature: sign('porchlight/custody/v1', event, secret),
  })
}

function after(before: SignedCustodyEvent): { readonly previous: string } {
  return { previous: custodyDigest(before) }
}

const opened = signed({ action: 'opened', ...common, previous: null })
const accepted = signed({ action: 'accepted', clip, ...common, ...after(opened) })
const declined = signed({
  action: 'declined',
  clip,
  reason: 'duplicate',
  ...common,
  ...after(accepted),
})
const chain = [opened, accepted, declined]

describe('checkChain()', () => {
  it('finds a chain whole and tells its head, for any length', () => {
    assert.deepEqual(checkChain([], keys), { whole: true, head: null })
    assert.deepEqual(checkChain([opened], keys), { whole: true, head: custodyDigest(opened) })
    assert.deepEqual(checkChain(chain, keys), { whole: true, head: custodyDigest(declined) })
  })

  it('accepts a second key of the same agency', () => {
    const second = signed({ action: 'accepted', clip, ...common, ...after(opened) }, strangerSecret)
    assert.ok(checkChain([opened, second], [...keys, signingKeyOf(strangerSecret)]).whole)
  })

  const other = { ...common, submission: 's00000000000z' }
  const faulty: readonly (readonly [
    name: string,
    events: readonly SignedCustodyEvent[],
    at: number,
    because: ChainFault,
  ])[] = [
    ['an event left out', [opened, declined], 1, 'broken-link'],
    ['two events swapped', [opened, declined, accepted], 1, 'broken-link'],
    ['an event told twice', [opened, opened], 1, 'broken-link'],
    ['the beginning cut off', [accepted, declined], 0, 'broken-link'],
    [
      'a first event that opens nothing',
      [signed({ action: 'accepted', clip, ...common, previous: null })],
      0,
      'first-is-not-opened',
    ],
    [
      'an event altered after it was signed',
      [opened, { ...accepted, event: { ...accepted.event, at: '2026-11-23T17:06:00Z' } }],
      1,
      'signature',
    ],
    [
      'a signature made for something else',
      [
        {
          event: opened.event,
          signature: sign('porchlight/request/v1', opened.event, agencySecret),
        },
      ],
      0,
      'signature',
    ],
    [
      'an event signed by somebody else',
      [opened, signed({ action: 'accepted', clip, ...common, ...after(opened) }, strangerSecret)],
      1,
      'other-key',
    ],
    [
      "somebody else's signature under the agency's name",
      [
        {
          event: opened.event,
          signature: {
            ...sign('porchlight/custody/v1', opened.event, strangerSecret),
            key: signingKeyOf(agencySecret),
          },
        },
      ],
      0,
      'signature',
    ],
    [
      'an event of another submission, though it names the one before',
      [opened, signed({ action: 'accepted', clip, ...other, ...after(opened) })],
      1,
      'other-submission',
    ],
  ]
  for (const [name, events, at, because] of faulty) {
    it(`finds ${name}`, () => {
      assert.deepEqual(checkChain(events, keys), { whole: false, at, because })
    })
  }
})

describe('chainFault()', () => {
  it('judges the next event by the one before it alone', () => {
    assert.equal(chainFault(accepted, opened, keys), null)
    assert.equal(chainFault(accepted, declined, keys), 'broken-link')
    assert.equal(chainFault(accepted, null, keys), 'broken-link')
  })
})

describe('the end of a submission', () => {
  it('may come before it was ever opened, and nothing comes after it', () => {
    const destroyed = signed({ action: 'destroyed', ...common, previous: null })
    assert.ok(checkChain([destroyed], keys).whole)
    const late = signed({ action: 'opened', ...common, ...after(destroyed) })
    const verdict = checkChain([destroyed, late], keys)
    assert.deepEqual(verdict, { whole: false, at: 1, because: 'after-destroyed' })
  })

  it('is no end where a clip was saved elsewhere before: that stays in the chain', () => {
    const exported = signed({ action: 'exported', clip, ...common, ...after(opened) })
    const destroyed = signed({ action: 'destroyed', ...common, ...after(exported) })
    assert.ok(checkChain([opened, exported, destroyed], keys).whole)
    const first = signed({ action: 'exported', clip, ...common, previous: null })
    const verdict = checkChain([first], keys)
    assert.deepEqual(verdict, { whole: false, at: 0, because: 'first-is-not-opened' })
  })
})

describe('CustodyEvent', () => {
  it('refuses what its action does not have, and free text as a reason', () => {
    for (const event of [
      { action: 'opened', ...common, previous: null, clip },
      { action: 'accepted', ...common, previous: null },
      { action: 'declined', clip, ...common, previous: null },
      { action: 'declined', clip, reason: 'boring', ...common, previous: null },
      { action: 'destroyed', clip, ...common, previous: null },
      { action: 'burned', ...common, previous: null },
    ]) {
      assert.ok(!CustodyEvent.safeParse(event).success, event.action)
    }
  })
})
