import { strict as assert } from 'node:assert'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'

import { trueIntervals } from '@porchlight/owner'

import { detect } from '../names/read-name.ts'
import { FolderSource } from './folder.ts'
import type { FoundClip } from './source.ts'

const run = promisify(execFile)
const shared =
  process.env['PORCHLIGHT_SHARED'] ?? join(import.meta.dirname, '../../../../../shared')
const clips = join(shared, 'data', 'clips')
const now = Date.parse('2026-11-24T12:00:00Z')

/** One moment as each maker writes it: 23 November 2026, 21:10:05 in New York. */
const moment = '2026-11-24T02:10:05Z'
const names: Readonly<Record<string, string>> = {
  Frigate: '2026-11-24/02/front_door/10.05.mp4',
  motion: 'porch/01-20261123211005.mp4',
  Reolink: 'Driveway_00_20261123211005.mp4',
  Tesla: '2026-11-23_21-10-05-front.mp4',
  BlackVue: '20261123_211005_NF.mp4',
  Viofo: '2026_1123_211005_0042F.MP4',
  Nextbase: '261123_211005_001_FH.MP4',
  Yi: '2026Y11M23D21H/E110M05S60.mp4',
  Canon: '20261124021005-021105-M00_507.mov',
  Panasonic: '20261123/1M211005.mp4',
  phone: 'VID_20261123_211005.mp4',
}

describe(
  'real clips, renamed as each maker names them',
  {
    skip: existsSync(clips) ? false : `not there: ${clips}`,
  },
  () => {
    for (const [at, [maker, name]] of Object.entries(names).entries()) {
      it(`${maker}: the moment and the length`, async () => {
        await using folder = await folderWith(name, at)
        assert.equal(detect([name])?.name, maker)
        const source = new FolderSource({
          path: folder.path,
          zone: 'America/New_York',
          learned: null,
          log: null,
          now: () => now,
        })
        const found: FoundClip[] = []
        for await (const clip of source.clips(null, AbortSignal.timeout(20_000))) found.push(clip)
        const [clip] = found
        assert.ok(clip)
        const { stdout } = await run('ffprobe', [
          '-v',
          'error',
          '-show_entries',
          'format=duration',
          '-of',
          'csv=p=0',
          join(folder.path, name),
        ])
        // a name that tells both ends is believed before the file
        if (maker !== 'Canon' && maker !== 'Yi')
          assert.ok(Math.abs((clip.time.seconds ?? 0) - Number(stdout)) < 1, stdout)
        const { slackSeconds } = clip.time
        const [interval] = trueIntervals({ ...clip.time, slackSeconds: 0 }, [])
        const off = Math.abs(Date.parse(interval?.from ?? '') - Date.parse(moment)) / 1000
        assert.ok(off <= slackSeconds, `${String(off)} s off, ${String(slackSeconds)} s of slack`)
      })
    }
  },
)

async function folderWith(
  name: string,
  at: number,
): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'porchlight-renamed-'))
  const file = join(path, name)
  await mkdir(dirname(file), { recursive: true })
  const all = (await readdir(clips)).filter((one) => one.endsWith('.mp4')).toSorted()
  await copyFile(join(clips, all[at % all.length] ?? ''), file)
  const old = now / 1000 - 9000
  await utimes(file, old, old)
  return {
    path,
    [Symbol.asyncDispose]: async () => {
      await rm(path, { recursive: true })
    },
  }
}
