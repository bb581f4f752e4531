import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'

import type { OpenedOriginal } from '../sources/source.ts'
import { Originals } from './originals.ts'

const never = new AbortController().signal
const clip = '0123456789abcdef'

describe('originals that are looked at', () => {
  let directory = ''
  let film = ''

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'porchlight-originals-'))
    film = join(directory, 'film.mp4')
    const picture = '-v error -f lavfi -i testsrc2=s=64x48:r=5:d=1 -c:v libx264'.split(' ')
    execFileSync('ffmpeg', [...picture, film])
  })
  after(async () => {
    await rm(directory, { recursive: true })
  })

  it('are opened anew where the file is gone that was opened', async () => {
    const paths = [join(directory, 'first.mp4'), film]
    await copyFile(film, paths[0] ?? '')
    await using originals = new Originals(
      async () => await Promise.resolve(at(paths.shift() ?? '')),
    )
    const { original } = await originals.open(clip, never)
    assert.equal((await originals.open(clip, never)).original, original, 'opened once')
    await rm(original.path)
    assert.equal((await originals.open(clip, never)).original.path, film)
  })

  it('leave no film behind when they are closed, however it was made', async () => {
    await using originals = new Originals(async () => await Promise.resolve(at(film)))
    await originals.open(clip, never)
    let made = 0
    async function make(): Promise<string> {
      made += 1
      if (made === 1) throw new Error('It could not be made')
      const path = join(directory, 'looking.mp4')
      await writeFile(path, 'a film')
      return path
    }
    await assert.rejects(originals.film(clip, make), /could not/)
    const path = await originals.film(clip, make)
    assert.equal(await originals.film(clip, make), path)
    assert.equal(made, 2, 'tried again, then made once')
    await originals.close(clip)
    assert.deepEqual((await readdir(directory)).toSorted(), ['film.mp4'])
  })

  it('wait for no film that is still being made', async () => {
    await using originals = new Originals(async () => await Promise.resolve(at(film)))
    await originals.open(clip, never)
    const watched = originals.film(clip, async (stop) => {
      return await new Promise<string>((_resolve, reject) => {
        stop.addEventListener('abort', () => {
          reject(new Error('It was stopped', { cause: stop.reason }))
        })
      })
    })
    const refused = assert.rejects(watched, /stopped/)
    await originals.close(clip)
    await refused
  })
})

function at(path: string): OpenedOriginal {
  const time = {
    shown: '2026-11-22T22:10:00',
    zone: 'UTC',
    stamps: 'start',
    seconds: 1,
    slackSeconds: 0,
  } as const
  return {
    path,
    fileName: 'film.mp4',
    time,
    [Symbol.asyncDispose]: async () => await Promise.resolve(),
  }
}
