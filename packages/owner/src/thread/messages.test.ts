import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { readReply, signQuestion, threadPlaintext, toBase64 } from '@porchlight/core'
import type { Question, Reply } from '@porchlight/core'
import { Decrypter, Encrypter } from 'age-encryption'

import { sealReply, tryQuestion } from './messages.ts'
import { newReplyKey } from './reply-key.ts'

const [own, other] = [await newReplyKey(), await newReplyKey()]
const question: Question = {
  kind: 'porchlight/question/v1',
  id: 'ab'.repeat(16),
  submission: 's00000000000a',
  asks: 'original',
  text: 'May we have the file as your camera wrote it?',
  day: '2026-11-23',
}
const signed = signQuestion(question, new Uint8Array(32).fill(9))

async function sealed(plaintext: Uint8Array): Promise<string> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(own.recipient)
  return toBase64(await encrypter.encrypt(plaintext))
}

describe('tryQuestion()', () => {
  it('reads what is for this answer, and nothing that is for another', async () => {
    const message = await sealed(threadPlaintext(signed))
    assert.deepEqual(await tryQuestion(message, own.identity), signed)
    assert.equal(await tryQuestion(message, other.identity), null)
  })

  it('finds nothing in what is damaged, or is no question', async () => {
    const bytes = Buffer.from(await sealed(threadPlaintext(signed)), 'base64')
    for (const at of [0, 30, 100, 180, 2000, 4295]) {
      const damaged = Buffer.from(bytes)
      damaged[at] = (damaged[at] ?? 0) ^ 1
      assert.equal(await tryQuestion(toBase64(damaged), own.identity), null, String(at))
    }
    assert.equal(await tryQuestion(await sealed(new Uint8Array(4096)), own.identity), null)
    assert.equal(await tryQuestion('', own.identity), null)
  })
})

describe('sealReply()', () => {
  it('is for the request’s key, and as long as any other', async () => {
    const reply: Reply = { kind: 'porchlight/reply/v1', question: question.id, text: 'Yes.' }
    const file = Buffer.from(await sealReply(reply, other.recipient), 'base64')
    assert.equal(file.length, 4296)
    const decrypter = new Decrypter()
    decrypter.addIdentity(other.identity)
    assert.deepEqual(readReply(await decrypter.decrypt(file)), reply)
  })
})

describe('newReplyKey()', () => {
  it('is another one each time', () => {
    assert.notEqual(own.recipient, other.recipient)
    assert.notEqual(own.identity, other.identity)
  })
})
