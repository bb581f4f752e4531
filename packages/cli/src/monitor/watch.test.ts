import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { utf8 } from '@porchlight/core'
import { createMemoryStore, createVerifier, parsePublicKey } from '@porchlight/log'

import {
  asking,
  entry,
  growingLog,
  logKey,
  now,
  twoWitnesses,
  witnessKeys,
} from '../verify/fixture.test.ts'
import type { Files } from '../verify/fixture.test.ts'
import type { Alert } from './alert.ts'
import { createWatch } from './watch.ts'
import type { WatchParts } from './watch.ts'

const instance = 'https://example.com'
const later = '2026-11-23T10:15:01Z'
const soon = '2026-11-23T10:15:00Z'

/** An instance that shows what a test says, and a monitor of it. */
interface World {
  /** What is served; null: nothing answers. */
  show: Files | null
  readonly store: ReturnType<typeof createMemoryStore>
  /** One look. @param failure of whoever should be told */
  readonly look: (at?: string, failure?: Error) => Promise<readonly Alert[]>
  /** The monitor's program ends and begins again. */
  readonly restart: () => void
}

function worldOf(show: Files | null, changes: Partial<WatchParts> = {}): World {
  const store = createMemoryStore()
  const world: World = { show, store, look, restart }
  const parts: WatchParts = {
    instance,
    from: {
      read: async (path) => {
        if (world.show === null) throw new TypeError('fetch failed')
        return await Promise.resolve(world.show.get(path) ?? null)
      },
    },
    to: store,
    located: (path) => path,
    log: async () => await Promise.resolve(createVerifier(parsePublicKey(logKey))),
    policyText: null,
    watched: { agencies: new Set(), keys: null },
    maxDelaySeconds: 15 * 60,
    ...changes,
  }
  let watch = createWatch(parts)
  async function look(at = now, failure?: Error): Promise<readonly Alert[]> {
    const told: Alert[] = []
    await watch.round(at, async (alerts) => {
      if (failure !== undefined) throw failure
      told.push(...alerts)
      await Promise.resolve()
    })
    return told
  }
  function restart(): void {
    watch = createWatch(parts)
  }
  return world
}

/** The codes of alerts, and the entries that they are about. */
function codes(alerts: readonly Alert[]): readonly string[] {
  return alerts.map(({ code, entry: index }) =>
    index === undefined ? code : `${code} ${String(index)}`,
  )
}

const witnessed = entry('instance.opened', { witnesses: twoWitnesses })
const otherSigning = 'B'.repeat(43)

