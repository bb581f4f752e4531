import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import {
  Fault,
  Manifest,
  newSigningSecret,
  originalCommitment,
  receiptMatchesEntry,
  recipientId,
  requestDigest,
  sha256Hex,
  sign,
  submissionCommitment,
} from '@porchlight/core'
import type { Entry, Request, SignedRequest } from '@porchlight/core'
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'

import { nodeTools } from './node-tools.ts'
import { newClipName, newSalt, receiptDetails, sealAnswer } from './submission.ts'
import type { Answer, SealedClip } from './submission.ts'

const identity = await generateX25519Identity()
const recipient = await identityToRecipient(identity)
const random = nodeTools.random

const request: Request = {
  id: 'r00000000000a',
  version: 2,
  agency: 'a00000000000a',
  class: 'standard',
  caseNumber: '26-1',
  offence: 'burglary',
  title: 'Burglary',
  text: 'A window was broken.',
  place: 'Elm Street',
  area: [],
  windows: [{ from: '2026-11-20T01:00:00Z', to: '2026-11-20T02:00:00Z' }],
  zone: 'America/New_York',
  incidentAt: '2026-11-20T01:30:00Z',
  contact: { unit: 'Burglary', phone: '555 0100' },
  handling: { usedDays: 1, unusedDays: 1, declinedDays: 1, onward: [] },
  signedAt: '2026-11-21T00:00:00Z',
  expiresAt: '2026-12-01T00:00:00Z',
  linked: null,
  recipient,
}
const signed: SignedRequest = {
  request,
  signature: sign('porchlight/request/v1', request, newSigningSecret(random)),
}

describe('sealAnswer()', () => {
  it('writes a manifest that only the request’s key opens', async () => {
    const clips = [clip('a.mp4'), clip('b.mp4')]
    const answer = await sealAnswer(answerOf(clips), nodeTools)
    const decrypter = new Decrypter()
    decrypter.addIdentity(identity)
    const text = await decrypter.decrypt(answer.manifestFile, 'text')
    const manifest = Manifest.parse(JSON.parse(text))
    assert.deepEqual(manifest, answer.manifest)
    assert.equal(text.length % 4096, 0)
    assert.equal(manifest.requestDigest, requestDigest(signed))
    assert.deepEqual(manifest.recipients, [recipient])
  })

  it('commits to the sealed files in order and to the originals', async () => {
    const clips = [clip('a.mp4'), clip('b.mp4')]
    const answer = await sealAnswer(answerOf(clips), nodeTools)
    assert.deepEqual(answer.sealed, [
      sha256Hex(answer.manifestFile),
      ...clips.map(({ digests }) => digests.sealed),
    ])
    assert.equal(answer.commitment, submissionCommitment(answer.manifest.salt, answer.sealed))
    assert.deepEqual(
      answer.manifest.clips.map(({ original }) => original),
      clips.map(({ original: { salt, sha256 } }) => originalCommitment(salt, sha256)),
    )
    assert.deepEqual(answer.recipients, [recipientId(recipient)])
  })

  it('absent from the manifest: file names, digests and salts of the originals', async () => {
    const clips = [clip('Front door 12 Elm Street.mp4')]
    const { manifest } = await sealAnswer(answerOf(clips), nodeTools)
    const text = JSON.stringify(manifest)
    for (const { original } of clips)
      for (const secret of [original.fileName, original.sha256, original.salt])
        assert.equal(text.includes(secret), false)
  })

  it('seals nothing to a request whose signature does not hold', async () => {
    const other = { ...signed, request: { ...request, title: 'Another' } }
    await assert.rejects(
      sealAnswer({ ...answerOf([clip('a')]), signed: other }, nodeTools),
      (error) => isFault(error, 'seal/untrusted-request'),
    )
  })
})

describe('receiptDetails()', () => {
  it('opens the commitment of the logged entry, with the names of the originals', async () => {
    const answer = await sealAnswer(answerOf([clip('x'.repeat(300))]), nodeTools)
    const details = receiptDetails(answer, logged(entryOf(answer.commitment)))
    assert.equal(receiptMatchesEntry(details), true)
    assert.equal(details.originals[0]?.fileName, 'x'.repeat(255))
  })

  it('refuses an entry of another answer, request or recipient', async () => {
    const answer = await sealAnswer(answerOf([clip('a')]), nodeTools)
    const entry = entryOf(answer.commitment)
    const others: Entry[] = [
      entryOf('0'.repeat(64)),
      { ...entry, request: 'r00000000000b' },
      { ...entry, recipients: ['0'.repeat(32)] },
    ]
    for (const other of others)
      assert.throws(
        () => receiptDetails(answer, logged(other)),
        (error) => isFault(error, 'log/no-proof'),
      )
  })
})

function answerOf(clips: readonly SealedClip[]): Answer {
  return { signed, clips, rungs: { statement: 'Seen from my porch' }, day: '2026-11-23' }
}

function clip(fileName: string): SealedClip {
  return {
    name: newClipName(random),
    bytes: 1000,
    digests: { content: sha256Hex(random(8)), sealed: sha256Hex(random(8)) },
    edits: { cut: { from: 1, to: 2 }, audio: 'removed', picture: 're-encoded', boxes: 0, masks: 0 },
    time: null,
    media: { type: 'video/mp4', codec: 'avc1', width: 640, height: 360, seconds: 1 },
    original: { fileName, sha256: sha256Hex(random(8)), salt: newSalt(random) },
  }
}

function entryOf(commitment: string): Extract<Entry, { kind: 'submission.sealed' }> {
  return {
    kind: 'submission.sealed',
    request: request.id,
    recipients: [recipientId(recipient)],
    commitment,
    sizeClass: 10,
    day: '2026-11-23',
  }
}

function logged(entry: Entry): Parameters<typeof receiptDetails>[1] {
  return {
    origin: 'https://example.org',
    logKey: 'log+key',
    witnessPolicy: 'quorum none\n',
    submission: 's00000000000a',
    entry,
  }
}

function isFault(error: unknown, code: string): boolean {
  return error instanceof Fault && error.code === code
}
