import { strict as assert } from 'node:assert'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, it } from 'node:test'

import { listFolder } from './folders.ts'
import { detect } from './names/read-name.ts'

const directories: string[] = []
after(() => {
  for (const directory of directories) rmSync(directory, { recursive: true })
})

function folder(files: Readonly<Record<string, Buffer | string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'porchlight-listed-'))
  directories.push(root)
  for (const [path, bytes] of Object.entries(files)) {
    const file = join(root, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, bytes)
  }
  return root
}

/** Two packets, each behind so many bytes of a time. */
function stream(stampBytes: number): Buffer {
  const packet = Buffer.alloc(stampBytes + 188)
  packet[stampBytes] = 0x47
  return Buffer.concat([packet, packet])
}

describe('listFolder()', () => {
  it('takes no source of a program for a recording', async () => {
    const listing = await listFolder(
      folder({
        'a_measure.ts': 'export const measure = 1\n'.repeat(20),
        'lib/es2015.d.ts': 'G'.repeat(400),
        'lib/20261123-211005.mts': 'export {}',
        'lib/empty.ts': '',
      }),
    )
    assert.deepEqual([listing.videos, listing.samples], [0, []])
  })

  it('takes transport streams for recordings, with and without a time before each packet', async () => {
    const listing = await listFolder(
      folder({
        '2026_1123_211005_0042F.TS': stream(0),
        '2026_1123_211105_0043F.TS': 'just being written',
        'PRIVATE/AVCHD/00001.MTS': stream(4),
      }),
    )
    assert.equal(listing.videos, 2)
    assert.equal(listing.samples.length, 3)
    assert.equal(detect(listing.samples)?.name, 'Viofo')
  })

  it('shows a name of the recorder that it says it found', async () => {
    const { samples } = await listFolder(
      folder({
        'a/Driveway_00_20261123211005.mp4': '',
        'b/01-20261123211005.mp4': '',
        'b/02-20261123211105.mp4': '',
      }),
    )
    assert.equal(detect(samples)?.name, 'motion')
    assert.match(samples[0] ?? '', /^b\//)
    assert.equal(samples.length, 3)
  })

  it('shows a name that can be taught by, where nobody reads them', async () => {
    const { samples } = await listFolder(
      folder({ 'birthday.mp4': '', 'hiv00001.mp4': '', 'cam/23.11.2026 21h10.avi': '' }),
    )
    assert.equal(detect(samples), null)
    assert.equal(samples[0], 'cam/23.11.2026 21h10.avi')
  })

  it('lets no folder with many files speak for all the others', async () => {
    const many = Array.from({ length: 300 }, (_, at) => [`tmp/clip${String(at)}.mp4`, ''] as const)
    const cameras = Array.from(
      { length: 60 },
      (_, at) => [`motion/cam${String(at)}/01-20261123211005.mp4`, ''] as const,
    )
    const { samples } = await listFolder(folder(Object.fromEntries([...many, ...cameras])))
    assert.equal(detect(samples)?.name, 'motion')
  })

  it('finds recordings as deep as a source does', async () => {
    const path = 'frigate/media/recordings/2026-11-24/02/front_door/10.05.mp4'
    const { samples } = await listFolder(folder({ [path]: '' }))
    assert.deepEqual(samples, [path])
  })
})