describe('a watch', () => {
  it('tells nothing of an honest log, however often it looks', async () => {
    const { files, add } = await growingLog({ cosigners: witnessKeys })
    const world = worldOf(files)
    await add([witnessed, ...asking.slice(1)])
    assert.deepEqual(await world.look(), [])
    await add([entry('submission.sealed')])
    assert.deepEqual(await world.look(soon), [])
    world.restart()
    assert.deepEqual(await world.look(soon), [])
  })

  it('tells of two histories once, keeps both checkpoints, and goes on telling news', async () => {
    const honest = await growingLog()
    await honest.add(asking)
    const world = worldOf(honest.files)
    await world.look()
    const other = await growingLog()
    await other.add([
      ...asking.slice(0, 3),
      entry('request.published', { recipient: 'e'.repeat(32) }),
    ])
    world.show = other.files
    const [fork = assert.fail()] = await world.look()
    assert.equal(fork.code, 'fork')
    const evidence = Buffer.from(world.store.files.get(fork.evidence ?? '') ?? utf8('')).toString()
    for (const { files } of [honest, other])
      assert.ok(evidence.includes(Buffer.from(files.get('checkpoint') ?? utf8('')).toString()))
    assert.deepEqual(await world.look(), [])
    world.restart()
    assert.deepEqual(await world.look(), [], 'also after a new start')
    world.show = honest.files
    assert.deepEqual(await world.look(), [], 'a fork is never over')
    await honest.add([entry('partner.announced')])
    assert.deepEqual(codes(await world.look()), ['partner 4'])
  })

  it('tells of a log that shrinks, and when it is over', async () => {
    const { files, add } = await growingLog()
    await add(asking)
    const before = new Map(files)
    const world = worldOf(files)
    await add([entry('submission.sealed')])
    await world.look()
    world.show = before
    assert.deepEqual(codes(await world.look()), ['shrunk'])
    assert.deepEqual(await world.look(), [])
    world.show = files
    assert.deepEqual(codes(await world.look()), ['over'])
  })

  it('tells of files that are not what was signed', async () => {
    const { files, add } = await growingLog()
    await add(asking)
    for (const path of ['tile/entries/000.p/4', 'tile/0/000.p/4', 'checkpoint']) {
      const world = worldOf(new Map(files).set(path, utf8('damaged')))
      assert.deepEqual(codes(await world.look()), ['broken'], path)
      world.show = files
      assert.deepEqual(codes(await world.look()), ['over'])
    }
  })

  it('tells of a log that stands still, by the newest cosignature, and by growth without any', async () => {
    for (const cosigners of [witnessKeys, []]) {
      const { files, add } = await growingLog({ cosigners })
      await add(asking)
      const world = worldOf(files)
      assert.deepEqual(await world.look(), [])
      assert.deepEqual(await world.look(soon), [])
      const [stall = assert.fail()] = await world.look(later)
      assert.deepEqual(
        [stall.code, stall.says],
        ['stall', `Its log stands still; the newest is of ${now}.`],
      )
      world.restart()
      assert.deepEqual(await world.look(later), [])
    }
  })

  it('tells of an instance that is gone, after the delay, and is there again', async () => {
    const { files, add } = await growingLog()
    await add(asking)
    const world = worldOf(files)
    await world.look()
    world.show = null
    assert.deepEqual(await world.look(soon), [])
    const [stall = assert.fail()] = await world.look(later)
    assert.equal(stall.says, `The server cannot be reached; the newest is of ${now}.`)
    assert.deepEqual(await world.look(later), [])
    world.show = files
    await add([entry('submission.sealed')])
    assert.deepEqual(codes(await world.look(later)), ['over'])
  })

  it('tells of an instance that is too slow, and lets a person stop it', async () => {
    const slow = worldOf(null, {
      from: { read: async () => await Promise.reject(new DOMException('', 'TimeoutError')) },
    })
    const [stall = assert.fail()] = await slow.look()
    assert.deepEqual([stall.code, stall.says], ['stall', 'It answers too slowly.'])
    const stopped = worldOf(null, {
      from: { read: async () => await Promise.reject(new DOMException('', 'AbortError')) },
    })
    await assert.rejects(stopped.look(), { name: 'AbortError' })
  })

  it('tells at once of an address at which nothing ever answered', async () => {
    const world = worldOf(null)
    assert.deepEqual(codes(await world.look()), ['stall'])
    assert.deepEqual(await world.look(), [])
  })

  it('tells of too few witnesses: of the log’s own list, or of the person’s', async () => {
    const { files, add } = await growingLog({ cosigners: witnessKeys.slice(1) })
    await add([witnessed])
    assert.deepEqual(codes(await worldOf(files).look()), ['quorum'])
    const alone = await growingLog()
    await alone.add(asking)
    assert.deepEqual(await worldOf(alone.files).look(), [])
    assert.deepEqual(codes(await worldOf(alone.files, { policyText: twoWitnesses }).look()), [
      'quorum',
    ])
  })

  it('tells of new keys, partners, overdue handling and missteps, each once', async () => {
    const { files, add } = await growingLog()
    await add([...asking, entry('submission.sealed', { recipients: ['e'.repeat(32)] })])
    const world = worldOf(files)
    assert.deepEqual(codes(await world.look()), ['misstep 4'], 'of the past only what is wrong')
    const from = '2026-11-26T10:00:00Z'
    await add([
      entry('agency.key', { signing: otherSigning, from }),
      entry('partner.announced'),
      entry('partner.activated'),
      entry('handling.overdue', { submissions: 1 }),
      utf8('nonsense'),
    ])
    const alerts = await world.look()
    assert.deepEqual(codes(alerts), [
      'key-new 5',
      'partner 6',
      'misstep 7',
      'partner 7',
      'overdue 8',
      'misstep 9',
    ])
    assert.equal(
      alerts[0]?.says,
      `Agency a00000000000a has the new signing key ${otherSigning}, good from ${from}: 72 hours after it was announced.`,
    )
    world.restart()
    assert.deepEqual(await world.look(), [])
  })

  it('tells of a partner whose notice is shorter than the rules say, and of one that starts before its end', async () => {
    const { files, add } = await growingLog()
    const rules = entry('instance.opened', { partnerNoticeDays: 30 })
    await add([rules, ...asking.slice(1)])
    const world = worldOf(files)
    assert.deepEqual(await world.look(), [])
    await add([entry('partner.announced'), entry('partner.activated')])
    const alerts = await world.look()
    assert.deepEqual(codes(alerts), ['misstep 4', 'partner 4', 'misstep 5', 'partner 5'])
    assert.deepEqual(
      alerts.filter(({ code }) => code === 'misstep').map(({ says }) => says),
      [
        'Entry 4 announces a partner with a shorter notice than the instance promises.',
        'Entry 5 activates a partner before its public notice is over.',
      ],
    )
  })

  it('tells of entries that are dated back, or ahead', async () => {
    const { files, add } = await growingLog()
    await add(asking)
    const world = worldOf(files)
    await world.look()
    const late = '2026-11-23T12:00:00Z'
    await add([entry('agency.key', { at: '2026-11-20T10:00:00Z', signing: otherSigning })])
    const [misdated = assert.fail()] = await world.look(late)
    assert.equal(
      misdated.says,
      `Entry 4 says that it is of 2026-11-20T10:00:00Z, and it was not there at ${now}.`,
    )
    await add([
      entry('release.published', { at: '2026-11-23T11:00:00Z' }),
      entry('release.published', { at: '2026-11-23T13:00:00Z' }),
      entry('release.published', { at: '2026-11-23T13:00:01Z' }),
    ])
    const found = (await world.look(late)).filter(({ code }) => code === 'misstep')
    assert.deepEqual(codes(found), ['misstep 7'])
  })

  it('tells of a key of a watched agency that is not the right one, also of the past', async () => {
    const { files, add } = await growingLog()
    await add(asking)
    const agencies = new Set(['a00000000000a'])
    const right = worldOf(files, { watched: { agencies, keys: new Set(['A'.repeat(43)]) } })
    const wrong = worldOf(files, { watched: { agencies, keys: new Set([otherSigning]) } })
    const any = worldOf(files, { watched: { agencies, keys: null } })
    assert.deepEqual(codes(await right.look()), [])
    assert.deepEqual(codes(await wrong.look()), ['key-unexpected 2'])
    assert.deepEqual(codes(await any.look()), [])
    await add([entry('agency.key', { signing: otherSigning, from: '2026-11-26T10:00:00Z' })])
    assert.deepEqual(codes(await right.look()), ['key-unexpected 4'])
    assert.deepEqual(codes(await wrong.look()), ['key-new 4'])
    assert.deepEqual(codes(await any.look()), ['key-unexpected 4'])
  })

  it('tells again what was not told because the program ended', async () => {
    const { files, add } = await growingLog()
    await add(asking)
    const world = worldOf(files)
    await world.look()
    await add([entry('partner.announced')])
    await assert.rejects(world.look(now, new Error('killed')), /killed/)
    world.restart()
    assert.deepEqual(codes(await world.look()), ['partner 4'])
  })

  it('copies the log as it goes', async () => {
    const { files, add } = await growingLog()
    await add(asking)
    const world = worldOf(files)
    await world.look()
    assert.deepEqual(world.store.files.get('checkpoint'), files.get('checkpoint'))
  })
})
