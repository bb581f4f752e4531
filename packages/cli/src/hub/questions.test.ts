import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { hubApi } from '@porchlight/owner'
import type { AnswerView, HubView, QuestionView } from '@porchlight/owner'

import { run } from '../fixture.test.ts'
import type { Run } from '../fixture.test.ts'

const name = `6f3a${'0'.repeat(28)}`

const question: QuestionView = {
  question: name,
  asks: 'position',
  text: 'Which side\nof the street?',
  day: '2026-11-23',
  state: { kind: 'open' },
}

const answer: AnswerView = {
  id: '00000000000000aa',
  request: 'r00000000000a',
  title: 'Hit-and-run at Elm Street',
  agency: 'Maple Heights Police Department',
  clips: 1,
  state: { kind: 'opened', submission: 's00000000000a' },
  receipt: true,
  mayBeAsked: true,
  questions: [question, { ...question, question: `77${'0'.repeat(30)}` }],
}

/** A hub that shows these answers and writes down what it is asked to do. */
function hubOf(answers: readonly AnswerView[]) {
  const told: (readonly [path: string, body: unknown])[] = []
  const view: HubView = {
    instance: null,
    feed: null,
    trouble: null,
    sources: [],
    cameras: [],
    matches: [],
    kept: [],
    answers: [...answers],
    filters: { kind: 'porchlight/filters/v1', hideBadges: [], hideOffences: [] },
    sandbox: 'none',
  }
  async function send(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url)
    if (request.method === 'POST') told.push([pathname, await request.json()])
    return Response.json(view)
  }
  return {
    told,
    run: async (...args: readonly string[]): Promise<Run> => await run(['hub', ...args], { send }),
  }
}

describe('porchlight hub questions', () => {
  it('shows what agencies ask, and that nobody has to answer', async () => {
    const { said, status } = await hubOf([answer]).run('questions')
    assert.equal(status, 0)
    assert.match(said, /^6f3a0000 {2}2026-11-23 {2}where the camera is: Hit-and-run at Elm Street/)
    assert.match(said, /Which side of the street\?\n {2}Waits for you; you need not answer\./)
    assert.equal((await hubOf([]).run('questions')).said, 'No agency asks you anything.')
  })
})

describe('porchlight hub reply', () => {
  it('hands over the words for the question that is meant', async () => {
    const hub = hubOf([answer])
    const { status, noted } = await hub.run('reply', '6f3a', '--text', ' The north side. ', '--now')
    assert.equal(status, 0, noted)
    const body = { answer: answer.id, question: name, text: 'The north side.', hurry: true }
    assert.deepEqual(hub.told, [[hubApi.reply.path, body]])
  })

  it('does not answer, where that is said', async () => {
    const hub = hubOf([answer])
    await hub.run('reply', '6f3a', '--decline')
    const body = { answer: answer.id, question: name }
    assert.deepEqual(hub.told, [[hubApi.declineQuestion.path, body]])
  })

  it('sends nothing without words, or for no one question', async () => {
    const hub = hubOf([answer])
    for (const args of [
      ['6f3a'],
      ['6f3a', '--text', ' '],
      ['99', '--text', 'x'],
      ['', '--text', 'x'],
    ])
      assert.equal((await hub.run('reply', ...args)).status, 1, args.join(' '))
    assert.deepEqual(hub.told, [])
  })
})
