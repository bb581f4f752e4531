import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { entryBytes, PublicRequest, requestEntry, sign } from '@porchlight/core'
import {
  createKey,
  createSigner,
  defaultHasher,
  formatPublicKey,
  formatTlogProof,
  parseTlogProof,
  publicKeyOf,
  signatureType,
  signCheckpoint,
} from '@porchlight/log'

import { demoRequest } from '../demo/request.ts'
import { cosignedBy, twoWitnesses, witnessKeys } from './fixture.test.ts'
import { checkRequestFile } from './request.ts'

const now = '2026-11-23T12:00:00Z'

function keyOf(seed: number): ReturnType<typeof createKey> {
  const type = signatureType.ed25519
  return createKey({ name: 'example.com/log', type, seed: new Uint8Array(32).fill(seed) })
}

const log = keyOf(7)
const logKey = formatPublicKey(publicKeyOf(log))

/** A request that is the only entry of a log. */
function published(): PublicRequest {
  const request = {
    ...demoRequest(now),
    id: 'r00000000000a',
    caseNumber: 'MH-1',
    agency: 'a00000000000a',
    recipient: 'age19fr8ky6nrlacs28qwvvy0gry8rxsufh0t8d23hdfvghca04fj98slkcf75',
  }
  const signature = sign('porchlight/request/v1', request, new Uint8Array(32).fill(9))
  const bare = PublicRequest.parse({
    signed: { request, signature },
    agencyName: 'Maple Heights Police',
    state: 'published',
    publishedAt: now,
    outcome: null,
    suspended: false,
    submissions: 0,
    proof: '',
  })
  const root = defaultHasher.leaf(entryBytes(requestEntry(bare.signed, bare.publishedAt)))
  const checkpoint = signCheckpoint({ size: 1, root }, createSigner(log)).note
  return { ...bare, proof: formatTlogProof({ index: 0, hashes: [], checkpoint }) }
}

/** The names of the checks that fail. */
function failing(file: unknown, key = logKey, policyText: string | null = null): readonly string[] {
  const text = typeof file === 'string' ? file : JSON.stringify(file)
  const { verified, checks } = checkRequestFile({ text, logKey: key, policyText })
  const failed = checks.filter(({ holds }) => !holds).map(({ check }) => check)
  assert.equal(verified, failed.length === 0)
  return failed
}

describe('checkRequestFile()', () => {
  it('verifies a request that was signed and logged', () => {
    assert.deepEqual(failing(published()), [])
  })

  it('finds one changed letter', () => {
    const file = published()
    const { request, signature } = file.signed
    const changed = { ...request, text: request.text.replace('dark van', 'dark car') }
    assert.notEqual(changed.text, request.text)
    assert.deepEqual(failing({ ...file, signed: { request: changed, signature } }), [
      'signature',
      'proof',
    ])
  })

  it('finds a request that another key signed anew', () => {
    const file = published()
    const signature = sign('porchlight/request/v1', file.signed.request, new Uint8Array(32).fill(8))
    const signed = { ...file.signed, signature }
    assert.deepEqual(failing({ ...file, signed }), ['proof'])
  })

  it('finds another log, and a key that is none', () => {
    const other = formatPublicKey(publicKeyOf(keyOf(8)))
    assert.deepEqual(failing(published(), other), ['proof'])
    assert.deepEqual(failing(published(), 'no key'), ['proof'])
  })

  it('asks for the witnesses of the person', () => {
    const file = published()
    assert.deepEqual(failing(file, logKey, twoWitnesses), ['witnesses'])
    const { index, hashes, checkpoint } = parseTlogProof(file.proof)
    const cosigned = cosignedBy(witnessKeys, { note: checkpoint })
    const proof = formatTlogProof({ index, hashes, checkpoint: cosigned })
    assert.deepEqual(failing({ ...file, proof }, logKey, twoWitnesses), [])
    assert.deepEqual(failing({ ...file, proof: 'none' }, logKey, twoWitnesses), [
      'proof',
      'witnesses',
    ])
  })

  it('says of anything else that it is no request', () => {
    for (const text of ['', 'null', '{}', JSON.stringify(published()).slice(0, -5)])
      assert.deepEqual(failing(text), ['form'])
  })
})
