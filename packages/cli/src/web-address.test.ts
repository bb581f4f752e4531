import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { addressAdvice, webAddress } from './web-address.ts'

describe('webAddress()', () => {
  it('is of http or https', () => {
    assert.equal(webAddress('http://localhost:8123/x')?.origin, 'http://localhost:8123')
    for (const text of ['notaurl', 'localhost:8123', 'porchlight.example', 'ftp://x.example', ''])
      assert.equal(webAddress(text), null, text)
  })
})

describe('addressAdvice()', () => {
  it('says what is missing, where it is only that', () => {
    const meant = {
      'localhost:8123': 'http://localhost:8123',
      localhost: 'http://localhost',
      'nas:4747': 'http://nas:4747',
      '192.168.1.20': 'http://192.168.1.20',
      'zm.home.arpa:80/zm': 'http://zm.home.arpa:80/zm',
      'porchlight.example/': 'https://porchlight.example/',
    }
    for (const [text, address] of Object.entries(meant)) {
      assert.ok(addressAdvice(text, 'x').endsWith(`http:// or https:// before it: ${address}`))
      assert.ok(webAddress(address))
    }
  })

  it('gives an example otherwise', () => {
    for (const text of ['notaurl', 'mailto:a@b.example', 'ftp://b.example', '', 'two words'])
      assert.equal(addressAdvice(text, 'http://a.example'), 'For example: http://a.example', text)
  })
})
