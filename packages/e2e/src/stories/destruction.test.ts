import { strict as assert } from 'node:assert'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, it } from 'node:test'

import { api, call, daySeconds, instantOf, later, sealedFilePath } from '@porchlight/core'
import type { CustodyEvent } from '@porchlight/core'

import { chained, openInbox } from '../detective.ts'
import { loggedEntries, ofKind } from '../logged.ts'
import { withClip } from '../made-clip.ts'
import { answerWith } from '../neighbour.ts'
import { openTown, publishRequest } from '../town.ts'
import type { Town } from '../town.ts'
import { openWorld } from '../world.ts'
import type { World } from '../world.ts'

describe('the end of footage', () => {
  it('is an entry of the log; absent from then on: its files, its notes and its bytes', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const own = await publishRequest(town)
    await withClip(async (path) => await answerWith({ ...world, ...own }, [path]))
    const [opened] = await openInbox(town, own)
    assert.ok(opened)
    const { id } = opened.submission
    const objects = join(world.dataDirectory, 'objects')
    assert.ok((await readdir(objects)).includes(id), 'control: the files were there')
    const after = await record(town, opened.submission, { action: 'destroyed' })
    assert.ok(after.destroyed)
    assert.equal(after.notes, null)
    assert.deepEqual(await readdir(objects), [])
    const [entry] = ofKind(await loggedEntries(world), 'custody.destroyed')
    assert.equal(entry?.submission, opened.submission.logIndex)
    const answer = await call(town.author.line, api.inbox, { id: own.signed.request.id })
    assert.equal(answer.submissions.length, 1)
    const request = new Request(new URL(sealedFilePath(id, 1), world.origin))
    assert.equal((await town.author.line.send(request)).status, 410)
    const late = record(town, after, { action: 'opened' })
    await assert.rejects(late, { code: 'submission/destroyed' })
  })

  it('is due when the agency has promised it, and everybody sees where it was not kept', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const own = await publishRequest(town)
    await withClip(async (path) => await answerWith({ ...world, ...own }, [path]))
    const { id, handling } = own.signed.request
    await call(town.author.line, api.closeRequest, { id, outcome: 'not-useful' })
    const [listed] = (await call(town.author.line, api.inbox, { id })).submissions
    const promised = later(instantOf(Date.now()), handling.unusedDays * daySeconds)
    assert.equal(listed?.keptUntil, promised.slice(0, 10))
    assert.deepEqual(await overdueIn(world), [])
    await world.restart(async () => {
      await endedDaysAgo(world, handling.unusedDays)
    })
    assert.deepEqual(await overdueIn(world), [], 'control: the last day is in time')
    await world.restart(async () => {
      await endedDaysAgo(world, handling.unusedDays + 1)
    })
    assert.deepEqual(await overdueIn(world), [[id, 1]])
    await world.restart()
    assert.deepEqual(await overdueIn(world), [[id, 1]], 'said once')
  })
})

async function record(
  { author, ...town }: Town,
  submission: Parameters<typeof chained>[1],
  event: Pick<Extract<CustodyEvent, { action: 'opened' | 'destroyed' }>, 'action'>,
) {
  const events = chained({ author, ...town }, submission, [event])
  return await call(author.line, api.recordCustody, { id: submission.id, events: [...events] })
}

async function overdueIn(world: World) {
  const entries = ofKind(await loggedEntries(world), 'handling.overdue')
  return entries.map(({ request, submissions }) => [request, submissions])
}

/** What a month of waiting would do. */
async function endedDaysAgo({ dataDirectory }: World, days: number): Promise<void> {
  const db = new DatabaseSync(join(dataDirectory, 'porchlight.db'))
  const at = later(instantOf(Date.now()), -days * daySeconds)
  db.prepare('UPDATE requests SET ended_at = ?').run(at)
  db.close()
  await Promise.resolve()
}
