import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { Fault } from '@porchlight/core'
import type { FaultCode } from '@porchlight/core'

import { sealToVault } from '../vault/vault.ts'
import { keysOf, newKeyring } from './keyring.ts'
import { passkeySalt, unwrapWithPasskey, wrapWithPasskey } from './passkey.ts'
import { unwrapWithPassphrase, wrapWithPassphrase } from './passphrase.ts'

const keyring = await newKeyring('Maple Heights Police', random)

/** Milliseconds instead of a second. */
const workFactor = 6

describe('a keyring wrapped with a passphrase', () => {
  it('comes back with it and with no other', async () => {
    const sealed = await wrapWithPassphrase(keyring, 'correct horse', workFactor)
    assert.deepEqual(await unwrapWithPassphrase(sealed, 'correct horse'), keyring)
    await refused(unwrapWithPassphrase(sealed, 'Correct horse'), 'seal/wrong-passphrase')
    await refused(unwrapWithPassphrase(sealed, ''), 'seal/wrong-passphrase')
  })

  it('absent: the name and the secrets', async () => {
    const sealed = await wrapWithPassphrase(keyring, 'correct horse', workFactor)
    const text = Buffer.from(sealed).toString('latin1')
    for (const secret of [keyring.agency, keyring.vault, Buffer.from(keyring.signing)])
      assert.equal(text.includes(secret.toString('latin1')), false)
  })

  it('is refused when it is damaged, no age file, or something else inside', async () => {
    const sealed = await wrapWithPassphrase(keyring, 'p', workFactor)
    await refused(unwrapWithPassphrase(sealed.subarray(0, -1), 'p'), 'seal/damaged')
    await refused(unwrapWithPassphrase(new Uint8Array(10), 'p'), 'seal/not-sealed')
    const { vault } = await keysOf(keyring)
    const other = await sealToVault('hello', vault)
    await refused(unwrapWithPassphrase(other, 'p'), 'seal/wrong-passphrase')
  })
})

describe('a keyring wrapped to a passkey', () => {
  it('comes back with its secret and with no other', async () => {
    const secret = random(32)
    const sealed = await wrapWithPasskey(keyring, secret)
    assert.deepEqual(await unwrapWithPasskey(sealed, secret), keyring)
    await refused(unwrapWithPasskey(sealed, random(32)), 'seal/wrong-passphrase')
  })

  it('takes 32 bytes and nothing else', async () => {
    for (const length of [0, 31, 33])
      await assert.rejects(wrapWithPasskey(keyring, new Uint8Array(length)), /32 bytes/)
  })

  it('asks every passkey with the same salt', () => {
    assert.equal(new TextDecoder().decode(passkeySalt), 'porchlight/keyring/passkey/v1')
  })
})

async function refused(attempt: Promise<unknown>, code: FaultCode): Promise<void> {
  await assert.rejects(attempt, (error) => error instanceof Fault && error.code === code)
}

function random(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length))
}
