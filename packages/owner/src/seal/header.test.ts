import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { Fault, findHeaderEnd } from '@porchlight/core'
import {
  Decrypter,
  generateHybridIdentity,
  generateX25519Identity,
  identityToRecipient,
} from 'age-encryption'

import { sealHeader } from './header.ts'

describe('sealHeader()', () => {
  it('wraps the file key that it gives for each recipient', async () => {
    const identities = await Promise.all([generateX25519Identity(), generateX25519Identity()])
    const recipients = await Promise.all(identities.map(identityToRecipient))
    const { header, fileKey } = await sealHeader(recipients)
    assert.deepEqual(findHeaderEnd(header), { found: true, end: header.length })
    assert.equal(new TextDecoder().decode(header).split('-> X25519 ').length, 3)
    for (const identity of identities) {
      const decrypter = new Decrypter()
      decrypter.addIdentity(identity)
      assert.deepEqual(await decrypter.decryptHeader(header), fileKey)
    }
  })

  it('never gives a file key twice', async () => {
    const recipient = await identityToRecipient(await generateX25519Identity())
    const [one, two] = await Promise.all([sealHeader([recipient]), sealHeader([recipient])])
    assert.notDeepEqual(one.fileKey, two.fileKey)
  })

  it('refuses what is no X25519 recipient, alone or among others', async () => {
    const good = await identityToRecipient(await generateX25519Identity())
    const hybrid = await identityToRecipient(await generateHybridIdentity())
    const mistyped = good.slice(0, -1) + (good.endsWith('q') ? 'p' : 'q')
    for (const bad of [hybrid, mistyped, 'age1', '', good.toUpperCase(), `${good}\n`])
      await assert.rejects(sealHeader([good, bad]), isUntrusted)
  })

  it('is for one to eight recipients', async () => {
    const good = await identityToRecipient(await generateX25519Identity())
    await assert.rejects(sealHeader([]), /1 to 8/)
    await assert.rejects(sealHeader(Array.from({ length: 9 }, () => good)), /1 to 8/)
  })
})

function isUntrusted(error: unknown): boolean {
  return error instanceof Fault && error.code === 'seal/untrusted-request'
}
