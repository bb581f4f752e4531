import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'

import {
  createKey,
  createLog,
  createMemoryLock,
  createObjectStore,
  createSigner,
  createVerifier,
  fsck,
  openSequencer,
  publicKeyOf,
  signatureType,
} from '@porchlight/log'

import { openBucket, parseBucket } from './s3.ts'

/** `s3://BUCKET/PREFIX` of a real gateway, with the usual AWS variables beside it. */
const address = process.env['PORCHLIGHT_TEST_BUCKET'] ?? ''
const found = parseBucket(address)
// oxlint-disable-next-line no-console -- a test that is skipped says so
if (found === null) console.log('skipped: no bucket, PORCHLIGHT_TEST_BUCKET names none')

describe('a log in a bucket', { skip: found === null }, () => {
  it('is written, continued by the next program, and found whole', async () => {
    if (found === null) return
    const endpoint = process.env['AWS_ENDPOINT_URL_S3'] ?? null
    const region = process.env['AWS_REGION'] ?? 'us-east-1'
    const client = await openBucket({ ...found, endpoint, region })
    const prefix = `${found.prefix}${randomBytes(6).toString('hex')}/`
    const store = createObjectStore(client, prefix)
    const lock = createMemoryLock()
    const key = createKey({
      name: 'bucket.example/log',
      type: signatureType.ed25519,
      seed: randomBytes(32),
    })
    const signer = createSigner(key)
    const now = '2026-11-24T01:00:00Z'
    await createLog({ store, lock, signer })
    for (const count of [300, 1, 256]) {
      const sequencer = await openSequencer({ store, lock, signer, now })
      await sequencer.append(
        Array.from({ length: count }, () => randomBytes(100)),
        now,
      )
    }
    const verdict = await fsck({ store, log: createVerifier(publicKeyOf(key)) })
    assert.ok(verdict.sound)
    assert.equal(verdict.checkpoint.size, 557)
    const other = store.write('tile/0/000', randomBytes(32), { immutable: true })
    await assert.rejects(other, { code: 'immutable-differs' })
    client.close()
  })
})

describe('parseBucket()', () => {
  it('reads a bucket and a prefix, and nothing else', () => {
    assert.deepEqual(parseBucket('s3://town/logs'), { name: 'town', prefix: 'logs/' })
    assert.deepEqual(parseBucket('s3://town'), { name: 'town', prefix: '' })
    for (const text of ['', 'town', 'https://town/logs', 's3://', 's3://t', 's3://Town/x'])
      assert.equal(parseBucket(text), null, text)
  })
})
