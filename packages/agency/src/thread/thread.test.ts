import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { signingKeyOf, threadPlaintext, toBase64 } from '@porchlight/core'
import type { Question, Reply, ThreadMessage } from '@porchlight/core'
import { Encrypter } from 'age-encryption'

import { newRequestKey } from '../vault/request-key.ts'
import { openSmall } from '../open/small.ts'
import { openThread, sealQuestion } from './thread.ts'

const submission = 's00000000000a'
const secret = new Uint8Array(32).fill(9)
const about = { submission, keys: [signingKeyOf(secret)] }
// both are age keys like any other
const [owner, request, other] = [
  await newRequestKey(),
  await newRequestKey(),
  await newRequestKey(),
]
const question: Question = {
  kind: 'porchlight/question/v1',
  id: 'ab'.repeat(16),
  submission,
  asks: 'statement',
  text: 'Did the van come back?',
  day: '2026-11-23',
}

async function sealedBy(signing: Uint8Array, changes: Partial<Question> = {}) {
  const to = { reply: owner.recipient, request: request.recipient }
  return await sealQuestion({ ...question, ...changes }, signing, to)
}

async function replied(reply: Partial<Reply>): Promise<ThreadMessage> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(request.recipient)
  const whole = {
    kind: 'porchlight/reply/v1',
    question: question.id,
    text: 'No.',
    ...reply,
  } as const
  return said('owner', toBase64(await encrypter.encrypt(threadPlaintext(whole))))
}

async function openWith(text: string, identity: string): Promise<void> {
  await openSmall(Buffer.from(text, 'base64'), [{ kind: 'identity', identity }])
}

function said(from: ThreadMessage['from'], sealed: string): ThreadMessage {
  return { from, day: '2026-11-23', sealed }
}

describe('a question', () => {
  it('is one file for the owner and one for the agency; neither opens for the other', async () => {
    const { sealed, kept } = await sealedBy(secret)
    await openWith(sealed, owner.identity)
    await openWith(kept, request.identity)
    for (const [text, wrong] of [
      [sealed, request],
      [sealed, other],
      [kept, owner],
      [kept, other],
    ] as const)
      await assert.rejects(openWith(text, wrong.identity), { code: 'seal/wrong-key' })
  })

  it('is as long as any other, whatever is in it', async () => {
    for (const text of ['?', 'a'.repeat(2000)])
      assert.equal(Buffer.from((await sealedBy(secret, { text })).sealed, 'base64').length, 4296)
  })
})

describe('openThread()', () => {
  it('gives each question and what was answered to it', async () => {
    const second = 'cd'.repeat(16)
    const messages = [
      said('agency', (await sealedBy(secret)).kept),
      said('agency', (await sealedBy(secret, { id: second })).kept),
      await replied({ question: second, text: 'Yes.' }),
    ]
    assert.deepEqual(await openThread(messages, request.identity, about), [
      { question, reply: null },
      { question: { ...question, id: second }, reply: 'Yes.' },
    ])
  })

  it('leaves out what the agency did not sign, about another answer, or for another key', async () => {
    const { kept, sealed } = await sealedBy(secret)
    const control = await openThread([said('agency', kept)], request.identity, about)
    assert.equal(control.length, 1)
    const wrong = [
      said('agency', (await sealedBy(new Uint8Array(32).fill(8))).kept),
      said('agency', (await sealedBy(secret, { submission: 's00000000000b' })).kept),
      said('agency', sealed),
      said('owner', kept),
      said('agency', toBase64(new Uint8Array(4296))),
    ]
    assert.deepEqual(await openThread(wrong, request.identity, about), [])
  })

  it('leaves out a reply of whoever has not read the question', async () => {
    const asked = said('agency', (await sealedBy(secret)).kept)
    const forged = await replied({ question: '00'.repeat(16), text: 'I made it all up.' })
    const [one] = await openThread([asked, forged], request.identity, about)
    assert.equal(one?.reply, null)
    const [both] = await openThread([asked, forged, await replied({})], request.identity, about)
    assert.equal(both?.reply, 'No.', 'control: a real one counts')
  })
})
