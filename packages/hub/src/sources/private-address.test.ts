import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { isPrivate, privateAddressOf } from './private-address.ts'
import type { Resolve } from './private-address.ts'

describe('isPrivate()', () => {
  it('is loopback and the networks of a house', () => {
    for (const address of [
      '127.0.0.1',
      '127.9.9.9',
      '10.0.0.1',
      '172.31.255.255',
      '192.168.1.20',
      '169.254.1.1',
      '::1',
      'fd12::1',
      'fe80::1',
      '::ffff:192.168.1.20',
    ])
      assert.ok(isPrivate(address), address)
  })

  it('is nothing else', () => {
    for (const address of [
      '8.8.8.8',
      '172.32.0.1',
      '172.15.255.255',
      '192.169.0.1',
      '100.64.0.1',
      '0.0.0.0',
      '2001:db8::1',
      '::',
      '::ffff:8.8.8.8',
      'localhost',
      '',
    ])
      assert.ok(!isPrivate(address), address)
  })
})

describe('privateAddressOf()', () => {
  it('gives the address that was checked', async () => {
    const answer = resolving(['192.168.1.5', 'fd12::5'])
    assert.equal(await privateAddressOf('recorder.home.arpa', answer), '192.168.1.5')
    assert.equal(await privateAddressOf('[::1]'), '::1')
  })

  it('refuses a name with one public address, or none', async () => {
    for (const addresses of [['192.168.1.5', '8.8.8.8'], []])
      assert.equal(await privateAddressOf('a.example', resolving(addresses)), null)
  })
})

function resolving(addresses: readonly string[]): Resolve {
  return async () => await Promise.resolve(addresses)
}
