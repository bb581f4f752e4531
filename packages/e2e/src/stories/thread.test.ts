import { strict as assert } from 'node:assert'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { unwrapRequestKey, vaultsOf } from '@porchlight/agency'
import { api, call, fromBase64, instantOf, toBase64 } from '@porchlight/core'
import type { OwnRequest } from '@porchlight/core'
import { follow } from '@porchlight/hub'
import { newReplyKey, sealReply, tryQuestion } from '@porchlight/owner'

import { chained, openInbox } from '../detective.ts'
import { findCanaries } from '../privacy/canary.ts'
import { filesBelow } from '../privacy/watched.ts'
import { Person } from '../person.ts'
import { answerFromHome, ask, questionFor, readThread } from '../thread.ts'
import type { Asks } from '../thread.ts'
import { mapleHeights, openTown, publishRequest } from '../town.ts'
import type { Town } from '../town.ts'
import { openWorld } from '../world.ts'
import type { World } from '../world.ts'

const quick = { feedMinutes: 0.01 }

describe('a question about an answer', { timeout: 300_000 }, () => {
  it('comes to the hub that sent it with the feed, and the words of its owner come back', async () => {
    await using world = await openWorld(quick)
    const { town, own, owner } = await answered(world)
    await using at = owner
    await openInbox(town, own)
    await ask(town, at, await questionFor(town, at, { own, asks: 'position', text: 'Which side?' }))
    assert.equal((await readThread(town, own, at.id))[0]?.reply, null)
    const question = await heard(at)
    assert.deepEqual([question.asks, question.text], ['position', 'Which side?'])
    assert.equal(question.state.kind, 'open', 'nothing leaves by itself')
    await replied(at, question.question, 'The north side,\nabove the door.')
    await world.restart()
    const [asked] = await readThread(town, own, at.id)
    assert.equal(asked?.reply, 'The north side,\nabove the door.')
    assert.equal(asked.question.text, 'Which side?')
  })

  it('keeps the words of its owner while nobody can be reached, and hands them over once', async () => {
    await using world = await openWorld(quick)
    const { town, own, owner } = await answered(world)
    await using at = owner
    await openInbox(town, own)
    await ask(town, at, await questionFor(town, at, { own }))
    const { question } = await heard(at)
    const { hub } = at.home
    await world.restart(async () => {
      await hub.questions.reply({ answer: at.answer, question }, { text: 'It does.', hurry: true })
      hub.wake()
      await until(at, () => stateOf(at) === 'stopped')
    })
    await until(at, () => stateOf(at) === 'sent')
    const [answer] = await listed(town, own)
    assert.deepEqual(
      answer?.thread.map(({ from }) => from),
      ['agency', 'owner'],
    )
    assert.equal((await readThread(town, own, at.id))[0]?.reply, 'It does.')
  })

  it('is not answered where its owner does not want to; nobody is told', async () => {
    await using world = await openWorld(quick)
    const { town, own, owner } = await answered(world)
    await using at = owner
    await openInbox(town, own)
    await ask(town, at, await questionFor(town, at, { own }))
    const { question } = await heard(at)
    const before = await listed(town, own)
    at.home.hub.questions.decline({ answer: at.answer, question })
    at.home.hub.wake()
    await sleep(500)
    assert.deepEqual(await listed(town, own), before)
    assert.equal(stateOf(at), 'declined')
    await replied(at, question, 'After all: yes.')
    assert.notDeepEqual(await listed(town, own), before, 'control: an answer is seen')
  })

  it('absent: any way to read it for another hub, the instance, a steward, another agency', async () => {
    await using world = await openWorld(quick)
    const { town, own, owner } = await answered(world)
    await using at = owner
    await openInbox(town, own)
    const secret = `canary-question-${randomBytes(6).toString('hex')}`
    const said = `canary-reply-${randomBytes(6).toString('hex')}`
    await ask(town, at, await questionFor(town, at, { own, text: secret }))
    const question = await heard(at)
    await replied(at, question.question, said)
    const [message = ''] = await messagesOf(world)
    assert.equal((await tryQuestion(message, at.identity))?.question.text, secret, 'control')
    for (const identity of [(await newReplyKey()).identity, await requestIdentity(town, own)])
      assert.equal(await tryQuestion(message, identity), null)
    const everything = await filesBelow(world.dataDirectory)
    const canaries = [secret, said, question.question].map((text) => ({ name: text, secret: text }))
    assert.deepEqual(findCanaries(everything, canaries), [])
    const known = [{ name: 'the message', secret: message }]
    assert.match(findCanaries(everything, known).join('\n'), /porchlight\.db/, 'control')
    await onlyTheirs(town, own, at)
  })

  it('is ignored where it is not the agency’s, about another answer or damaged; a good one counts', async () => {
    await using world = await openWorld(quick)
    const { town, own, owner } = await answered(world)
    await using at = owner
    await openInbox(town, own)
    const { kept, sealed } = await questionFor(town, at, { own })
    const damaged = Buffer.from(sealed, 'base64')
    damaged[3000] = (damaged[3000] ?? 0) ^ 1
    const other = await questionFor(town, at, { own, submission: 's00000000000a' })
    const forged = await questionFor(town, at, { own, signing: randomBytes(32) })
    for (const message of [{ kept, sealed: toBase64(damaged) }, other, forged])
      await ask(town, at, message)
    await ask(town, at, await questionFor(town, at, { own, text: 'The one that counts' }))
    const first = await heard(at)
    assert.equal(first.text, 'The one that counts')
    assert.equal((await messagesOf(world)).length, 4, 'control: all of them were there')
    assert.equal(at.home.hub.questions.of(at.answer).length, 1)
    assert.equal(at.home.hub.feeds.trouble, null, 'the feed is as good as any')
  })
})

