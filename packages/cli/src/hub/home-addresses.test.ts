import assert from 'node:assert/strict'
import type { NetworkInterfaceInfo } from 'node:os'
import { describe, it } from 'node:test'

import { homeAddresses } from './home-addresses.ts'

function at(address: string, internal = false): NetworkInterfaceInfo {
  const rest = { address, netmask: '', mac: '', internal, cidr: null }
  return address.includes(':')
    ? { ...rest, family: 'IPv6', scopeid: 0 }
    : { ...rest, family: 'IPv4' }
}

const networks = {
  lo: [at('127.0.0.1', true), at('::1', true)],
  docker0: [at('172.17.0.1')],
  'br-0123456789ab': [at('172.18.0.1')],
  wan0: [at('203.0.113.7')],
  enp3s0: [at('192.168.1.20'), at('fd00::20'), at('fe80::20'), at('2001:db8::20')],
  wlan0: [at('169.254.3.4'), at('10.0.0.5')],
}

describe('homeAddresses()', () => {
  it('are those that a home network gives out, first of all, and none inside the machine', () => {
    const found = homeAddresses('0.0.0.0', networks)
    assert.deepEqual(found, ['192.168.1.20', '10.0.0.5', '203.0.113.7'])
  })

  it('are of IPv6 too where that is listened to, but none that ends at this link or is of the whole internet', () => {
    assert.deepEqual(homeAddresses('::', { enp3s0: networks.enp3s0 }), [
      '192.168.1.20',
      '[fd00::20]',
    ])
    assert.deepEqual(homeAddresses('0.0.0.0', { enp3s0: networks.enp3s0 }), ['192.168.1.20'])
  })

  it('are few, and none without a network', () => {
    const many = Array.from({ length: 9 }, (_, one) => at(`192.168.1.${String(one)}`))
    assert.equal(homeAddresses('0.0.0.0', { eth0: many }).length, 3)
    assert.deepEqual(homeAddresses('0.0.0.0', { lo: networks.lo }), [])
  })
})
