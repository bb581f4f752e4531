import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { AgencyKeys, Fault, sign, signatureHolds, toHex } from '@porchlight/core'

import { keyringText, keysOf, newKeyring, nextKeyring, readKeyring, vaultsOf } from './keyring.ts'

const keyring = await newKeyring('Maple Heights Police', random)

describe('keyring', () => {
  it('has public halves that fit its secrets', async () => {
    const keys = await keysOf(keyring)
    assert.deepEqual(AgencyKeys.parse(keys), keys)
    const signature = sign('porchlight/custody/v1', { a: 1 }, keyring.signing)
    assert.equal(signature.key, keys.signing)
    assert.equal(signatureHolds('porchlight/custody/v1', { a: 1 }, signature), true)
  })

  it('comes back from its text', async () => {
    assert.deepEqual(await readKeyring(keyringText(keyring)), keyring)
    assert.deepEqual(await readKeyring(keyringText(keyring).replaceAll('\n', '\r\n')), keyring)
  })

  it('is an age identities file: one identity, comments before it', () => {
    const lines = keyringText(keyring).trimEnd().split('\n')
    assert.deepEqual(
      lines.map((line) => line.startsWith('#')),
      [true, true, false],
    )
    assert.equal(lines[2], keyring.vault)
  })

  it('keeps a name with line ends on its line', async () => {
    const agency = 'A\nAGE-SECRET-KEY-1EVIL\u2028B'
    const read = await readKeyring(keyringText({ ...keyring, agency }))
    assert.deepEqual(read, { ...keyring, agency: 'A AGE-SECRET-KEY-1EVIL B' })
  })

  it('keeps what opened before it, the newest first, and signs anew', async () => {
    const second = await nextKeyring(keyring, random)
    const third = await nextKeyring(second, random)
    assert.deepEqual(vaultsOf(third), [third.vault, second.vault, keyring.vault])
    const signing = [keyring, second, third].map((each) => toHex(each.signing))
    assert.equal(new Set(signing).size, 3)
    assert.deepEqual(await readKeyring(keyringText(third)), third)
    assert.deepEqual(
      keyringText(third)
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#')),
      vaultsOf(third),
    )
  })

  it('refuses what is no keyring', async () => {
    const text = keyringText(keyring)
    const broken = [
      '',
      text.replace(/# porchlight signing key.*\n/, ''),
      text.replace(/signing key: .{4}/, 'signing key: '),
      text.replace(keyring.vault, ''),
      text + keyring.vault,
      text.replace(/.\n$/, (end) => (end.startsWith('Q') ? 'P\n' : 'Q\n')),
      text.replace('AGE-SECRET-KEY-1', 'AGE-SECRET-KEY-PQ-1'),
    ]
    for (const other of broken)
      await assert.rejects(
        readKeyring(other),
        (error) => error instanceof Fault && error.code === 'seal/damaged',
      )
  })
})

function random(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length))
}
