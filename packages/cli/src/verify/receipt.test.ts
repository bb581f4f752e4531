import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { entryBytes, fromBase64, receiptExtra, submissionCommitment } from '@porchlight/core'
import type { Entry, ReceiptDetails } from '@porchlight/core'
import {
  createKey,
  createSigner,
  defaultHasher,
  formatPublicKey,
  formatTlogProof,
  publicKeyOf,
  signatureType,
  signCheckpoint,
} from '@porchlight/log'
import type { SecretKey } from '@porchlight/log'

import { cosignedBy, now, twoWitnesses, witnessKeys } from './fixture.test.ts'
import { checkReceipt } from './receipt.ts'

function keyOf(seed: number): ReturnType<typeof createKey> {
  const type = signatureType.ed25519
  return createKey({ name: 'example.com/log', type, seed: new Uint8Array(32).fill(seed) })
}

const logKey = formatPublicKey(publicKeyOf(keyOf(7)))
const otherLogKey = formatPublicKey(publicKeyOf(keyOf(8)))
const salt = 'A'.repeat(43)
const sealed = ['1'.repeat(64), '2'.repeat(64)]

/** A receipt from a log with one entry. */
function receipt(
  changes: Partial<ReceiptDetails> = {},
  seed = 7,
  cosigners: readonly SecretKey[] = [],
): string {
  const entry: Entry = {
    kind: 'submission.sealed',
    request: 'r00000000000a',
    recipients: ['0'.repeat(32)],
    commitment: submissionCommitment(salt, sealed),
    sizeClass: 20,
    day: '2026-11-23',
  }
  const root = defaultHasher.leaf(entryBytes(entry))
  const details: ReceiptDetails = {
    kind: 'porchlight/receipt/v1',
    witnessPolicy: 'quorum none\n',
    origin: 'https://example.com',
    logKey,
    submission: 's00000000000a',
    entry,
    salt,
    sealed,
    originals: [],
    ...changes,
  }
  return formatTlogProof({
    index: 0,
    hashes: [],
    checkpoint: cosignedBy(cosigners, signCheckpoint({ size: 1, root }, createSigner(keyOf(seed)))),
    extra: fromBase64(receiptExtra(details)) ?? new Uint8Array(),
  })
}

/** The names of the checks that fail. */
function failing(input: Partial<Parameters<typeof checkReceipt>[0]>): readonly string[] {
  const verdict = checkReceipt({
    text: receipt(),
    logKey: null,
    files: [],
    policyText: null,
    ...input,
  })
  const failed = verdict.checks.filter(({ holds }) => !holds).map(({ check }) => check)
  assert.equal(verdict.verified, failed.length === 0)
  return failed
}

describe('checkReceipt()', () => {
  it('verifies a receipt by its own key, and by one from elsewhere', () => {
    assert.deepEqual(failing({}), [])
    assert.deepEqual(failing({ logKey }), [])
  })

  it('finds files in it', () => {
    const files = sealed.map((sha256) => ({ name: 'x.age', sha256 }))
    assert.deepEqual(failing({ files }), [])
    assert.deepEqual(failing({ files: [{ name: 'x.age', sha256: '3'.repeat(64) }] }), ['files'])
  })

  it('names what does not hold', () => {
    assert.deepEqual(failing({ logKey: otherLogKey }), ['log-key', 'proof', 'witnesses'])
    assert.deepEqual(failing({ text: receipt({}, 8) }), ['proof', 'witnesses'])
    assert.deepEqual(failing({ text: receipt({ salt: 'E'.repeat(43) }) }), ['commitment'])
    assert.deepEqual(failing({ text: receipt({ sealed: sealed.toReversed() }) }), ['commitment'])
    const entry: Entry = {
      kind: 'custody.opened',
      submission: 0,
      event: '0'.repeat(64),
      day: '2026-11-23',
    }
    assert.deepEqual(failing({ text: receipt({ entry }) }), ['proof', 'commitment'])
  })

  it('asks for the witnesses of the person, or else of the receipt', () => {
    const [one] = witnessKeys
    const policyText = twoWitnesses
    assert.deepEqual(failing({ policyText }), ['witnesses'])
    assert.deepEqual(failing({ text: receipt({ witnessPolicy: policyText }) }), ['witnesses'])
    const witnessed = receipt({ witnessPolicy: policyText }, 7, witnessKeys)
    assert.deepEqual(failing({ text: witnessed }), [])
    assert.deepEqual(failing({ text: witnessed, policyText }), [])
    const half = receipt({ witnessPolicy: policyText }, 7, one === undefined ? [] : [one])
    assert.deepEqual(failing({ text: half }), ['witnesses'])
    const { checks } = checkReceipt({ text: half, logKey: null, files: [], policyText: null })
    assert.equal(
      checks.find(({ check }) => check === 'witnesses')?.says,
      `Too few witnesses have cosigned: 1 of 2, w1.example (${now}).`,
    )
  })

  it('does not take something else for a receipt', () => {
    const plain = receipt().replace(/^extra .*\n/m, '')
    for (const text of ['', 'hello', plain, receipt().replace('extra ', 'extra AAAA')])
      assert.deepEqual(failing({ text }), ['form'])
  })
})
