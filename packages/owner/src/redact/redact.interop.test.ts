import { strict as assert } from 'node:assert'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'

import { concat } from '@porchlight/core'

import { memoryFile } from './byte-file.ts'
import { isLonger } from './length.ts'
import { proveCopy } from './prove.ts'
import { stripMp4 } from './strip.ts'

const missing = ['ffmpeg', 'ffprobe', 'exiftool'].filter(
  (tool) => spawnSync(tool, ['-version']).error !== undefined,
)
const skip = missing.length > 0 && `needs ${missing.join(', ')}`

const secret = 'Garage-Camera-7391'
let directory = ''
let original = ''

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'porchlight-redact-'))
  original = join(directory, 'tagged.mp4')
  if (skip === false) makeTagged(original)
})
after(async () => {
  await rm(directory, { recursive: true })
})

/** Three seconds with B-frames, sound, x264's own words between the pictures, and many tags. */
function makeTagged(path: string): void {
  execFileSync('ffmpeg', [
    ...'-v error -y -f lavfi -i testsrc2=s=160x120:r=25:d=3 -f lavfi -i sine=d=3'.split(' '),
    ...'-c:v libx264 -g 25 -bf 2 -c:a aac -metadata creation_time=2026-01-02'.split(' '),
    ...['title', 'comment', 'make'].flatMap((name) => ['-metadata', `${name}=${secret}`]),
    '-metadata:s:v',
    `handler_name=${secret}`,
    '-movflags',
    'use_metadata_tags',
    path,
  ])
}

async function stripped(bytes: Uint8Array, name: string): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of stripMp4(memoryFile(bytes))) parts.push(part.slice())
  const path = join(directory, name)
  await writeFile(path, concat(...parts))
  return path
}

function print(tool: string, ...args: readonly string[]): string {
  return execFileSync(tool, args, { encoding: 'utf8' })
}

/** What the proof says of a film in this codec once it is stripped: its codecs, or why it is not clean. */
async function verdictOn(name: string, codec: string): Promise<string> {
  const path = join(directory, name)
  const film = '-v error -y -f lavfi -i testsrc2=s=160x120:r=25:d=2 -f lavfi -i sine=d=2'
  print('ffmpeg', ...`${film} ${codec} ${path}`.split(' '))
  const clean = await stripped(await readFile(path), `clean-${name}`)
  const verdict = await proveCopy(memoryFile(await readFile(clean)))
  return verdict.clean ? `${verdict.facts.picture} ${String(verdict.facts.sound)}` : verdict.because
}

describe('a stripped file, read by other programs', { skip }, () => {
  it('decodes to the same pictures at the same times, and the same sound', async () => {
    const path = await stripped(await readFile(original), 'same.mp4')
    for (const stream of ['v', 'a']) {
      const [one = '', other = ''] = [original, path].map((file) =>
        print('ffmpeg', ...`-v error -i ${file} -map 0:${stream} -f framemd5 -`.split(' ')),
      )
      const sums = [one, other].map((text) =>
        text
          .split('\n')
          .filter((line) => /^\d/.test(line))
          .map((line) => line.split(',').at(-1)?.trim()),
      )
      assert.ok((sums[0]?.length ?? 0) > 70)
      assert.deepEqual(sums[1], sums[0])
    }
    assert.equal(
      print(
        'ffprobe',
        ...`-v error -show_entries stream=start_time -of csv=p=0 ${path}`.split(' '),
      ).split('\n')[0],
      '0.000000',
    )
  })

  it('holds, control: in the original, absent: in the copy, every planted word and date', async () => {
    const bytes = await readFile(original)
    assert.ok(Buffer.from(bytes).includes(secret))
    assert.ok(Buffer.from(bytes).includes('x264'))
    const path = await stripped(bytes, 'absent.mp4')
    const copy = await readFile(path)
    // not "Lavc": it stands in packets of the sound, which is why a copy's sound is encoded anew
    for (const absent of [secret, 'x264', 'Lavf', 'Handler', 'udta'])
      assert.ok(!copy.includes(absent), absent)
    assert.ok(
      !/2026/.test(
        print(
          'exiftool',
          '-CreateDate',
          '-ModifyDate',
          '-TrackCreateDate',
          '-MediaCreateDate',
          path,
        ),
      ),
    )
  })

  it('holds no picture from outside a cut, with edit lists ignored too', async () => {
    const cut = join(directory, 'cut.mp4')
    print('ffmpeg', ...`-v error -y -ss 1.5 -i ${original} -t 1 -c copy ${cut}`.split(' '))
    const verdict = await proveCopy(memoryFile(await readFile(cut)))
    assert.equal(verdict.clean, false, 'a stream copy, control')
    // stripping shows what the stream copy hid: pictures that are out of turn
    const path = await stripped(await readFile(cut), 'cut-stripped.mp4')
    const shown = await proveCopy(memoryFile(await readFile(path)))
    assert.deepEqual(shown, { clean: false, because: 'hidden-footage' })
  })

  it('tells by its length what a stream copy brings along where every picture is in turn', async () => {
    const [plain, cut] = ['plain.mp4', 'plain-cut.mp4'].map((name) => join(directory, name))
    assert.ok(plain !== undefined && cut !== undefined)
    print(
      'ffmpeg',
      ...`-v error -y -i ${original} -an -c:v libx264 -bf 0 -g 25 ${plain}`.split(' '),
    )
    print('ffmpeg', ...`-v error -y -ss 1.5 -i ${plain} -t 1 -c copy ${cut}`.split(' '))
    const path = await stripped(await readFile(cut), 'plain-stripped.mp4')
    const verdict = await proveCopy(memoryFile(await readFile(path)))
    assert.ok(verdict.clean && isLonger(verdict.facts, 1))
  })
})

describe('what stands beside picture and sound in other codecs', { skip }, () => {
  const vp9 = '-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -pix_fmt yuv420p'
  const avc = '-c:v libx264 -bf 0'

  it('is nothing in VP9 and Opus as browsers encode them', async () => {
    const codec = `${vp9} -lag-in-frames 0 -auto-alt-ref 0 -c:a libopus`
    assert.equal(await verdictOn('vp9.mp4', codec), 'vp09 Opus')
  })

  it('is found in AAC with its encoder’s name, and is nothing without', async () => {
    assert.equal(await verdictOn('named.mp4', `${avc} -c:a aac`), 'hidden-unit')
    assert.equal(await verdictOn('nameless.mp4', `${avc} -c:a aac -flags:a +bitexact`), 'avc1 mp4a')
  })
})
