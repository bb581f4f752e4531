import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { Decrypter, generateX25519Identity, identityToRecipient, Encrypter } from 'age-encryption'

import { faultOfAge } from './age-fault.ts'

const identity = await generateX25519Identity()
const header = await headerFor(identity)

/** What the library says today. A new version that says it otherwise fails here, not at an agency. */
const known = [
  {
    when: 'no key fits',
    says: "no identity matched any of the file's recipients",
    code: 'seal/wrong-key',
    header: await headerFor(await generateX25519Identity()),
  },
  {
    when: 'the version is another',
    says: 'invalid version age-encryption.org/v2',
    code: 'seal/not-sealed',
    header: header.replace('/v1', '/v2'),
  },
  {
    when: 'the header was changed',
    says: 'invalid header HMAC',
    code: 'seal/damaged',
    header: header.replace(/--- .{4}/, '--- AAAA'),
  },
  {
    when: 'a line of the header is gone',
    says: 'invalid header',
    code: 'seal/damaged',
    header: header.replace('--- ', '-- '),
  },
  {
    when: 'the header ends early',
    says: 'invalid stanza',
    code: 'seal/damaged',
    header: header.slice(0, 60),
  },
  {
    when: 'a key in the header is cut',
    says: 'invalid X25519 stanza',
    code: 'seal/damaged',
    header: header.replace(/(X25519 .{4}).*/, '$1'),
  },
] as const

describe('faultOfAge()', () => {
  for (const { when, says, code, header: text } of known)
    it(`is ${code} when ${when}`, async () => {
      const error = await failureOf(text)
      assert.equal(error.message, says)
      const fault = faultOfAge(error)
      assert.equal(fault.code, code)
      assert.equal(fault.cause, error)
    })

  it('is seal/damaged for anything that it does not know', () => {
    assert.equal(faultOfAge(new Error('something new')).code, 'seal/damaged')
    assert.equal(faultOfAge('not an error').code, 'seal/damaged')
  })
})

async function failureOf(text: string): Promise<Error> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  try {
    await decrypter.decryptHeader(new TextEncoder().encode(text))
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('It did not fail')
}

async function headerFor(owner: string): Promise<string> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(await identityToRecipient(owner))
  return new TextDecoder().decode((await encrypter.encrypt(new Uint8Array(0))).subarray(0, -32))
}
