import { strict as assert } from 'node:assert'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { instantOf } from '@porchlight/core'

import { clipsOf, sourceOpener } from '../parts.ts'
import { openState } from '../state/database.ts'
import { stateOf } from '../state/state.ts'
import { Recorders } from './recorders.ts'

const directory = mkdtempSync(join(tmpdir(), 'porchlight-recorders-'))
const stop = new AbortController()
after(() => {
  stop.abort()
  rmSync(directory, { recursive: true })
})

/** A movie header and nothing else: twenty seconds. */
function movie(): Buffer {
  const header = Buffer.alloc(108)
  header.writeUInt32BE(108, 0)
  header.write('mvhd', 4, 'latin1')
  header.writeUInt32BE(1000, 20)
  header.writeUInt32BE(20_000, 24)
  const moov = Buffer.alloc(8)
  moov.writeUInt32BE(116, 0)
  moov.write('moov', 4, 'latin1')
  return Buffer.concat([moov, header])
}

function now(): string {
  return instantOf(Date.now())
}

function random(length: number): Uint8Array {
  return randomBytes(length)
}

describe('a folder that is watched', { timeout: 60_000 }, () => {
  it('has a new recording in the index seconds after it ended, without a look at the others', async () => {
    const path = join(directory, 'recordings')
    const porch = join(path, 'porch')
    mkdirSync(porch, { recursive: true })
    writeFileSync(join(porch, '01-20261124100000.mp4'), movie())
    utimesSync(join(porch, '01-20261124100000.mp4'), 1000, 1000)
    const state = stateOf(openState(join(directory, 'hub.db'), 'ab'.repeat(32)))
    const clips = clipsOf(state, random)
    let looks = 0
    const open = sourceOpener({ now, directory, zips: { pathOf: (zip) => zip } })
    const recorders = new Recorders(state, {
      open,
      readCamera: async () => await Promise.reject(new Error('There is no camera to ask')),
      sink: {
        replace: async (...all) => {
          looks += 1
          await clips.replace(...all)
        },
        merge: (...all) => {
          clips.merge(...all)
        },
        forget: (source) => {
          clips.forget(source)
        },
        retime: (source) => {
          clips.retime(source)
        },
      },
      random,
      now,
    })
    const source = { kind: 'folder', path, zone: 'UTC', learn: null } as const
    const id = await recorders.add(source, stop.signal)
    await recorders.scan(id, stop.signal)
    const [camera] = state.cameras.all()
    assert.ok(camera)
    const { id: porchCamera } = camera
    function count(): number {
      return clips.countOf(porchCamera).clips
    }
    assert.equal(count(), 1)
    assert.equal(recorders.watching(id), 'live')
    writeFileSync(join(porch, '01-20261124110000.mp4'), movie())
    const ended = Date.now()
    while (count() < 2) {
      assert.ok(Date.now() - ended < 20_000, 'it did not come')
      await sleep(50)
    }
    assert.equal(looks, 1, 'only the first look went through the folder')
    rmSync(join(porch, '01-20261124100000.mp4'))
    while (count() > 1) await sleep(50)
    assert.equal(statSync(join(porch, '01-20261124110000.mp4')).size, movie().length, 'untouched')
    recorders.remove(id)
    assert.equal(recorders.watching(id), null)
    state.database.close()
  })
})
