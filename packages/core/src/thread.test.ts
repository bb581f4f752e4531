import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { utf8 } from './bytes.ts'
import { sign } from './sign.ts'
import {
  newQuestionId,
  readQuestion,
  readReply,
  SealedMessage,
  sealedMessageBytes,
  signQuestion,
  threadPlaintext,
  ThreadText,
} from './thread.ts'
import type { Question, Reply } from './thread.ts'

const secret = new Uint8Array(32).fill(9)
const question: Question = {
  kind: 'porchlight/question/v1',
  id: '0123456789abcdef0123456789abcdef',
  submission: 's00000000000a',
  asks: 'more',
  text: 'Does your camera show the next five minutes too?',
  day: '2026-11-23',
}
const reply: Reply = { kind: 'porchlight/reply/v1', question: question.id, text: 'It does not.' }

function sameBytes(length: number): Uint8Array {
  return new Uint8Array(length).fill(0xab)
}

describe('a question', () => {
  it('is read back where it was signed', () => {
    const signed = signQuestion(question, secret)
    assert.deepEqual(readQuestion(threadPlaintext(signed)), signed)
  })

  it('is none where a letter was changed, or it was signed as something else', () => {
    const signed = signQuestion(question, secret)
    const changed = { ...signed, question: { ...question, text: 'Who are you?' } }
    assert.equal(readQuestion(threadPlaintext(changed)), null)
    const custody = { question, signature: sign('porchlight/custody/v1', question, secret) }
    assert.equal(readQuestion(threadPlaintext(custody)), null)
    assert.equal(readQuestion(threadPlaintext(reply)), null)
    for (const bytes of [utf8('{'), Uint8Array.of(0xff), new Uint8Array(0)])
      assert.equal(readQuestion(bytes), null)
  })

  it('has a name that nobody guesses', () => {
    assert.equal(newQuestionId(sameBytes), 'ab'.repeat(16))
  })
})

describe('a reply', () => {
  it('is read back, and nothing else is one', () => {
    assert.deepEqual(readReply(threadPlaintext(reply)), reply)
    assert.equal(readReply(threadPlaintext(signQuestion(question, secret))), null)
    assert.equal(readReply(utf8('null')), null)
  })
})

describe('the words of a message', () => {
  it('fit in two steps, whatever the script', () => {
    for (const letter of ['a', 'é', '火', '"', '\\', '\u2028']) {
      const text = `x${letter.repeat(1998)}x`
      const plain = threadPlaintext(signQuestion({ ...question, text }, secret))
      assert.ok(plain.length === 4096 || plain.length === 8192, `${letter}: ${plain.length}`)
    }
    assert.equal(threadPlaintext(signQuestion(question, secret)).length, 4096)
  })

  it('are up to 2,000 letters, without those that print nothing', () => {
    assert.equal(ThreadText.safeParse('a'.repeat(2000)).success, true)
    assert.equal(ThreadText.safeParse('two\nlines\tand a tab').success, true)
    for (const text of ['', '  \n ', 'a'.repeat(2001), 'a\u0000b', 'a\u001Bb', 'a\uD800b'])
      assert.equal(ThreadText.safeParse(text).success, false, JSON.stringify(text))
  })
})

describe('SealedMessage', () => {
  it('takes the two lengths that a sealed message has, and no other', () => {
    assert.deepEqual(sealedMessageBytes, [4296, 8392])
    for (const bytes of [4296, 8392])
      assert.equal(SealedMessage.safeParse(Buffer.alloc(bytes).toString('base64')).success, true)
    for (const bytes of [0, 4295, 4297, 8391, 12_488])
      assert.equal(SealedMessage.safeParse(Buffer.alloc(bytes).toString('base64')).success, false)
    assert.equal(SealedMessage.safeParse('x'.repeat(5728)).success, true, 'control: any bytes')
    assert.equal(SealedMessage.safeParse('!'.repeat(5728)).success, false)
  })
})
