import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { readReceiptExtra, recipientId, sha256Hex, submissionCommitment } from '@porchlight/core'
import type { Manifest } from '@porchlight/core'

import type { SealedAnswer } from '../seal/submission.ts'
import { MemoryInstance } from './memory-instance.test.ts'
import { sendSubmission } from './send.ts'
import type { OpenedSubmission, SendInput } from './send.ts'
import { pieceBytes } from './upload.ts'

const recipient = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'
const salt = 'E'.repeat(43)
const manifestFile = new Uint8Array(4296).fill(1)
const small = new Uint8Array(70_000).fill(2)
const large = new Uint8Array(pieceBytes + 5).fill(3)

const manifest: Manifest = {
  kind: 'porchlight/manifest/v1',
  request: 'r00000000000a',
  version: 1,
  requestDigest: '0'.repeat(64),
  consent: '2026-11',
  recipients: [recipient],
  salt,
  day: '2026-11-23',
  rungs: {},
  clips: [],
}
const sealed = [manifestFile, small, large].map(sha256Hex)
const answer: SealedAnswer = {
  manifest,
  manifestFile,
  sealed,
  recipients: [recipientId(recipient)],
  commitment: submissionCommitment(salt, sealed),
  originals: [],
}

function input(instance: MemoryInstance, changes: Partial<SendInput> = {}): SendInput {
  return {
    line: instance.line,
    answer,
    clips: [new Blob([small]), new Blob([large])],
    logKey: 'key',
    witnessPolicy: 'quorum none\n',
    checkProof: () => true,
    token: async () => await Promise.resolve(Buffer.alloc(354).toString('base64')),
    resume: null,
    random: (length) => new Uint8Array(length),
    pause: async () => {
      await Promise.resolve()
    },
    ...changes,
  }
}

function arrivedWhole(instance: MemoryInstance): void {
  assert.deepEqual(instance.files.map(sha256Hex), sealed)
}

describe('sendSubmission()', () => {
  it('uploads in pieces of 4 MiB and gives the receipt', async () => {
    const instance = new MemoryInstance()
    const text = await sendSubmission(input(instance))
    arrivedWhole(instance)
    const patches = instance.seen.filter(({ what }) => what.startsWith('PATCH '))
    assert.deepEqual(
      patches.map(({ bytes }) => bytes),
      [4296, 70_000, pieceBytes, 5],
    )
    const [first, extra = '', index] = text.split('\n')
    assert.deepEqual([first, index], ['c2sp.org/tlog-proof@v1', 'index 7'])
    assert.deepEqual(readReceiptExtra(extra.replace('extra ', ''))?.sealed, sealed)
  })

  it('says nothing of the files beyond their number and size; absent: names, types, cookies', async () => {
    const instance = new MemoryInstance()
    await sendSubmission(input(instance))
    const names = new Set(instance.seen.flatMap(({ headers }) => [...headers.keys()]))
    assert.deepEqual([...names].toSorted(), [
      'authorization',
      'content-type',
      'porchlight-file',
      'tus-resumable',
      'upload-length',
      'upload-offset',
    ])
  })

  it('gets there when every other answer is lost', async () => {
    const instance = new MemoryInstance()
    instance.loses = (count) => count % 2 === 0
    await sendSubmission(input(instance))
    arrivedWhole(instance)
  })

  it('goes on where another run stopped, and sends no byte twice', async () => {
    const instance = new MemoryInstance()
    const stop = new AbortController()
    const kept: OpenedSubmission[] = []
    const stopped = sendSubmission(
      input(instance, {
        signal: stop.signal,
        opened: (opened) => {
          kept.push(opened)
        },
        progress: (progress) => {
          if (progress.stage === 'uploading' && progress.received > pieceBytes) stop.abort()
        },
      }),
    )
    await assert.rejects(stopped, { name: 'AbortError' })
    const before = instance.seen.length
    await sendSubmission(input(instance, { resume: kept[0] ?? null }))
    arrivedWhole(instance)
    const later = instance.seen.slice(before).map(({ what, bytes }) => `${what} ${String(bytes)}`)
    assert.deepEqual(
      later.filter((what) => what.startsWith('PATCH ')),
      ['PATCH /api/uploads/s00000000000a.2 5'],
    )
  })

  it('refuses a receipt whose proof does not hold', async () => {
    const sending = sendSubmission(input(new MemoryInstance(), { checkProof: () => false }))
    await assert.rejects(sending, { code: 'log/no-proof' })
  })

  it('refuses an entry about other files', async () => {
    const other = { ...answer, sealed: [...sealed].toReversed() }
    const sending = sendSubmission(input(new MemoryInstance(), { answer: other }))
    await assert.rejects(sending, { code: 'submission/altered' })
  })

  it('passes on what the instance refuses with', async () => {
    const instance = new MemoryInstance()
    const wrong = { submission: 's00000000000a', secret: 'wrong' }
    const sending = sendSubmission(input(instance, { resume: wrong }))
    await assert.rejects(sending, { code: 'session/none' })
  })
})
