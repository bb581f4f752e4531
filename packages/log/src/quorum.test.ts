import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { signCheckpoint } from './checkpoint.ts'
import { addSignature, cosign } from './cosignature.ts'
import { createSigner } from './ed25519.ts'
import { now, secretKey, signer } from './fixture.test.ts'
import { emptyRoot } from './hash.ts'
import { createKey, formatPublicKey, publicKeyOf, signatureType, type SecretKey } from './key.ts'
import { formatNote, parseNote, signNote } from './note.ts'
import { parsePolicy } from './policy.ts'
import { quorumHolds, verifyByPolicy } from './quorum.ts'

const secrets = [1, 2, 3, 4].map((i) =>
  createKey({
    name: `witness.example/w${i}`,
    type: signatureType.cosignature,
    seed: new Uint8Array(32).fill(50 + i),
  }),
)
const log = `log ${formatPublicKey(publicKeyOf(secretKey))}\n`
const witnesses = secrets
  .map((secret, i) => `witness w${i + 1} ${formatPublicKey(publicKeyOf(secret))}\n`)
  .join('')
const twoOfThree = parsePolicy(`${log}${witnesses}group g 2 w1 w2 w3\nquorum g\n`)
const { note } = signCheckpoint({ size: 0, root: emptyRoot }, signer)

function cosigned(...by: readonly (SecretKey | undefined)[]): string {
  return by.reduce(
    (text, secret) => addSignature(text, cosign(note, secret ?? assert.fail(), now)),
    note,
  )
}

describe('quorumHolds()', () => {
  const cases: Record<string, readonly [held: readonly string[], missed: readonly string[]]> = {
    'quorum none': [['', 'w1'], []],
    'quorum w2': [
      ['w2', 'w1 w2'],
      ['', 'w1', 'w1 w3 w4'],
    ],
    'group g any w1 w2\nquorum g': [
      ['w1', 'w2', 'w1 w2'],
      ['', 'w3', 'g'],
    ],
    'group g 2 w1 w2 w3\nquorum g': [
      ['w1 w3', 'w1 w2 w3'],
      ['w1', 'w1 w4', 'w1 x'],
    ],
    'group g all w1 w2 w3\nquorum g': [['w1 w2 w3'], ['w1 w2', 'w1 w2 w4']],
    'group a any w1 w2\ngroup b 2 a w3\nquorum b': [
      ['w1 w3', 'w2 w3'],
      ['w1 w2', 'w3', 'a w3'],
    ],
    'group a all w1 w2\ngroup b any a w3\ngroup c 2 b w4\nquorum c': [
      ['w3 w4', 'w1 w2 w4'],
      ['w1 w4', 'w1 w2 w3', 'w4', 'c'],
    ],
  }
  for (const [rule, [held, missed]] of Object.entries(cases))
    it(rule.replaceAll('\n', ', '), () => {
      const policy = parsePolicy(`${witnesses}${rule}\n`)
      const outcomes = [...held, ...missed].map((names) =>
        quorumHolds(policy, new Set(names.split(' '))),
      )
      assert.deepEqual(outcomes, [...held.map(() => true), ...missed.map(() => false)])
    })
})

describe('verifyByPolicy()', () => {
  it('says who cosigned, and when', () => {
    const verdict = verifyByPolicy(cosigned(secrets[0], secrets[2]), twoOfThree)
    assert.ok(verdict.verified)
    assert.equal(verdict.checkpoint.origin, 'example.com/log')
    assert.deepEqual(verdict.cosignatures, [
      { witness: 'w1', at: now },
      { witness: 'w3', at: now },
    ])
  })

  it('refuses too few witnesses, one that signed twice, and strangers', () => {
    const stranger = createKey({
      name: 'witness.example/w1',
      type: signatureType.cosignature,
      seed: new Uint8Array(32).fill(99),
    })
    for (const text of [
      note,
      cosigned(secrets[0]),
      cosigned(secrets[0], secrets[0]),
      cosigned(secrets[0], secrets[3]),
      cosigned(secrets[0], stranger),
    ])
      assert.partialDeepStrictEqual(verifyByPolicy(text, twoOfThree), {
        verified: false,
        because: 'quorum-missing',
      })
  })

  it('refuses the checkpoint of a log that the policy does not list, cosigned or not', () => {
    const other = createKey({ ...secretKey, seed: new Uint8Array(32).fill(8) })
    const policy = parsePolicy(
      `log ${formatPublicKey(publicKeyOf(other))}\n${witnesses}quorum w1\n`,
    )
    for (const text of [note, cosigned(secrets[0])])
      assert.partialDeepStrictEqual(verifyByPolicy(text, policy), {
        verified: false,
        because: 'unsigned',
      })
    const named = createKey({ ...other, name: 'example.com/other' })
    const elsewhere = parsePolicy(`log ${formatPublicKey(publicKeyOf(named))}\nquorum none\n`)
    assert.partialDeepStrictEqual(verifyByPolicy(note, elsewhere), { because: 'unsigned' })
    const strange = signNote(parseNote(note).text, [createSigner(named)])
    const listed = parsePolicy(`${log}log ${formatPublicKey(publicKeyOf(named))}\nquorum none\n`)
    assert.partialDeepStrictEqual(verifyByPolicy(strange, listed), { because: 'unsigned' })
    assert.equal(verifyByPolicy(note, listed).verified, true)
    const both = parsePolicy(`${log}log ${formatPublicKey(publicKeyOf(other))}\nquorum none\n`)
    assert.equal(verifyByPolicy(note, both).verified, true)
  })

  it('refuses a note with a wrong line by a key of the policy, whatever else it has', () => {
    const { text, signatures } = parseNote(cosigned(secrets[0], secrets[1], secrets[2]))
    const spoilt = signatures.map((line, i) =>
      i === 3 ? { ...line, signature: line.signature.map((byte) => byte ^ 1) } : line,
    )
    assert.partialDeepStrictEqual(
      verifyByPolicy(formatNote({ text, signatures: spoilt }), twoOfThree),
      { verified: false, because: 'signature-wrong' },
    )
  })

  it('refuses what is no checkpoint', () => {
    for (const text of ['', 'text', note.slice(1), note.replace('\n0\n', '\n00\n')])
      assert.equal(verifyByPolicy(text, twoOfThree).verified, false, text)
    assert.partialDeepStrictEqual(verifyByPolicy('', twoOfThree), { because: 'malformed' })
  })
})
