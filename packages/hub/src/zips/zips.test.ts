import { strict as assert } from 'node:assert'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, describe, it } from 'node:test'
import { crc32, deflateRawSync } from 'node:zlib'

import { openState } from '../state/database.ts'
import { stateOf } from '../state/state.ts'
import { unpackVideos } from './unpack.ts'
import { Zips } from './zips.ts'

const directory = mkdtempSync(join(tmpdir(), 'porchlight-zips-'))
const state = stateOf(openState(join(directory, 'hub.db'), 'ab'.repeat(32)))
after(() => {
  state.database.close()
  rmSync(directory, { recursive: true })
})

interface Part {
  readonly name: string
  readonly data: Buffer
  /** What is said of it, where that is not so. */
  readonly says?: Partial<Record<'bytes' | 'crc' | 'flags', number>>
  readonly packs?: boolean
  /** Unix mode: a link is 0o120777. */
  readonly mode?: number
}

/** A zip as its format has it: each part, then the list of them, then the end (APPNOTE 4.3). */
function zipOf(parts: readonly Part[]): Buffer {
  const bodies: Buffer[] = []
  const list: Buffer[] = []
  let at = 0
  for (const { name, data, says = {}, packs = false, mode = 0o100644 } of parts) {
    const packed = packs ? deflateRawSync(data) : data
    const { flags = 0x0800, crc = crc32(data), bytes = data.length } = says
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(flags, 2)
    common.writeUInt16LE(packs ? 8 : 0, 4)
    common.writeUInt32LE(crc, 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(bytes, 18)
    common.writeUInt16LE(Buffer.byteLength(name), 22)
    const body = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE((mode << 16) >>> 0, 6)
    rest.writeUInt32LE(at, 10)
    const madeBy = Buffer.from([20, 3])
    list.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002'), madeBy, common, rest, Buffer.from(name)]),
    )
    bodies.push(body)
    at += body.length
  }
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(Buffer.concat(list).length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...bodies, ...list, end])
}

const video = randomBytes(5000)
const good = { name: 'Front_Door_20261123_211005.mp4', data: video }
const limits = { maxEntries: 10, maxBytes: 100_000, maxGrowth: 3 }

let made = 0
async function unpack(zip: Buffer, others: Partial<typeof limits> = {}) {
  made += 1
  const target = join(directory, 'inside', String(made))
  const file = join(directory, `${String(made)}.zip`)
  writeFileSync(file, zip)
  const found = await unpackVideos(file, target, { ...limits, ...others })
  return { ...found, target }
}

describe('unpackVideos()', () => {
  it('unpacks the videos, stored or packed, and leaves the rest', async () => {
    const { videos, others, target } = await unpack(
      zipOf([
        good,
        { name: 'garage/', data: Buffer.alloc(0) },
        { name: 'garage/2026-11-23 21-10-05.mp4', data: video, packs: true },
        { name: 'read me.txt', data: Buffer.from('x') },
        { name: '__MACOSX/._Front_Door_20261123_211005.mp4', data: Buffer.from('x') },
        { name: '.hidden.mp4', data: Buffer.from('x') },
      ]),
    )
    assert.deepEqual(videos, [good.name, 'garage/2026-11-23 21-10-05.mp4'])
    assert.equal(others, 3)
    for (const path of videos) assert.deepEqual(readFileSync(join(target, path)), video)
  })

  it('lets no name out of its folder, and makes no link', async () => {
    for (const name of ['../out.mp4', 'a/../../out.mp4', '/tmp/porchlight-out.mp4', 'C:/out.mp4'])
      await assert.rejects(unpack(zipOf([{ name, data: video }])), { code: 'zip/not-one' }, name)
    assert.ok(!existsSync(join(directory, 'out.mp4')))
    assert.ok(!existsSync(join(directory, 'inside', 'out.mp4')))
    assert.ok(!existsSync('/tmp/porchlight-out.mp4'))
    const { target } = await unpack(
      zipOf([{ name: 'link.mp4', data: Buffer.from('/etc/passwd'), mode: 0o120777 }]),
    )
    assert.equal(readFileSync(join(target, 'link.mp4'), 'utf8'), '/etc/passwd')
  })

  it('is filled by no bomb: not by what it says, nor by what it does not say', async () => {
    const zeros = Buffer.alloc(90_000)
    const cases: readonly [string, Buffer][] = [
      ['zip/too-large', zipOf([{ name: 'a.mp4', data: zeros, packs: true }])],
      ['zip/too-large', zipOf([{ ...good, data: randomBytes(120_000) }])],
      [
        'zip/too-large',
        zipOf(Array.from({ length: 11 }, (_, at) => ({ ...good, name: `${String(at)}.mp4` }))),
      ],
      // says that it is small
      ['zip/not-one', zipOf([{ name: 'a.mp4', data: zeros, packs: true, says: { bytes: 10 } }])],
      ['zip/not-one', zipOf([{ ...good, says: { crc: 1 } }])],
      // says that it needs a password
      ['zip/not-one', zipOf([{ ...good, says: { flags: 0x0801 } }])],
      ['zip/not-one', zipOf([good, good])],
    ]
    for (const [code, zip] of cases) await assert.rejects(unpack(zip), { code })
  })

  it('refuses what is no zip, and one that was cut short', async () => {
    const zip = zipOf([good])
    for (const bytes of [Buffer.alloc(0), video, zip.subarray(0, 4000), zip.subarray(100)])
      await assert.rejects(unpack(bytes), { code: 'zip/not-one' })
  })
})

describe('Zips', () => {
  const place = join(directory, 'zips')
  const zips = new Zips(state, { directory: place, random: (length) => randomBytes(length) })
  const { signal } = new AbortController()

  it('tells what is in a zip, and of names that tell no time of taking', async () => {
    const view = await zips.take(
      Readable.from([
        zipOf([
          { name: 'RingVideo_20261124_090000.mp4', data: video },
          { name: 'Front Door/2026-11-23 21-10-05.mp4', data: video },
          { name: 'Back/2026-11-23 21-12-05.mp4', data: video },
        ]),
      ]),
      signal,
    )
    const { zip, ...told } = view
    assert.deepEqual(told, {
      videos: 3,
      others: 0,
      saved: 1,
      grammar: 'dated',
      asksZone: true,
      example: 'Front Door/2026-11-23 21-10-05.mp4',
    })
    assert.deepEqual(readdirSync(place), [zip], 'the zip itself is gone')
  })

  it('keeps nothing of a bad one, and nothing that never became a source', async () => {
    const before = readdirSync(place)
    await assert.rejects(zips.take(Readable.from([video]), signal), { code: 'zip/not-one' })
    const empty = zipOf([{ name: 'a.txt', data: video }])
    await assert.rejects(zips.take(Readable.from([empty]), signal), { code: 'zip/no-videos' })
    assert.deepEqual(readdirSync(place), before)
    const { zip } = await zips.take(Readable.from([zipOf([good])]), signal)
    assert.deepEqual(readdirSync(place), [zip], 'the one that waited before is dropped')
    const source = { kind: 'ring-zip', zip, name: 'a.zip', zone: 'UTC', learn: null } as const
    state.sources.put('s', { id: '0123456789abcdef', source, certificate: null, readings: [] })
    const { zip: other } = await zips.take(Readable.from([zipOf([good])]), signal)
    assert.deepEqual(new Set(readdirSync(place)), new Set([zip, other]))
    await zips.tidy()
    assert.deepEqual(readdirSync(place), [zip])
  })
})
