import { strict as assert } from 'node:assert'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'

import { instantOf } from '@porchlight/core'

import { clipsOf } from '../parts.ts'
import type { FoundClip, Source } from '../sources/source.ts'
import { openState } from '../state/database.ts'
import { stateOf } from '../state/state.ts'
import { cameraIdOf } from './cameras.ts'
import { Recorders } from './recorders.ts'

const directory = mkdtempSync(join(tmpdir(), 'porchlight-recorders-'))
after(() => {
  rmSync(directory, { recursive: true })
})

const { signal } = new AbortController()
const folder = { kind: 'folder', path: '/srv', zone: 'UTC', learn: null } as const
/** More than the index writes at once. */
const many = 1200

function clip(at: number): FoundClip {
  const shown = instantOf(Date.parse('2026-11-23T12:00:00Z') + at * 60_000).slice(0, -1)
  const time = { shown, zone: 'UTC', stamps: 'start', seconds: 60, slackSeconds: 0 } as const
  return { camera: 'porch', key: String(at), time, bytes: 1, labels: [], plates: [] }
}

function random(length: number): Uint8Array {
  return randomBytes(length)
}

function now(): string {
  return instantOf(Date.now())
}

/** A recorder with many clips, after the first of which it waits; asked to end it does so, or goes on. */
function recorder(ends: boolean) {
  const [begun, go] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
  const source: Source = {
    cameras: async () => await Promise.resolve([{ name: 'porch' }]),
    async *clips(_interval, stop) {
      for (let at = 0; at < many; at += 1) {
        if (ends) stop.throwIfAborted()
        yield clip(at)
        if (at > 0) continue
        begun.resolve(undefined)
        await go.promise
      }
    },
    open: async () => await Promise.reject(new Error('Nobody opens one')),
    readClock: async () => await Promise.resolve(null),
  }
  return { source, begun: begun.promise, go: go.resolve }
}

let made = 0
function opened(source: Source) {
  made += 1
  const state = stateOf(openState(join(directory, `${String(made)}.db`), 'k'.repeat(64)))
  const recorders = new Recorders(state, {
    open: () => source,
    readCamera: async () => await Promise.reject(new Error('There is no camera to ask')),
    sink: clipsOf(state, random),
    random,
    now,
  })
  function count(table: string): number {
    return state.database.prepare(`SELECT 1 FROM ${table}`).all().length
  }
  return { state, recorders, count }
}

describe('Recorders', () => {
  for (const ends of [true, false])
    it(`keeps nothing of a source that is removed while it is looked at, ${ends ? 'which ends' : 'though it goes on'}`, async () => {
      const { source, begun, go } = recorder(ends)
      const { state, recorders, count } = opened(source)
      const id = await recorders.add(folder, signal)
      const look = recorders.scan(id, signal)
      await begun
      recorders.remove(id)
      go(undefined)
      await look
      assert.deepEqual([state.sources.all(), state.cameras.all()], [[], []])
      for (const table of ['clips', 'clip_times', 'clip_cameras'])
        assert.equal(count(table), 0, table)
      assert.deepEqual(recorders.looked(id), { scanning: null, scannedAt: null, fault: null })
      assert.throws(
        () => {
          recorders.remove(id)
        },
        { code: 'source/gone' },
      )
    })

  it('control: takes all of one that stays', async () => {
    const { source, go } = recorder(true)
    const { recorders, count } = opened(source)
    go(undefined)
    await recorders.scan(await recorders.add(folder, signal), signal)
    assert.equal(count('clips'), many)
  })

  it('refuses a source that it has already, by whatever name its folder is given', async () => {
    const { source, go } = recorder(true)
    const { recorders } = opened(source)
    go(undefined)
    const [path, link] = [join(directory, 'recordings'), join(directory, 'link')]
    mkdirSync(path)
    symlinkSync(path, link)
    await recorders.add({ ...folder, path }, signal)
    for (const again of [path, link, `${path}/`])
      await assert.rejects(recorders.add({ ...folder, path: again }, signal), {
        code: 'source/added-already',
      })
    await recorders.add({ ...folder, path: directory }, signal)
    const frigate = { kind: 'frigate', url: 'https://nvr:8971', user: 'a', password: 'b' } as const
    await recorders.add(frigate, signal)
    await assert.rejects(recorders.add(frigate, signal), { code: 'source/added-already' })
  })

  it('passes over a source that was removed before its turn came', async () => {
    const { recorders } = opened(recorder(true).source)
    const id = await recorders.add(folder, signal)
    recorders.remove(id)
    await recorders.scan(id, signal)
  })

  it('forgets what an earlier hub kept of a source that was removed, and nothing else', async () => {
    const { source, go } = recorder(true)
    const { state, recorders, count } = opened(source)
    go(undefined)
    const other = { ...folder, path: '/media' }
    const ids = [await recorders.add(folder, signal), await recorders.add(other, signal)]
    for (const id of ids) await recorders.scan(id, signal)
    const [stays = '', gone = ''] = ids
    state.sources.delete(gone)
    const stop = new AbortController()
    const run = recorders.run(() => {
      stop.abort()
    }, stop.signal)
    await assert.rejects(run, { name: 'AbortError' })
    assert.deepEqual(
      state.cameras.all().map((camera) => camera.source),
      [stays],
    )
    assert.equal(count('clips'), many)
  })

  it('makes no camera for a source that there is not', () => {
    const { state } = opened(recorder(true).source)
    assert.throws(() => cameraIdOf(state, { source: 's', name: 'porch' }, random), {
      code: 'source/gone',
    })
  })
})
