import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { NewSource } from '@porchlight/owner'

import { frigateAddress, zoneMinderAddress } from './recorder-address.ts'

describe('frigateAddress()', () => {
  it('adds what people leave out', () => {
    assert.equal(frigateAddress(' frigate.local '), 'https://frigate.local:8971')
    assert.equal(frigateAddress('http://192.168.1.10:5001/'), 'http://192.168.1.10:5001')
    for (const text of ['', '  ', 'https://', 'a b']) assert.equal(frigateAddress(text), null, text)
  })
})

describe('zoneMinderAddress()', () => {
  it('keeps the path at which it is at home', () => {
    assert.equal(zoneMinderAddress('http://192.168.1.10/zm'), 'http://192.168.1.10/zm')
    assert.equal(zoneMinderAddress('zm.local'), 'https://zm.local/')
    assert.equal(zoneMinderAddress('https://'), null)
  })

  it('is taken as it is copied out of a browser', () => {
    for (const [typed, kept] of [
      ['http://zm.local/zm/index.php?view=console', 'http://zm.local/zm'],
      ['http://zm.local/zm/', 'http://zm.local/zm'],
      ['https://zm.local', 'https://zm.local'],
    ] as const) {
      const url = zoneMinderAddress(typed)
      const source = NewSource.parse({ kind: 'zoneminder', url, user: 'hub', password: 'p' })
      assert.equal(source.kind === 'zoneminder' ? source.url : '', kept)
    }
  })
})
