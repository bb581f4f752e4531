import { strict as assert } from 'node:assert'
import { createHash, randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'

import { CanarySearch } from './canary.ts'
import { formsOf } from './forms.ts'
import type { Canary } from './forms.ts'

const canaries: readonly Canary[] = [
  { name: 'words', secret: 'The "Blue" Gate of <Canary> Row & 77' },
  { name: 'place', secret: '41.402713,-81.497389', kind: 'place' },
  { name: 'number', secret: '0.173921', kind: 'number' },
  { name: 'bytes', secret: randomBytes(32).toString('hex'), kind: 'bytes' },
  { name: 'address', secret: '127.7.41.9' },
]
const [words] = canaries
const secret = words?.secret ?? ''
const search = new CanarySearch(canaries)

describe('the search for secrets', () => {
  it('finds each form of each secret amid others, under its name', () => {
    const forms = new Set<string>()
    for (const canary of canaries)
      for (const [form, needles] of formsOf(canary))
        for (const needle of needles.filter(({ length }) => length >= 4)) {
          const hay = Buffer.concat([randomBytes(5000), needle, randomBytes(5000)])
          const found = search.in('hay', hay)
          assert.ok(
            found.some((one) => one.canary === canary.name && one.form === form),
            `${canary.name}, as ${form}`,
          )
          forms.add(form)
        }
    assert.ok(forms.size >= 20, [...forms].join(', '))
  })

  it('finds what programs write, whatever they call it', () => {
    const [latitude, longitude] = [41.402713, -81.497389]
    const doubles = Buffer.alloc(16)
    doubles.writeDoubleLE(longitude, 0)
    doubles.writeDoubleLE(latitude, 8)
    const written: Readonly<Record<string, Buffer>> = {
      JSON: Buffer.from(JSON.stringify({ text: `x${secret}y` })),
      'a form': Buffer.from(String(new URLSearchParams({ text: secret }))),
      'base64 after something': Buffer.from(Buffer.from(`ab${secret}`).toString('base64')),
      base64url: Buffer.from(Buffer.from(`a${secret}`).toString('base64url')),
      'hex in capitals': Buffer.from(Buffer.from(secret).toString('hex').toUpperCase()),
      'UTF-16, little end first': Buffer.from(secret, 'utf16le'),
      'UTF-16, big end first': Buffer.from(secret, 'utf16le').swap16(),
      'a digest': createHash('sha256').update(secret).digest(),
      'a digest as base64': Buffer.from(createHash('sha256').update(secret).digest('base64')),
      'a place, rounded': Buffer.from(`{"at":[${longitude.toFixed(3)},${latitude.toFixed(4)}]}`),
      'a place, exact': Buffer.from(`geo:${String(latitude)},${String(longitude)}`),
      'a place in doubles': doubles,
      'a place in floats': Buffer.from(new Float32Array([longitude, latitude]).buffer),
      'a socket': Buffer.from('02001f907f0729090000000000000000', 'hex'),
    }
    for (const [name, bytes] of Object.entries(written))
      assert.notDeepEqual(search.in('hay', amid(bytes), false), [], name)
  })

  it('finds what is packed, where it lies and packed again', () => {
    const bytes = Buffer.from(`some words before ${secret} and some after`)
    const again = Buffer.from(gzipSync(bytes).toString('base64'))
    const lying: Readonly<Record<string, Buffer>> = {
      gzip: gzipSync(bytes),
      zlib: deflateSync(bytes),
      'gzip, cut off': gzipSync(Buffer.concat([bytes, randomBytes(9000)])).subarray(0, 4000),
      'gzip in base64': again,
      'gzip in base64 in gzip': gzipSync(again),
      'zlib in hex': Buffer.from(deflateSync(bytes).toString('hex')),
      'deflate in base64': Buffer.from(deflateRawSync(bytes).toString('base64')),
      'Brotli in base64': Buffer.from(brotliCompressSync(bytes).toString('base64')),
      'base64 in base64': Buffer.from(Buffer.from(bytes.toString('base64')).toString('base64')),
    }
    for (const [name, packed] of Object.entries(lying))
      assert.notDeepEqual(search.in('hay', amid(packed), false), [], name)
    for (const packed of [deflateRawSync(bytes), brotliCompressSync(bytes)])
      assert.notDeepEqual(search.in('a body', packed, true), [])
  })

  it('finds nothing where nothing is', () => {
    assert.deepEqual(search.in('hay', randomBytes(8 * 1024 ** 2), false), [])
    const request = '{"area":[[-81.5,41.4],[-81.494,41.4],[-81.494,41.4045],[-81.5,41.4045]]}'
    assert.deepEqual(search.in('a request', Buffer.from(request)), [])
  })

  it('goes over bytes once, however much is looked for', () => {
    const hay = randomBytes(32 * 1024 ** 2)
    const began = performance.now()
    search.in('hay', hay, false)
    const millis = performance.now() - began
    // ten times what it takes; to go over all for each needle would take minutes
    assert.ok(millis < 20_000, `${millis.toFixed(0)} ms`)
  })
})

function amid(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from('\0 "'), bytes, Buffer.from('" \0')])
}
