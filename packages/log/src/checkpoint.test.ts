import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts'
import { createSigner, createVerifier } from './ed25519.ts'
import { secretKey, signer, verifier } from './fixture.test.ts'
import { emptyRoot } from './hash.ts'
import { createKey, publicKeyOf } from './key.ts'
import { signNote } from './note.ts'

/** The example of C2SP tlog-checkpoint. */
const text = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'

describe('checkpoint', () => {
  it('reads and writes the example of the specification', () => {
    const checkpoint = parseCheckpoint(text)
    assert.equal(checkpoint.origin, 'example.com/behind-the-sofa')
    assert.equal(checkpoint.size, 20_852_163)
    assert.equal(formatCheckpoint(checkpoint), text)
  })

  it('keeps extension lines', () => {
    const checkpoint = parseCheckpoint(`${text}one\ntwo\n`)
    assert.deepEqual(checkpoint.extensions, ['one', 'two'])
    assert.equal(formatCheckpoint(checkpoint), `${text}one\ntwo\n`)
  })

  it('refuses every other form', () => {
    for (const bad of [
      '',
      'example.com/x\n1\n',
      text.slice(0, -1),
      `\n${text}`,
      `${text}\n`,
      `${text}one\n\ntwo\n`,
      text.replace('20852163', '020852163'),
      text.replace('20852163', '+1'),
      text.replace('20852163', '-1'),
      text.replace('20852163', '1e3'),
      text.replace('20852163', ''),
      text.replace('20852163', '9007199254740992'),
      text.replace('q2I=', 'q2J='),
      text.replace('q2I=', 'q2I'),
      text.replace('CsUY', ''),
    ])
      assert.throws(() => parseCheckpoint(bad), { code: 'checkpoint-malformed' }, bad)
  })

  it('opens what its log signed, and nothing else', () => {
    const signed = signCheckpoint({ size: 0, root: emptyRoot }, signer)
    assert.deepEqual(openCheckpoint(signed.note, verifier), signed)
    const stranger = createKey({ ...secretKey, seed: new Uint8Array(32).fill(8) })
    assert.throws(() => openCheckpoint(signed.note, createVerifier(publicKeyOf(stranger))), {
      code: 'signature-missing',
    })
    assert.throws(() => openCheckpoint(signed.note.replace('\n0\n', '\n1\n'), verifier), {
      code: 'signature-wrong',
    })
  })

  it('refuses a checkpoint of another origin by the same key', () => {
    const note = signNote(text, [createSigner(secretKey)])
    assert.throws(() => openCheckpoint(note, verifier), { code: 'origin-differs' })
  })
})
