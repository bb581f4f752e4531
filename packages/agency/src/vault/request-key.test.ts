import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { Fault } from '@porchlight/core'
import type { FaultCode } from '@porchlight/core'

import { newRequestKey, unwrapRequestKey, wrapRequestKey } from './request-key.ts'
import { openFromVault, sealToVault } from './vault.ts'

// a vault is an age key like any other
const vault = await newRequestKey()

describe('a request’s key', () => {
  it('comes back from the vault', async () => {
    const key = await newRequestKey()
    const wrapped = await wrapRequestKey(key, vault.recipient)
    assert.deepEqual(await unwrapRequestKey(wrapped, [vault.identity], key.recipient), key)
  })

  it('comes back with the vault that it was wrapped to, whatever came after it', async () => {
    const [key, newer] = [await newRequestKey(), await newRequestKey()]
    const wrapped = await wrapRequestKey(key, vault.recipient)
    const both = [newer.identity, vault.identity]
    assert.deepEqual(await unwrapRequestKey(wrapped, both, key.recipient), key)
    await refused(unwrapRequestKey(wrapped, [], key.recipient), 'seal/wrong-key')
  })

  it('does not come back for another vault, nor for another request', async () => {
    const [key, other] = [await newRequestKey(), await newRequestKey()]
    const wrapped = await wrapRequestKey(key, vault.recipient)
    await refused(unwrapRequestKey(wrapped, [other.identity], key.recipient), 'seal/wrong-key')
    await refused(unwrapRequestKey(wrapped, [vault.identity], other.recipient), 'seal/wrong-key')
  })

  it('is refused where something else was wrapped', async () => {
    const changed = vault.identity.slice(0, -1) + (vault.identity.endsWith('2') ? '3' : '2')
    for (const text of ['', 'hello', 'AGE-SECRET-KEY-1QQQQ', changed])
      await refused(
        unwrapRequestKey(
          await sealToVault(text, vault.recipient),
          [vault.identity],
          vault.recipient,
        ),
        'seal/damaged',
      )
  })
})

describe('the vault', () => {
  it('keeps notes in any script', async () => {
    const notes = 'Señora García llamó: «la ventana». 🚪'
    const sealed = await sealToVault(notes, vault.recipient)
    assert.equal(await openFromVault(sealed, [vault.identity]), notes)
    assert.equal(Buffer.from(sealed).includes('ventana'), false)
  })
})

async function refused(attempt: Promise<unknown>, code: FaultCode): Promise<void> {
  await assert.rejects(attempt, (error) => error instanceof Fault && error.code === code)
}
