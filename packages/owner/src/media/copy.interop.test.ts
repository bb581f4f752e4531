import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'

import { makeCopy } from './copy.ts'
import { probe } from './probe.ts'

/** Words that no part of a copy may hold. */
const secret = 'Garage-Camera-7391'

let directory = ''
let source = ''

/** Four seconds at 25 pictures a second, a key picture each two seconds, with sound and many words. */
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'porchlight-media-'))
  source = join(directory, 'source.mp4')
  const words = ['title', 'comment', 'location', 'make'].flatMap((name) => [
    '-metadata',
    `${name}=${name === 'location' ? '+41.3976-081.5022/' : secret}`,
  ])
  execFileSync('ffmpeg', [
    ...'-v error -f lavfi -i testsrc2=s=321x241:r=25:d=4 -f lavfi -i sine=d=4'.split(' '),
    ...'-vf scale=321:241 -c:v libx264 -g 50 -pix_fmt yuv444p -c:a aac -metadata creation_time=2026-01-02'.split(
      ' ',
    ),
    ...words,
    '-metadata:s:v',
    `handler_name=${secret}`,
    '-movflags',
    'use_metadata_tags',
    source,
  ])
})
after(async () => {
  await rm(directory, { recursive: true })
})

/** Pictures that a file holds, those that players are told to skip included. */
function pictures(path: string): number {
  const args = '-v error -ignore_editlist 1 -count_frames -select_streams v:0 -of csv=p=0'
  const shown = ['-show_entries', 'stream=nb_read_frames']
  return Number(execFileSync('ffprobe', [...args.split(' '), ...shown, path], { encoding: 'utf8' }))
}

describe('probe()', () => {
  it('names what the file tells', async () => {
    const { media, audio, reveals } = await probe(source)
    assert.deepEqual(media, {
      type: 'video/mp4',
      codec: 'h264',
      width: 321,
      height: 241,
      seconds: media.seconds,
    })
    assert.ok(audio)
    const kinds = new Set(reveals.map(({ kind }) => kind))
    for (const kind of ['time', 'position', 'device', 'words', 'sound'] as const)
      assert.ok(kinds.has(kind), kind)
  })

  it('refuses what is no video, also under the name of one', async () => {
    const path = join(directory, 'playlist.mp4')
    await writeFile(path, `#EXTM3U\n#EXTINF:1,\n${source}\n`)
    await assert.rejects(probe(path), { code: 'clip/not-a-video' })
    await writeFile(path, Buffer.concat([Buffer.from('\0\0\0\x18ftypisom'), Buffer.alloc(500)]))
    await assert.rejects(probe(path), { code: 'clip/not-a-video' })
  })
})

describe('makeCopy()', () => {
  it('is made of any cut, whatever part of a second it ends at', async () => {
    const place = await mkdtemp(join(tmpdir(), 'porchlight-any-cut-'))
    const long = join(place, 'long.mp4')
    execFileSync('ffmpeg', [
      ...'-v error -f lavfi -i testsrc2=s=64x48:r=5:d=50 -c:v libx264 -preset ultrafast'.split(' '),
      long,
    ])
    const found = await probe(long)
    // 43.6 seconds by the arithmetic of doubles: 43.599999999999994
    for (const cut of [
      { from: 0.1, to: 43.7 },
      { from: 1 / 3, to: 2 / 3 + 40 },
    ]) {
      const target = join(place, 'part.mp4')
      const { seconds } = await makeCopy({
        source: long,
        probe: found,
        target,
        cut,
        audio: 'removed',
      })
      assert.ok(Math.abs(seconds - (cut.to - cut.from)) < 0.5, String(seconds))
    }
    await rm(place, { recursive: true })
  })

  it('holds exactly the pictures of the cut, and nothing that the original says', async () => {
    const target = join(directory, 'cut.mp4')
    const told: number[] = []
    const { frames, seconds, sound } = await makeCopy({
      source,
      probe: await probe(source),
      target,
      cut: { from: 1.2, to: 3.2 },
      audio: 'removed',
      progress: (part) => {
        told.push(part)
      },
    })
    assert.deepEqual([pictures(target), frames, seconds, sound], [50, 50, 2, null])
    assert.equal(told.at(-1), 1)
    const copy = await probe(target)
    assert.deepEqual([copy.audio, copy.reveals], [false, []])
    assert.deepEqual((await readdir(directory)).toSorted(), [
      'cut.mp4',
      'playlist.mp4',
      'source.mp4',
    ])
    const bytes = await readFile(target)
    for (const word of [secret, '41.3976', 'x264', 'Lavc', 'Lavf'])
      assert.equal(bytes.includes(word), false)
  })

  it('keeps the sound where it is told to', async () => {
    const target = join(directory, 'sound.mp4')
    await makeCopy({ source, probe: await probe(source), target, cut: null, audio: 'kept' })
    assert.equal(pictures(target), 100)
    assert.ok((await probe(target)).audio)
  })

  it('refuses a cut outside, and a file that breaks off', async () => {
    const found = await probe(source)
    const target = join(directory, 'none.mp4')
    const given = { source, probe: found, target, audio: 'removed' } as const
    await assert.rejects(makeCopy({ ...given, cut: { from: 9, to: 10 } }), {
      code: 'clip/cut-outside',
    })
    const broken = join(directory, 'broken.mp4')
    await writeFile(broken, (await readFile(source)).subarray(0, 2000))
    await assert.rejects(makeCopy({ ...given, source: broken, cut: null }), {
      code: 'clip/cannot-decode',
    })
  })

  it('stops when told to', async () => {
    const target = join(directory, 'stopped.mp4')
    const reason = new Error('enough')
    const given = {
      source,
      probe: await probe(source),
      target,
      cut: null,
      audio: 'removed',
    } as const
    await assert.rejects(makeCopy({ ...given, signal: AbortSignal.abort(reason) }), reason)
  })
})