describe('the instance', { timeout: 300_000 }, () => {
  it('takes no question before the opening, and so many and no more', async () => {
    await using world = await openWorld(quick)
    const { town, own, owner } = await answered(world)
    await using at = owner
    const early = ask(town, at, await questionFor(town, at, { own }))
    await assert.rejects(early, { code: 'submission/not-opened' })
    await using second = await answerFromHome(world, own)
    await openInbox(town, own)
    const first = await questionFor(town, at, { own })
    for (const _ of [1, 2]) await ask(town, at, first)
    for (let asked = 1; asked < 8; asked++)
      await ask(town, at, await questionFor(town, at, { own }))
    const ninth = ask(town, at, await questionFor(town, at, { own }))
    await assert.rejects(ninth, { code: 'thread/full' })
    const another = ask(town, second, await questionFor(town, second, { own }))
    await assert.rejects(another, { code: 'thread/too-many-today' })
    assert.equal((await readThread(town, own, at.id)).length, 8)
  })

  it('takes one reply for each question, however often it is sent, and none without a question', async () => {
    await using world = await openWorld(quick)
    const { town, own, owner } = await answered(world)
    await using at = owner
    const { recipient } = own.signed.request
    const kind = 'porchlight/reply/v1' as const
    const sealed = await sealReply({ kind, question: 'ab'.repeat(16), text: 'Yes.' }, recipient)
    const { id } = at
    const closed = call(at.line, api.replyToQuestion, { id, sealed })
    await assert.rejects(closed, { code: 'submission/not-opened' })
    await openInbox(town, own)
    const unasked = call(at.line, api.replyToQuestion, { id, sealed })
    await assert.rejects(unasked, { code: 'thread/nothing-asked' })
    await ask(town, at, await questionFor(town, at, { own }))
    for (const _ of [1, 2, 3]) await call(at.line, api.replyToQuestion, { id, sealed })
    const [answer] = await listed(town, own)
    assert.deepEqual(
      answer?.thread.map(({ from }) => from),
      ['agency', 'owner'],
    )
    const more = await sealReply({ kind, question: 'ab'.repeat(16), text: 'No.' }, recipient)
    const second = call(at.line, api.replyToQuestion, { id, sealed: more })
    await assert.rejects(second, { code: 'thread/nothing-asked' })
  })
})

describe('what was asked and said', { timeout: 300_000 }, () => {
  it('is gone with the answer, at the instance and at home; its feed tells nobody which it was about', async () => {
    await using world = await openWorld(quick)
    const { town, own, owner } = await answered(world)
    await using at = owner
    const [opened] = await openInbox(town, own)
    await ask(town, at, await questionFor(town, at, { own }))
    const { question } = await heard(at)
    await replied(at, question, 'It was green.')
    assert.equal(rowsIn(world, 'thread_messages'), 2, 'control: it was kept')
    assert.ok(opened)
    const events = [
      ...chained(town, (await listed(town, own))[0] ?? opened.submission, [
        { action: 'destroyed' },
      ]),
    ]
    await call(town.author.line, api.recordCustody, { id: at.id, events })
    assert.equal(rowsIn(world, 'thread_messages'), 0)
    const late = sealReply(
      { kind: 'porchlight/reply/v1', question, text: 'Or blue.' },
      own.signed.request.recipient,
    )
    const sent = call(at.line, api.replyToQuestion, { id: at.id, sealed: await late })
    await assert.rejects(sent, { code: 'submission/destroyed' })
    await until(at, () => at.home.hub.state.answers.get(at.answer)?.status === 'destroyed')
    nothingKept(at)
    assert.equal((await messagesOf(world)).length, 1, 'the feed has it as long as any other')
    await at.home.hub.tick(AbortSignal.timeout(20_000))
    nothingKept(at)
  })

  it('absent after the owner took the answer back: the key, and any trace of it', async () => {
    await using world = await openWorld(quick)
    const { town, own, owner } = await answered(world)
    await using at = owner
    const { hub } = at.home
    assert.equal(hub.state.answers.get(at.answer)?.reply, at.identity, 'control: it was there')
    await hub.answers.withdraw(at.answer)
    nothingKept(at)
    const asked = ask(town, at, await questionFor(town, at, { own }))
    await assert.rejects(asked, { code: 'submission/destroyed' })
    assert.deepEqual(await messagesOf(world), [])
  })
})

