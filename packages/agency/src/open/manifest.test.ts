import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import {
  canonical,
  Fault,
  paddedText,
  sha256Hex,
  submissionCommitment,
  toBase64Url,
} from '@porchlight/core'
import type { FaultCode, Manifest } from '@porchlight/core'
import { Encrypter } from 'age-encryption'

import { newRequestKey } from '../vault/request-key.ts'
import { openManifest } from './manifest.ts'
import type { Expected } from './manifest.ts'

const key = await newRequestKey()
const manifest: Manifest = {
  kind: 'porchlight/manifest/v1',
  request: 'r00000000000a',
  version: 1,
  requestDigest: sha256Hex(Uint8Array.of(1)),
  consent: '2026-11',
  recipients: [key.recipient],
  salt: toBase64Url(new Uint8Array(32).fill(7)),
  day: '2026-11-23',
  rungs: {},
  clips: [
    {
      name: '0123456789abcdef',
      bytes: 1000,
      sha256: sha256Hex(Uint8Array.of(2)),
      original: sha256Hex(Uint8Array.of(3)),
      edits: { cut: null, audio: 'none', picture: 'original', boxes: 0, masks: 0 },
      time: null,
      media: { type: 'video/mp4', codec: null, width: null, height: null, seconds: null },
    },
  ],
}
const file = await sealed(new TextDecoder().decode(paddedText(canonical(manifest))))
const clipDigest = sha256Hex(Uint8Array.of(4))

describe('openManifest()', () => {
  it('gives the manifest that the log commits to', async () => {
    assert.deepEqual(await openManifest(file, key.identity, expectedFor(file)), manifest)
  })

  it('refuses an answer to another request, or to another wording of it', async () => {
    await refused(file, 'submission/altered', { request: 'r00000000000b' })
    await refused(file, 'submission/altered', { requestDigests: ['0'.repeat(64)] })
  })

  it('refuses files that are not those of the log: exchanged, one fewer, another manifest', async () => {
    const [first = ''] = expectedFor(file).sealed
    await refused(file, 'submission/altered', { commitment: '0'.repeat(64) })
    await refused(file, 'submission/altered', { sealed: [first, '0'.repeat(64)] })
    await refused(file, 'submission/altered', { sealed: [first] })
    await refused(file, 'submission/altered', { sealed: ['0'.repeat(64), clipDigest] })
    const again = await sealed(canonical(manifest))
    await refused(again, 'submission/altered', {})
  })

  it('refuses what is sealed rightly and is no manifest', async () => {
    for (const text of ['', 'null', '{', '{"kind":"porchlight/manifest/v1"}', '\u{FFFD}']) {
      const other = await sealed(text)
      await refused(other, 'submission/altered', expectedFor(other))
    }
  })

  it('refuses another key and another kind of file', async () => {
    const { identity } = await newRequestKey()
    await assert.rejects(openManifest(file, identity, expectedFor(file)), (error: unknown) =>
      isFault(error, 'seal/wrong-key'),
    )
    await refused(Uint8Array.of(1, 2, 3), 'seal/not-sealed', {})
    await refused(new Uint8Array(3_000_000), 'input/too-large', {})
  })
})

async function refused(
  bytes: Uint8Array,
  code: FaultCode,
  change: Partial<Expected>,
): Promise<void> {
  await assert.rejects(
    openManifest(bytes, key.identity, { ...expectedFor(file), ...change }),
    (error) => isFault(error, code),
  )
}

function expectedFor(bytes: Uint8Array): Expected {
  const digests = [sha256Hex(bytes), clipDigest]
  return {
    request: manifest.request,
    requestDigests: ['1'.repeat(64), manifest.requestDigest],
    commitment: submissionCommitment(manifest.salt, digests),
    sealed: digests,
  }
}

async function sealed(text: string): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(key.recipient)
  return await encrypter.encrypt(text)
}

function isFault(error: unknown, code: FaultCode): boolean {
  return error instanceof Fault && error.code === code
}
