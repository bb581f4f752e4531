import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'

import type { ClockReading } from '@porchlight/owner'

import { SourceFault } from '../sources/source.ts'
import type { Source } from '../sources/source.ts'
import { openState } from '../state/database.ts'
import { stateOf } from '../state/state.ts'
import type { KeptCamera, State } from '../state/state.ts'
import { Clocks, pictureOf, stampOf } from './clocks.ts'
import type { ReadCamera } from './clocks.ts'

const directory = mkdtempSync(join(tmpdir(), 'porchlight-clocks-'))
after(() => {
  rmSync(directory, { recursive: true })
})

const source = 'a'.repeat(16)
const camera = 'b'.repeat(16)
const { signal } = new AbortController()

function reading(checkedAt: string, offsetSeconds: number): ClockReading {
  const both = { displayed: checkedAt, true: checkedAt, checkedAt }
  return { ...both, offsetSeconds, errorSeconds: 1, method: 'owner-photo' }
}

let made = 0
/** A folder with one camera, whose clock is asked for at an address. */
function opened(clock: KeptCamera['clock']): State {
  made += 1
  const state = stateOf(openState(join(directory, `${String(made)}.db`), 'k'.repeat(64)))
  const folder = { kind: 'folder', path: '/srv', zone: 'UTC', learn: null } as const
  state.sources.put(source, { id: source, source: folder, certificate: null, readings: [] })
  const kept = { id: camera, source, name: 'porch', view: null, masks: [] }
  state.cameras.put(camera, { ...kept, clock })
  return state
}

function clocksOf(
  state: State,
  readCamera: ReadCamera = async () => await Promise.reject(new Error('Nobody asks')),
) {
  const retimed: string[] = []
  const clocks = new Clocks(state, {
    readCamera,
    retime: (id) => {
      retimed.push(id)
    },
  })
  return { clocks, retimed }
}

/** Its clock shows what is given, if anything. */
function recorder(shows: ClockReading | null): Source {
  return {
    cameras: async () => await Promise.resolve([]),
    clips: () => {
      throw new Error('Not looked at')
    },
    open: async () => await Promise.reject(new SourceFault('gone')),
    readClock: async () => await Promise.resolve(shows),
  }
}

const onvif = { address: '192.168.1.20', zone: 'UTC', names: false }
const ofSource = { kind: 'source', id: source } as const
const ofCamera = { kind: 'camera', id: camera } as const

describe('Clocks', () => {
  it('keeps readings in the order in which the clocks were seen, and tells what clips then have other times', () => {
    const state = opened(null)
    const { clocks, retimed } = clocksOf(state)
    clocks.keep(ofSource, reading('2026-11-24T12:00:00Z', 3))
    clocks.keep(ofSource, reading('2026-11-20T12:00:00Z', 1))
    assert.deepEqual(
      clocks.of(ofSource).map(({ offsetSeconds }) => offsetSeconds),
      [1, 3],
    )
    assert.deepEqual(retimed, [source, source])
    assert.throws(() => clocks.of({ kind: 'camera', id: source }), { code: 'source/gone' })
  })

  it('keeps with each look what is new, and what is a day later', async () => {
    const { clocks } = clocksOf(opened(null))
    const looks = [
      ['2026-11-24T12:00:00Z', 0],
      ['2026-11-24T12:05:00Z', 1],
      ['2026-11-24T12:10:00Z', 10],
      ['2026-11-25T12:11:00Z', 10],
    ] as const
    for (const [at, offset] of looks)
      await clocks.look(source, recorder(reading(at, offset)), signal)
    assert.deepEqual(
      clocks.of(ofSource).map(({ checkedAt }) => checkedAt),
      [looks[0][0], looks[2][0], looks[3][0]],
    )
  })

  it('keeps a camera’s clock apart: it is that of the picture, and of no recording', async () => {
    const state = opened(onvif)
    const shown = reading('2026-11-24T12:00:00Z', 3600)
    const { clocks, retimed } = clocksOf(state, async () => await Promise.resolve(shown))
    await clocks.look(source, recorder(null), signal)
    assert.deepEqual(pictureOf(state, camera), [shown])
    assert.deepEqual(stampOf(state, camera), [])
    assert.deepEqual(retimed, [])
  })

  it('counts a camera’s clock for its recordings where it names its files, once it was measured', () => {
    const state = opened({ ...onvif, names: true })
    const { clocks, retimed } = clocksOf(state)
    const [ofFolder, own] = [
      reading('2026-11-24T12:00:00Z', 5),
      reading('2026-11-24T12:00:00Z', 60),
    ]
    clocks.keep(ofSource, ofFolder)
    assert.deepEqual(stampOf(state, camera), [ofFolder])
    clocks.keep(ofCamera, own)
    assert.deepEqual(stampOf(state, camera), [own])
    assert.deepEqual(pictureOf(state, camera), [], 'it is the same clock')
    assert.deepEqual(retimed, [source, source])
  })

  it('goes on where a camera is silent, and says so until it answers', async () => {
    let isSilent = true
    const shown = reading('2026-11-24T12:00:00Z', 3)
    const { clocks } = clocksOf(opened(onvif), async () => {
      if (isSilent) throw new SourceFault('unreachable')
      return await Promise.resolve(shown)
    })
    await clocks.look(source, recorder(shown), signal)
    assert.equal(clocks.of(ofSource).length, 1)
    assert.equal(clocks.faultOf(camera), 'unreachable')
    isSilent = false
    await clocks.look(source, recorder(null), signal)
    assert.equal(clocks.faultOf(camera), null)
    assert.deepEqual(clocks.of(ofCamera), [shown])
  })
})

describe('a state of before there were clocks of cameras', () => {
  it('is read: its cameras have none', () => {
    const state = opened(null)
    const old = JSON.stringify({ id: camera, source, name: 'porch', view: null, masks: [] })
    state.database
      .prepare("UPDATE records SET value = ? WHERE kind = 'camera' AND id = ?")
      .run(old, camera)
    assert.deepEqual(pictureOf(state, camera), [])
    assert.equal(state.cameras.get(camera)?.clock, null)
  })
})