async function answered(world: World) {
  const town = await openTown(world)
  const own = await publishRequest(town)
  return { town, own, owner: await answerFromHome(world, own) }
}

/** Looks at feeds until the hub shows a question. */
async function heard(at: Asks) {
  await until(at, () => at.home.hub.questions.of(at.answer).length > 0)
  const [question] = at.home.hub.questions.of(at.answer)
  assert.ok(question)
  return question
}

async function until({ home }: Asks, holds: () => boolean): Promise<void> {
  const signal = AbortSignal.timeout(30_000)
  while (!holds()) {
    await home.hub.tick(signal)
    await sleep(200, undefined, { signal })
  }
}

async function replied(at: Asks, question: string, text: string): Promise<void> {
  const { hub } = at.home
  await hub.questions.reply({ answer: at.answer, question }, { text, hurry: true })
  hub.wake()
  const end = Date.now() + 20_000
  while (stateOf(at) !== 'sent') {
    assert.ok(Date.now() < end, 'it was not sent')
    await sleep(100)
  }
}

/** What became of the first question. */
function stateOf({ home, answer }: Asks): string | undefined {
  return home.hub.questions.of(answer)[0]?.state.kind
}

function nothingKept({ home, answer }: Asks): void {
  const kept = home.hub.state.answers.get(answer)
  assert.equal(kept?.reply, null)
  assert.deepEqual(kept.rungs, {})
  assert.deepEqual(home.hub.state.questions.all(), [])
}

async function listed(town: Town, own: OwnRequest) {
  return (await call(town.author.line, api.inbox, { id: own.signed.request.id })).submissions
}

/** Of the newest feed, as the reference client accepts it. */
async function messagesOf({ origin }: World): Promise<readonly string[]> {
  const verdict = await follow({
    line: { origin, send: fetch },
    memory: null,
    policyText: null,
    now: () => instantOf(Date.now()),
    signal: AbortSignal.timeout(20_000),
  })
  if (!verdict.accepted) assert.fail(`${verdict.check}: ${verdict.says}`)
  return verdict.feed.messages ?? []
}

async function requestIdentity(town: Town, own: OwnRequest): Promise<string> {
  const wrapped = fromBase64(own.wrappedKey) ?? new Uint8Array()
  const { recipient } = own.signed.request
  return (await unwrapRequestKey(wrapped, vaultsOf(town.keyring), recipient)).identity
}

/** Neither stewards nor another agency come near it. */
async function onlyTheirs(town: Town, own: OwnRequest, at: Asks): Promise<void> {
  const [steward] = town.stewards
  const id = own.signed.request.id
  const message = await questionFor(town, at, { own })
  await assert.rejects(call(steward.line, api.inbox, { id }), { code: 'session/not-allowed' })
  const asking = call(steward.line, api.askSender, { id: at.id, ...message })
  await assert.rejects(asking, { code: 'session/not-allowed' })
  const agency = { ...mapleHeights, name: 'Bedford Police Department' }
  const { link } = await call(steward.line, api.addAgency, { agency })
  const other = await new Person(town.author.line.origin).join(link, 'Eve Elsewhere')
  await assert.rejects(call(other.line, api.inbox, { id }), { code: 'request/not-found' })
  const theirs = call(other.line, api.askSender, { id: at.id, ...message })
  await assert.rejects(theirs, { code: 'submission/not-found' })
}

function rowsIn({ dataDirectory }: World, table: string): number {
  const database = new DatabaseSync(join(dataDirectory, 'porchlight.db'), { readOnly: true })
  try {
    return database.prepare(`SELECT * FROM ${table}`).all().length
  } finally {
    database.close()
  }
}
