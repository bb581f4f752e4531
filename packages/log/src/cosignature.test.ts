import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { ed25519 } from '@noble/curves/ed25519.js'

import { bytesOfText } from './bytes.ts'
import { openCheckpoint, signCheckpoint } from './checkpoint.ts'
import { addSignature, cosign, cosignedAt, createCosignatureVerifier } from './cosignature.ts'
import { createSigner, createVerifier } from './ed25519.ts'
import { now, secretKey, signer, verifier } from './fixture.test.ts'
import { emptyRoot } from './hash.ts'
import { createKey, publicKeyOf, signatureType } from './key.ts'
import { parseNote, verifyNote } from './note.ts'

const witness = createKey({
  name: 'witness.example/w1',
  type: signatureType.cosignature,
  seed: new Uint8Array(32).fill(9),
})
const witnessVerifier = createCosignatureVerifier(publicKeyOf(witness))
const { note } = signCheckpoint({ size: 0, root: emptyRoot }, signer)

describe('cosignature', () => {
  it('stands beside the signature of the log and says when it was made', () => {
    const cosigned = addSignature(note, cosign(note, witness, now))
    const [byLog, byWitness] = verifyNote(parseNote(cosigned), [verifier, witnessVerifier])
    assert.equal(byLog?.name, 'example.com/log')
    assert.equal(byWitness && cosignedAt(byWitness), now)
    assert.equal(openCheckpoint(cosigned, verifier).size, 0)
  })

  it('counts once for a witness, the first line of two', () => {
    const twice = addSignature(note, cosign(note, witness, now))
    const later = addSignature(twice, cosign(note, witness, '2026-11-23T18:00:00Z'))
    const found = verifyNote(parseNote(later), [witnessVerifier])
    assert.deepEqual(found.map(cosignedAt), [now])
  })

  it('is of one text and one time', () => {
    const signature = cosign(note, witness, now)
    const later = signature.signature.slice()
    later[7] = (later[7] ?? 0) + 1
    const other = signCheckpoint({ size: 1, root: emptyRoot }, signer).note
    for (const changed of [
      addSignature(note, { ...signature, signature: later }),
      addSignature(note, { ...signature, signature: later.slice(1) }),
      addSignature(other, signature),
    ])
      assert.throws(() => verifyNote(parseNote(changed), [witnessVerifier]), {
        code: 'signature-wrong',
      })
  })

  it('refuses a time beyond what an instant can say', () => {
    const { text } = parseNote(note)
    const endOfYear9999 = Date.UTC(10_000, 0) / 1000 - 1
    const verdicts = [endOfYear9999, endOfYear9999 + 1].map((seconds) =>
      witnessVerifier.verify(bytesOfText(text), signedAt(text, seconds)),
    )
    assert.deepEqual(verdicts, [true, false])
  })

  it('keeps log keys and witness keys apart', () => {
    assert.throws(() => cosign(note, secretKey, now), { code: 'key-malformed' })
    assert.throws(() => createCosignatureVerifier(publicKeyOf(secretKey)), {
      code: 'key-malformed',
    })
    assert.throws(() => createSigner(witness), { code: 'key-malformed' })
    assert.throws(() => createVerifier(publicKeyOf(witness)), { code: 'key-malformed' })
  })

  it('signs checkpoints only, at times that exist', () => {
    assert.throws(() => cosign('text\n\n— a AAAAAAAA\n', witness, now), {
      code: 'checkpoint-malformed',
    })
    for (const bad of ['2026-11-23', '2026-13-01T00:00:00Z', 'now'])
      assert.throws(() => cosign(note, witness, bad), { code: 'time-malformed' })
  })
})

/** By the specification alone, without the code under test. */
function signedAt(text: string, seconds: number): Uint8Array {
  const bytes = new Uint8Array(72)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(seconds))
  const message = bytesOfText(`cosignature/v1\ntime ${seconds}\n${text}`)
  bytes.set(ed25519.sign(message, witness.seed), 8)
  return bytes
}
