import { strict as assert } from 'node:assert'
import { execFile } from 'node:child_process'
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'

import { mkvSeconds } from './mkv-length.ts'
import { mp4Seconds } from './mp4-length.ts'

const run = promisify(execFile)

describe('the length of a recording by its header, as ffmpeg writes it', () => {
  let directory = ''
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'porchlight-length-'))
  })
  after(async () => {
    await rm(directory, { recursive: true })
  })

  async function film(name: string): Promise<string> {
    const path = join(directory, name)
    const args = `-v error -y -f lavfi -i testsrc2=size=64x64:rate=10 -t 7 -c:v libx264 ${path}`
    await run('ffmpeg', args.split(' '))
    return path
  }

  it('is told by Matroska and MP4, and not where the end was never written', async () => {
    assert.equal(await mkvSeconds(await film('a.mkv')), 7)
    assert.equal(await mp4Seconds(await film('a.mp4')), 7)
    assert.equal(await mkvSeconds(join(directory, 'a.mp4')), null)
    // as it is while a recorder writes it: how long it will be nobody knows
    const path = join(directory, 'live.mkv')
    const stream = await film('a.h264')
    const { stdout } = await run(
      'ffmpeg',
      `-v error -r 10 -i ${stream} -c:v libx264 -f matroska -`.split(' '),
      { encoding: 'buffer' },
    )
    await writeFile(path, stdout)
    assert.equal(await mkvSeconds(path), null)
    const whole = await readFile(join(directory, 'a.mkv'))
    for (let length = 0; length < 400; length += 7) {
      await using file = await open(path, 'w')
      await file.writeFile(whole.subarray(0, length))
      const seconds = await mkvSeconds(path)
      assert.ok(seconds === null || seconds === 7, String(length))
    }
  })
})
