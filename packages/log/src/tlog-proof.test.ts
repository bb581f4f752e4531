import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { bytesOfText } from './bytes.ts'
import { createVerifier } from './ed25519.ts'
import { createMemoryLog, entriesFrom, now, secretKey, verifier } from './fixture.test.ts'
import { createKey, publicKeyOf } from './key.ts'
import { createReader } from './read.ts'
import { openSequencer } from './sequence.ts'
import { formatTlogProof, parseTlogProof, verifyTlogProof } from './tlog-proof.ts'

const parts = await createMemoryLog()
const sequencer = await openSequencer({ ...parts, now })
const { checkpoint } = await sequencer.append(entriesFrom(0, 300), now)
const hashes = await createReader({ store: parts.store, checkpoint }).inclusion(257)
const proof = formatTlogProof({ index: 257, hashes, checkpoint: checkpoint.note })
const entry = bytesOfText('entry 257\n')

describe('tlog-proof', () => {
  it('shows offline that an entry is in the log', () => {
    const verdict = verifyTlogProof({ proof, entry, log: verifier })
    assert.deepEqual(verdict, { verified: true, index: 257, checkpoint })
  })

  it('has the form of the specification', () => {
    const lines = proof.split('\n')
    assert.equal(lines[0], 'c2sp.org/tlog-proof@v1')
    assert.equal(lines[1], 'index 257')
    assert.equal(lines[2 + hashes.length], '')
    assert.equal(lines[3 + hashes.length], 'example.com/log')
    assert.ok(proof.endsWith(checkpoint.note))
  })

  it('carries extra data, which it does not vouch for', () => {
    const extra = Uint8Array.of(1, 2, 3)
    const text = formatTlogProof({ index: 257, hashes, checkpoint: checkpoint.note, extra })
    assert.equal(text.split('\n')[1], 'extra AQID')
    assert.deepEqual(parseTlogProof(text).extra, extra)
    assert.equal(formatTlogProof(parseTlogProof(text)), text)
    assert.equal(verifyTlogProof({ proof: text, entry, log: verifier }).verified, true)
  })

  it('of a log of one entry has no hashes', async () => {
    const one = await createMemoryLog()
    const { checkpoint } = await (
      await openSequencer({ ...one, now })
    ).append(entriesFrom(0, 1), now)
    const text = formatTlogProof({ index: 0, hashes: [], checkpoint: checkpoint.note })
    const verdict = verifyTlogProof({ proof: text, entry: bytesOfText('entry 0\n'), log: verifier })
    assert.equal(verdict.verified, true)
  })

  it('is not of another entry, another place or another root', () => {
    const cases = [
      { proof, entry: bytesOfText('entry 258\n') },
      { proof: proof.replace('index 257', 'index 258'), entry },
      { proof: proof.replace('index 257', 'index 300'), entry },
      { proof: formatTlogProof({ ...parseTlogProof(proof), hashes: hashes.slice(1) }), entry },
    ]
    for (const each of cases)
      assert.deepEqual(verifyTlogProof({ ...each, log: verifier }), {
        verified: false,
        because: 'not-included',
        cause: null,
      })
  })

  it('is not by another key, nor of a changed checkpoint', () => {
    const stranger = createVerifier(
      publicKeyOf(createKey({ ...secretKey, seed: new Uint8Array(32).fill(8) })),
    )
    const changed = proof.replace('\n300\n', '\n301\n')
    for (const each of [
      { proof, log: stranger },
      { proof: changed, log: verifier },
    ]) {
      const verdict = verifyTlogProof({ ...each, entry })
      assert.equal(!verdict.verified && verdict.because, 'unsigned')
    }
  })

  it('is refused as malformed in every other form', () => {
    for (const text of [
      '',
      proof.replace('@v1', '@v2'),
      proof.replace('index 257', 'index 0257'),
      proof.replace('index 257\n', ''),
      proof.replace('index 257', 'extra AQI\nindex 257'),
      proof.replace('index 257', 'index 257\nAQID'),
      proof.replace('\n\n', '\n'),
      proof.slice(0, -2),
    ]) {
      const verdict = verifyTlogProof({ proof: text, entry, log: verifier })
      assert.equal(!verdict.verified && verdict.because, 'malformed', text)
    }
  })
})
