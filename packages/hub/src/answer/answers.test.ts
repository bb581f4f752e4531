import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'

import { Fault } from '@porchlight/core'
import { ConnectionLost } from '@porchlight/owner'
import { z } from 'zod'

import { live, newHome, now, request } from '../fixture.test.ts'
import type { Home } from '../fixture.test.ts'
import { Answers } from './answers.ts'
import type { AnswerTools } from './answers.ts'

const never = new AbortController().signal
const copy = 'a'.repeat(16)
const opened = { submission: 's0123456789ab', secret: 'secret' }

interface Told {
  readonly answers: Answers
  /** What was done, in its order. */
  readonly done: string[]
  readonly bugs: unknown[]
}

function answersIn({ state }: Home, tools: Partial<AnswerTools> = {}): Told {
  const done: string[] = []
  const bugs: unknown[] = []
  const answers = new Answers(state, {
    now: () => now,
    random: (length) => randomBytes(length),
    deliver: async (_, { opened: tell }) => {
      tell(opened)
      done.push('delivered')
      return await Promise.resolve('receipt')
    },
    takeBack: async () => {
      done.push('taken back')
      await Promise.resolve()
    },
    forget: async (id) => {
      done.push(`forgotten, ${String(state.answers.get(id)?.receipt)}`)
      await Promise.resolve()
    },
    stillLive: () => true,
    questions: { of: () => [] },
    over: async () => {
      done.push('copies deleted')
      await Promise.resolve()
    },
    bug: (error) => bugs.push(error),
    ...tools,
  })
  return { answers, done, bugs }
}

const yes = { live, copies: [copy], rungs: {}, mayAsk: false, hurry: true }

function kindOf({ answers }: Told): string | undefined {
  return answers.views()[0]?.state.kind
}

describe('an answer on its way', () => {
  it('has its receipt before what was sealed is deleted', async () => {
    using home = await newHome()
    const told = answersIn(home)
    await told.answers.yes(yes)
    await told.answers.sendDue(never)
    assert.deepEqual(told.done, ['delivered', 'forgotten, receipt', 'copies deleted'])
    assert.equal(kindOf(told), 'received')
  })

  for (const [name, error, because, bugs] of [
    ['a lost connection', new ConnectionLost(), 'unreachable', 0],
    ['an answer that is in no contract', new z.ZodError([]), 'internal', 0],
    ['a file that is gone', Object.assign(new Error('gone'), { code: 'ENOENT' }), 'source/gone', 0],
    ['a full disk', Object.assign(new Error('full'), { code: 'ENOSPC' }), 'disk/full', 0],
    ['what nobody foresaw', new RangeError('a bug'), 'internal', 1],
  ] as const)
    it(`is stopped by ${name}, and the others go on`, async () => {
      using home = await newHome()
      let first = true
      const told = answersIn(home, {
        deliver: async () => {
          if (!first) return await Promise.resolve('receipt')
          first = false
          throw error
        },
      })
      await told.answers.yes(yes)
      await told.answers.yes(yes)
      await told.answers.sendDue(never)
      const states = told.answers.views().map(({ state }) => state)
      assert.ok(states.some((state) => state.kind === 'stopped' && state.because === because))
      assert.equal(home.state.answers.all().filter(({ status }) => status === 'received').length, 1)
      assert.equal(told.bugs.length, bugs)
    })

  it('keeps what it is made of, until it is sent', async () => {
    using home = await newHome()
    const { answers } = answersIn(home)
    await answers.yes(yes)
    assert.deepEqual([...answers.promised()], [copy])
    await answers.sendDue(never)
    assert.deepEqual([...answers.promised()], [])
  })
})

