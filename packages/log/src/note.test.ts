import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { createSigner, createVerifier } from './ed25519.ts'
import { createKey, parsePublicKey, parseSecretKey, publicKeyOf, signatureType } from './key.ts'
import { formatNote, maxSignatures, parseNote, signNote, verifyNote } from './note.ts'

/** The example note of Go's golang.org/x/mod/sumdb/note (BSD-3-Clause). */
const text =
  'If you think cryptography is the answer to your problem,\n' +
  "then you don't know what your problem is.\n"
const signed = `${text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`
const verifier = createVerifier(
  parsePublicKey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'),
)
const signer = createSigner(
  parseSecretKey('PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz'),
)

function keyNamed(name: string): ReturnType<typeof createKey> {
  const seed = new Uint8Array(32).fill(name.length)
  return createKey({ name, type: signatureType.ed25519, seed })
}

function signedTimes(count: number): string {
  const signers = Array.from({ length: count }, () => signer)
  return signNote(text, signers)
}

describe('note', () => {
  it('verifies and makes the example of Go, byte for byte', () => {
    const note = parseNote(signed)
    assert.equal(note.text, text)
    assert.equal(verifyNote(note, [verifier]).length, 1)
    assert.equal(signNote(text, [signer]), signed)
    assert.equal(formatNote(note), signed)
  })

  it('splits at the last empty line, so that the text may have empty lines', () => {
    const note = signNote('a\n\nb\n', [signer])
    assert.equal(parseNote(note).text, 'a\n\nb\n')
    assert.equal(verifyNote(parseNote(note), [verifier]).length, 1)
  })

  it('verifyNote() ignores signatures by keys that it does not know', () => {
    const stranger = createSigner(keyNamed('example.com/stranger'))
    const note = parseNote(signNote(text, [stranger, signer]))
    assert.deepEqual(
      verifyNote(note, [verifier]).map(({ name }) => name),
      ['PeterNeumann'],
    )
    assert.throws(() => verifyNote(parseNote(signNote(text, [stranger])), [verifier]), {
      code: 'signature-missing',
    })
  })

  it('verifyNote() ignores a signature that has only the name, or only the id, of a known key', () => {
    const { signatures } = parseNote(signed)
    for (const change of [{ name: 'PeterNeumanN' }, { keyId: 1 }]) {
      const changed = signatures.map((signature) => ({ ...signature, ...change }))
      assert.throws(() => verifyNote({ text, signatures: changed }, [verifier]), {
        code: 'signature-missing',
      })
    }
  })

  it('verifyNote() refuses the whole note for one wrong signature by a known key', () => {
    const good = createSigner(keyNamed('example.com/good'))
    const knows = [verifier, createVerifier(publicKeyOf(keyNamed('example.com/good')))]
    const note = signNote(text, [good, signer])
    assert.equal(verifyNote(parseNote(note), knows).length, 2)
    const broken = parseNote(note.replace('nAM=\n', 'nAQ=\n'))
    assert.throws(() => verifyNote(broken, knows), { code: 'signature-wrong' })
    const other = parseNote(signed.replace('problem', 'Problem'))
    assert.throws(() => verifyNote(other, [verifier]), { code: 'signature-wrong' })
  })

  it('verifyNote() counts a key once, however often it signed', () => {
    const note = parseNote(signNote(text, [signer, signer]))
    assert.equal(verifyNote(note, [verifier]).length, 1)
    const [signature = assert.fail()] = note.signatures
    for (const wrong of [signature.signature.slice(1), signature.signature.toReversed()]) {
      const signatures = [signature, { ...signature, signature: wrong }]
      assert.throws(() => verifyNote({ text, signatures }, [verifier]), { code: 'signature-wrong' })
    }
  })

  it('takes no signature by a key of small order, with which anything is signed', () => {
    const identity = new Uint8Array(32)
    identity[0] = 1
    const key = { ...publicKeyOf(keyNamed('example.com/small')), key: identity }
    const signature = new Uint8Array(64)
    signature.set(identity)
    const signatures = [{ name: key.name, keyId: key.id, signature }]
    assert.throws(() => verifyNote({ text, signatures }, [createVerifier(key)]), {
      code: 'signature-wrong',
    })
  })

  it('takes 16 signatures, and up to its limit', () => {
    assert.equal(parseNote(signedTimes(16)).signatures.length, 16)
    assert.equal(parseNote(signedTimes(maxSignatures)).signatures.length, maxSignatures)
    assert.throws(() => parseNote(signedTimes(maxSignatures + 1)), { code: 'note-too-large' })
    assert.throws(() => parseNote(signed + 'x'.repeat(1_000_000)), { code: 'note-too-large' })
  })

  it('parseNote() refuses what is no signed note', () => {
    for (const note of [
      '',
      text,
      `${text}\n`,
      signed.slice(0, -1),
      `${signed}\n`,
      signed.replace('— ', '- '),
      signed.replace('— ', '—'),
      signed.replace('— PeterNeumann', '— '),
      signed.replace('PeterNeumann x08', 'Peter+Neumann x08'),
      signed.replace('PeterNeumann x08', 'Peter\u00a0Neumann x08'),
      signed.replace('nAM=', 'nAM'),
      signed.replace(/x08go\S+/, 'x08goA=='),
      signed.replace('If', 'I\tf'),
      signed.replace('\n', '\r\n'),
      signed.replace('If', 'I\ud800f'),
    ])
      assert.throws(() => parseNote(note), { code: 'note-malformed' }, JSON.stringify(note))
  })

  it('signNote() refuses text that could not be read back', () => {
    for (const bad of ['no newline', 'a\u0000\n', ''])
      assert.throws(() => signNote(bad, [signer]), { code: 'note-malformed' })
  })
})
