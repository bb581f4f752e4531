import { strict as assert } from 'node:assert'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { api, call, instantOf } from '@porchlight/core'
import type { Line } from '@porchlight/core'
import { follow } from '@porchlight/hub'
import { parseTlogProof } from '@porchlight/log'

import { chained, openInbox } from '../detective.ts'
import { loggedEntries, ofKind } from '../logged.ts'
import { withClip } from '../made-clip.ts'
import { answerWith } from '../neighbour.ts'
import { openTown, publishRequest } from '../town.ts'
import { openWorld } from '../world.ts'
import type { World } from '../world.ts'

describe('an answer that its owner takes back', () => {
  it('is destroyed in the log; absent from then on: its files, and any way to open it', async () => {
    await using world = await openWorld()
    const { town, own, sent } = await answered(world)
    const objects = join(world.dataDirectory, 'objects')
    assert.deepEqual(await readdir(objects), [sent.id], 'control: the files were there')
    await call(sent.line, api.withdrawSubmission, { id: sent.id })
    assert.deepEqual(await readdir(objects), [])
    const [entry] = ofKind(await loggedEntries(world), 'custody.destroyed')
    assert.equal(entry?.submission, sent.index)
    const { destroyed } = await call(sent.line, api.getSubmission, { id: sent.id })
    assert.ok(destroyed)
    const { id } = own.signed.request
    const [listed] = (await call(town.author.line, api.inbox, { id })).submissions
    assert.ok(listed)
    assert.equal(listed.destroyed, true)
    assert.deepEqual(listed.custody, [])
    const events = [...chained(town, listed, [{ action: 'opened' }])]
    const late = call(town.author.line, api.recordCustody, { id: sent.id, events })
    await assert.rejects(late, { code: 'submission/destroyed' })
  })

  it('is taken back once, however often it is asked', async () => {
    await using world = await openWorld()
    const { sent } = await answered(world)
    for (const _ of [1, 2, 3]) await call(sent.line, api.withdrawSubmission, { id: sent.id })
    assert.equal(ofKind(await loggedEntries(world), 'custody.destroyed').length, 1)
  })

  it('is the agency’s once it was opened', async () => {
    await using world = await openWorld()
    const { town, own, sent } = await answered(world)
    const [opened] = await openInbox(town, own)
    assert.equal(opened?.submission.id, sent.id, 'control: it was opened')
    const late = call(sent.line, api.withdrawSubmission, { id: sent.id })
    await assert.rejects(late, { code: 'submission/opened' })
    assert.deepEqual(ofKind(await loggedEntries(world), 'custody.destroyed'), [])
  })

  it('is one or the other where both come at once', async () => {
    await using world = await openWorld()
    const { town, own, sent } = await answered(world)
    const [taken, inbox] = await Promise.allSettled([
      call(sent.line, api.withdrawSubmission, { id: sent.id }),
      openInbox(town, own),
    ])
    const entries = await loggedEntries(world)
    const ends = ofKind(entries, 'custody.destroyed').length
    const openings = ofKind(entries, 'custody.opened').length
    assert.equal(ends + openings, 1)
    assert.equal(taken.status === 'fulfilled', ends === 1)
    assert.equal(inbox.status === 'fulfilled' && inbox.value.length === 1, openings === 1)
  })

  it('is nobody else’s to take back', async () => {
    await using world = await openWorld()
    const { own, sent } = await answered(world)
    const other = await sentTo(world, own)
    const theft = call(other.line, api.withdrawSubmission, { id: sent.id })
    await assert.rejects(theft, { code: 'submission/not-found' })
  })
})

describe('the news of a feed', () => {
  it('tell an owner what became of an answer; nobody is asked for it', async () => {
    await using world = await openWorld({ feedMinutes: 0.01 })
    const { town, own, sent } = await answered(world)
    assert.deepEqual(await newsOf(world), [], 'control: nothing happened yet')
    await openInbox(town, own)
    const news = await until(async () => {
      const found = await newsOf(world)
      return found.length === 0 ? null : found
    })
    assert.deepEqual(news, [['custody.opened', sent.index]])
  })
})

async function answered(world: World) {
  const town = await openTown(world)
  const own = await publishRequest(town)
  return { town, own, sent: await sentTo(world, own) }
}

async function sentTo(world: World, own: Awaited<ReturnType<typeof publishRequest>>) {
  let opened = { submission: '', secret: '' }
  const { receipt } = await withClip(
    async (path) =>
      await answerWith({ ...world, ...own }, [path], {
        opened: async (about) => {
          opened = about
          await Promise.resolve()
        },
      }),
  )
  const line: Line = {
    origin: world.origin,
    send: fetch,
    headers: { authorization: `Bearer ${opened.secret}` },
  }
  return { id: opened.submission, line, index: parseTlogProof(receipt).index }
}

/** As the reference client accepts them. */
async function newsOf({ origin }: World) {
  const verdict = await follow({
    line: { origin, send: fetch },
    memory: null,
    policyText: null,
    now: () => instantOf(Date.now()),
    signal: AbortSignal.timeout(20_000),
  })
  if (!verdict.accepted) assert.fail(`${verdict.check}: ${verdict.says}`)
  return verdict.feed.news.map(({ entry }) => [
    entry.kind,
    'submission' in entry ? entry.submission : null,
  ])
}

async function until<T>(look: () => Promise<T | null>): Promise<T> {
  const end = Date.now() + 20_000
  while (Date.now() < end) {
    const found = await look()
    if (found !== null) return found
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return assert.fail('nothing came')
}
