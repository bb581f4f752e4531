import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { RequestId } from '@porchlight/core'
import type { CopyView } from '@porchlight/owner'

import type { OpenedOriginal } from '../sources/source.ts'
import { openState } from '../state/database.ts'
import { stateOf } from '../state/state.ts'
import { Copies } from './copies.ts'
import { Originals } from './originals.ts'

const request = RequestId.parse('r0123456789ab')
const clip = '0123456789abcdef'
const plan = { cut: null, audio: 'removed', boxes: [], masks: [] } as const

/** So often is looked, and so often until it counts as never. */
const lookMillis = 20
const looks = 3000

describe('copies that the hub makes', { timeout: 120_000 }, () => {
  let directory = ''
  let long = ''
  let short = ''

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'porchlight-copies-'))
    long = joined(film('part.mp4', 'testsrc2=s=640x480:r=25:d=15', ['-preset', 'ultrafast']))
    const hevc = '-c:v libx265 -x265-params log-level=error -tag:v hvc1'.split(' ')
    short = film('phone.mov', 'testsrc2=s=320x240:r=25:d=2', hevc)
  })
  after(async () => {
    await rm(directory, { recursive: true })
  })

  function film(name: string, picture: string, codec: readonly string[]): string {
    const path = join(directory, name)
    execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', picture, ...codec, path])
    return path
  }

  /** So long that its copy is not made before somebody looks, on any machine. */
  function joined(part: string): string {
    const path = join(directory, 'long.mp4')
    const again = ['-stream_loop', '39', '-i', part, '-c', 'copy', path]
    execFileSync('ffmpeg', ['-v', 'error', ...again])
    return path
  }

  function copiesOf(path: string): { readonly copies: Copies; readonly folder: string } {
    const place = join(directory, randomBytes(4).toString('hex'))
    const folder = `${place}.copies`
    const originals = new Originals(async () => await Promise.resolve(openedOf(path)))
    const state = stateOf(openState(`${place}.db`, 'b'.repeat(64)))
    return {
      copies: new Copies(state, {
        directory: folder,
        random,
        originals,
        promised: () => new Set(),
        bug: (error) => {
          throw error
        },
        timeOf: () => null,
      }),
      folder,
    }
  }

  it('are made of HEVC too', async () => {
    const { copies } = copiesOf(short)
    const { id } = await copies.make({ request, clip, plan })
    const made = await until(
      () => viewOf(copies, id),
      ({ state }) => state.kind !== 'making',
    )
    assert.ok(made.state.kind === 'made')
    assert.equal(made.state.frames, 50)
  })

  it('tell how far they are, stop at once when dropped, and leave neither a program nor a file', async () => {
    const { copies, folder } = copiesOf(long)
    const { id } = await copies.make({ request, clip, plan })
    const parts = new Set<number>()
    await until(
      () => viewOf(copies, id),
      ({ state }) => {
        if (state.kind === 'making' && state.part > 0 && state.part < 1) parts.add(state.part)
        return parts.size >= 2
      },
    )
    assert.notEqual(await programsOn(folder), 0, 'control: it is at work')
    await copies.drop(id)
    await copies.stop()
    await until(
      async () => await programsOn(folder),
      (count) => count === 0,
    )
    assert.deepEqual(await readdir(folder), [])
  })

  it('that were half made when the machine stopped are gone at the next start; made ones stay', async () => {
    const { copies, folder } = copiesOf(short)
    const { id } = await copies.make({ request, clip, plan })
    await until(
      () => viewOf(copies, id),
      ({ state }) => state.kind === 'made',
    )
    for (const name of ['aa.mp4', 'aa.mp4.encoded', 'aa.mp4.encoded.filters'])
      await writeFile(join(folder, name), 'left behind')
    await copies.tidy()
    assert.deepEqual(await readdir(folder), [`${id}.mp4`])
  })
})

function random(length: number): Uint8Array {
  return new Uint8Array(randomBytes(length))
}

function openedOf(path: string): OpenedOriginal {
  const time: OpenedOriginal['time'] = {
    shown: '2026-11-22T20:45:00',
    zone: 'UTC',
    stamps: 'start',
    seconds: null,
    slackSeconds: 1,
  }
  return {
    path,
    fileName: 'film.mp4',
    time,
    [Symbol.asyncDispose]: async () => {
      await Promise.resolve()
    },
  }
}

function viewOf(copies: Copies, id: string): CopyView {
  const view = copies.of(request).find((copy) => copy.id === id)
  assert.ok(view)
  return view
}

async function until<T>(look: () => T | Promise<T>, isSo: (seen: T) => boolean): Promise<T> {
  for (let time = 0; time < looks; time += 1) {
    const seen = await look()
    if (isSo(seen)) return seen
    await sleep(lookMillis)
  }
  throw new Error('It never came to that')
}

/** Programs that have a file of this folder among their words. */
async function programsOn(folder: string): Promise<number> {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const words = await Promise.all(
    processes.map(
      async (id) => await readFile(join('/proc', id, 'cmdline'), 'latin1').catch(() => ''),
    ),
  )
  return words.filter((line) => line.includes(folder)).length
}
