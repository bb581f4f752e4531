import { strict as assert } from 'node:assert'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { api, call, readReceiptExtra, sealedFilePath, toBase64 } from '@porchlight/core'
import { parseTlogProof } from '@porchlight/log'

import { chained, openInbox } from '../detective.ts'
import { loggedEntries } from '../logged.ts'
import { answerWith } from '../neighbour.ts'
import { openTown, publishRequest } from '../town.ts'
import { openWorld } from '../world.ts'

/** Two clips that are no video, of sizes around a chunk and above one upload piece. */
async function withClips(work: (paths: readonly string[]) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'porchlight-clips-'))
  try {
    const paths = ['a.mp4', 'b.mp4'].map((name) => join(directory, name))
    await writeFile(paths[0] ?? '', randomBytes(65_536))
    await writeFile(paths[1] ?? '', randomBytes(5_000_000))
    await work(paths)
  } finally {
    await rm(directory, { recursive: true })
  }
}

async function sha256(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
}

describe('a submission', () => {
  it('goes from a neighbour to the agency byte by byte, with a receipt', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const own = await publishRequest(town)
    await withClips(async (paths) => {
      const { receipt } = await answerWith({ ...world, ...own }, paths)
      const { extra, index } = parseTlogProof(receipt)
      assert.equal((await loggedEntries(world))[index]?.kind, 'submission.sealed')
      assert.equal(readReceiptExtra(toBase64(extra ?? new Uint8Array()))?.sealed.length, 3)
      const [opened] = await openInbox(town, own)
      assert.deepEqual(opened?.digests, await Promise.all(paths.map(sha256)))
    })
  })

  it('goes on after the server was restarted in the middle', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const own = await publishRequest(town)
    await withClips(async (paths) => {
      let restarted = false
      await answerWith({ ...world, ...own }, paths, {
        opened: async () => {
          await world.restart()
          restarted = true
        },
      })
      assert.ok(restarted)
      const [opened] = await openInbox(town, own)
      assert.deepEqual(opened?.digests, await Promise.all(paths.map(sha256)))
    })
  })

  it('is not given out before its opening is in the log', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const own = await publishRequest(town)
    await withClips(async (paths) => {
      await answerWith({ ...world, ...own }, paths)
      const { line } = town.author
      const { id } = own.signed.request
      const [submission] = (await call(line, api.inbox, { id })).submissions
      assert.ok(submission)
      const url = new URL(sealedFilePath(submission.id, 0), world.origin)
      const refused = await line.send(new Request(url))
      assert.equal(refused.status, 409)
      assert.match(await refused.text(), /submission\/not-opened/)
      await openInbox(town, own)
      const given = await line.send(new Request(url, { headers: { range: 'bytes=0-20' } }))
      assert.equal(given.status, 206)
      assert.equal(await given.text(), 'age-encryption.org/v1')
    })
  })

  it('is held back until the release boundary', async () => {
    await using world = await openWorld({ releaseMinutes: 1440 })
    const town = await openTown(world)
    const own = await publishRequest(town)
    await withClips(async (paths) => {
      await answerWith({ ...world, ...own }, paths.slice(0, 1))
      const { id } = own.signed.request
      const inbox = await call(town.author.line, api.inbox, { id })
      assert.deepEqual([inbox.submissions.length, inbox.waiting], [0, 1])
    })
  })

  it('is decided clip by clip in one chain; a second hand that did not see it is refused', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const own = await publishRequest(town)
    await withClips(async (paths) => {
      await answerWith({ ...world, ...own }, paths)
      const [opened] = await openInbox(town, own)
      assert.ok(opened)
      const [first = '', second = ''] = opened.manifest.clips.map(({ name }) => name)
      const events = [
        ...chained(town, opened.submission, [
          { action: 'accepted', clip: first },
          { action: 'declined', clip: second, reason: 'not-relevant' },
        ]),
      ]
      const { id } = opened.submission
      const after = await call(town.author.line, api.recordCustody, { id, events })
      assert.deepEqual(
        after.custody.map(({ event }) => event.action),
        ['opened', 'accepted', 'declined'],
      )
      const again = call(town.author.line, api.recordCustody, { id, events })
      await assert.rejects(again, { code: 'custody/broken-chain' })
      const other = call(town.approver.line, api.recordCustody, { id, events })
      await assert.rejects(other, { code: 'custody/bad-signature' })
    })
  })

  it('is another agency’s business only: nobody else can list, open or record', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const own = await publishRequest(town)
    await withClips(async (paths) => {
      await answerWith({ ...world, ...own }, paths.slice(0, 1))
      const steward = town.stewards[0].line
      const { id } = own.signed.request
      await assert.rejects(call(steward, api.inbox, { id }), { code: 'session/not-allowed' })
    })
  })

  it('leaves in database, log and objects absent: its bytes, its name, its salt', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const own = await publishRequest(town)
    await withClips(async ([path = '']) => {
      const secret = 'the-kitchen-window-of-number-12'
      await writeFile(path, `${secret} `.repeat(4000))
      const { answer } = await answerWith({ ...world, ...own }, [path])
      const everything = await allBytes(world.dataDirectory)
      const caseNumber = Buffer.from(own.signed.request.caseNumber)
      assert.ok(everything.includes(caseNumber), 'control: what is public is found')
      for (const absent of [
        secret,
        'a.mp4',
        answer.manifest.salt,
        answer.manifest.clips[0]?.name,
      ]) {
        assert.ok(!everything.includes(Buffer.from(absent ?? '')), `found ${absent ?? ''}`)
      }
    })
  })
})

async function allBytes(directory: string): Promise<Buffer> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const parts = files.map(async ({ parentPath, name }) => await readFile(join(parentPath, name)))
  return Buffer.concat(await Promise.all(parts))
}
