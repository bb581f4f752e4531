import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { openInbox } from '../detective.ts'
import { inFeed } from '../in-feed.ts'
import { answerFromHome, ask, questionFor } from '../thread.ts'
import type { Asks } from '../thread.ts'
import { openTown, publishRequest } from '../town.ts'
import { openWorld } from '../world.ts'
import { lineOf } from './wire.ts'

/** Looks at the feed after the question has come into it. */
const cycles = 10

/** What a hub does where a question came that is for it. */
type Life = (at: Asks) => Promise<void>

describe('hubs whose owners may be asked', { timeout: 180_000 }, () => {
  it('ask for the same, whether a question is for them, for another, or they may not be asked', async () => {
    await using world = await openWorld({ feedMinutes: 0.02 })
    const town = await openTown(world)
    const own = await publishRequest(town)
    await inFeed(world)
    const wires = new Map<string, readonly string[]>()
    async function wireOf(name: string, asked: 'this' | 'another' | 'none', live: Life) {
      const wire: string[] = []
      await using at = await answerFromHome(world, own, async (request) => {
        wire.push(await lineOf(request))
        return await fetch(request)
      })
      await using other = await answerFromHome(world, own)
      if (asked === 'none') forbid(at)
      await openInbox(town, own)
      const to = asked === 'this' ? at : other
      await ask(town, to, await questionFor(town, to, { own }))
      await comes(to)
      wire.length = 0
      for (let cycle = 0; cycle < cycles; cycle++) {
        await at.home.hub.tick(AbortSignal.timeout(20_000))
        if (cycle === cycles / 2) await live(at)
      }
      const count = at.home.hub.questions.of(at.answer).length
      assert.equal(count > 0, asked === 'this', `control: ${name}`)
      wires.set(name, [...wire])
    }
    await wireOf('is asked', 'this', nothing)
    await wireOf('is asked, and will not answer', 'this', declines)
    await wireOf('another is asked', 'another', nothing)
    await wireOf('may not be asked', 'none', nothing)
    const [first, ...others] = wires.values()
    assert.ok(first !== undefined && first.length >= cycles, 'control: it asked for feeds')
    assert.equal(others.length, 3)
    for (const wire of others) assert.deepEqual(wire, first)
    await wireOf('answers by itself', 'this', answers)
    const leaking = wires.get('answers by itself')
    assert.notDeepEqual(leaking, first, 'control: a hub that says something by itself is caught')
  })
})

async function nothing(): Promise<void> {
  await Promise.resolve()
}

async function declines({ home, answer }: Asks): Promise<void> {
  for (const { question } of home.hub.questions.of(answer))
    home.hub.questions.decline({ answer, question })
  await Promise.resolve()
}

/** What a hub must never do: tell somebody that it has read something. */
async function answers({ home, answer }: Asks): Promise<void> {
  for (const { question } of home.hub.questions.of(answer))
    await home.hub.questions.reply({ answer, question }, { text: 'Read.', hurry: true })
  home.hub.wake()
  while (home.hub.questions.of(answer)[0]?.state.kind !== 'sent') await sleep(50)
}

function forbid({ home, answer }: Asks): void {
  const kept = home.hub.state.answers.get(answer)
  assert.ok(kept)
  home.hub.state.answers.put(answer, { ...kept, reply: null })
}

async function comes({ home, answer }: Asks): Promise<void> {
  const signal = AbortSignal.timeout(30_000)
  while (home.hub.questions.of(answer).length === 0) {
    await home.hub.tick(signal)
    await sleep(100, undefined, { signal })
  }
}