describe('an answer that is taken back', () => {
  it('is never sent, nor anything of it kept, where nothing had left', async () => {
    using home = await newHome()
    const told = answersIn(home)
    const id = await told.answers.yes(yes)
    await told.answers.withdraw(id)
    await told.answers.sendDue(never)
    assert.deepEqual(told.done, ['taken back', 'forgotten, null', 'copies deleted'])
    assert.equal(kindOf(told), 'withdrawn')
  })

  it('is stopped in the middle of being sent, and deleted where it came to', async () => {
    using home = await newHome()
    const begun = Promise.withResolvers<void>()
    const told = answersIn(home, {
      deliver: async (_, { opened: tell, signal }) => {
        tell(opened)
        begun.resolve()
        return await new Promise<string>((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reject(new DOMException('Stopped', 'AbortError'))
          })
        })
      },
    })
    const id = await told.answers.yes(yes)
    const sending = told.answers.sendDue(never)
    await begun.promise
    assert.equal(kindOf(told), 'sending')
    await told.answers.withdraw(id)
    await sending
    assert.deepEqual(told.done, ['taken back', 'forgotten, null', 'copies deleted'])
    assert.deepEqual([kindOf(told), told.bugs], ['withdrawn', []])
  })

  it('is not sent again while nobody can be told, and is deleted there as soon as somebody can', async () => {
    using home = await newHome()
    let reached = false
    const told = answersIn(home, {
      deliver: async (_, { opened: tell }) => {
        tell(opened)
        throw await Promise.resolve(new ConnectionLost())
      },
      takeBack: async ({ opened: where }) => {
        assert.deepEqual(where, opened)
        await Promise.resolve()
        if (!reached) throw new ConnectionLost()
      },
    })
    const id = await told.answers.yes(yes)
    await told.answers.sendDue(never)
    await told.answers.withdraw(id)
    assert.deepEqual([kindOf(told), told.done], ['withdrawing', []])
    await told.answers.sendDue(never)
    await told.answers.takeBackAll()
    assert.equal(kindOf(told), 'withdrawing')
    reached = true
    // as after a restart
    const { answers } = answersIn(home)
    await answers.takeBackAll()
    assert.equal(answers.views()[0]?.state.kind, 'withdrawn')
  })

  it('stays taken back, though an attempt of before fails later', async () => {
    using home = await newHome()
    const [asked, fails] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    let attempts = 0
    const told = answersIn(home, {
      deliver: async (_, { opened: tell }) => {
        tell(opened)
        throw await Promise.resolve(new ConnectionLost())
      },
      takeBack: async () => {
        attempts += 1
        if (attempts > 1) return
        asked.resolve()
        await fails.promise
        throw new ConnectionLost()
      },
    })
    const id = await told.answers.yes({ ...yes, mayAsk: true })
    await told.answers.sendDue(never)
    const first = told.answers.withdraw(id)
    await asked.promise
    await told.answers.takeBackAll()
    fails.resolve()
    await first
    const [kept] = home.state.answers.all()
    assert.deepEqual([kept?.status, kept?.reply], ['withdrawn', null])
  })

  it('stays answered where somebody has opened it, and the owner is told', async () => {
    using home = await newHome()
    const told = answersIn(home, {
      takeBack: async () => {
        throw await Promise.resolve(new Fault('submission/opened'))
      },
    })
    const id = await told.answers.yes(yes)
    await told.answers.sendDue(never)
    await assert.rejects(told.answers.withdraw(id), { code: 'submission/opened' })
    assert.equal(kindOf(told), 'received')
  })

  it('is one that the owner said no to, where it has not been sent', async () => {
    using home = await newHome()
    const told = answersIn(home)
    await told.answers.yes(yes)
    await told.answers.decline('r000000000000')
    assert.equal(kindOf(told), 'waiting')
    await told.answers.decline(request.id)
    assert.equal(kindOf(told), 'withdrawn')
  })
})

describe('answers after an end without warning', () => {
  it('are told apart: those that wait keep what they are made of', async () => {
    using home = await newHome()
    const told = answersIn(home)
    const sent = await told.answers.yes(yes)
    await told.answers.sendDue(never)
    const waits = await told.answers.yes(yes)
    told.done.length = 0
    assert.deepEqual([...(await told.answers.tidy())], [waits])
    assert.notEqual(sent, waits)
    assert.deepEqual(told.done, ['copies deleted'])
  })
})
