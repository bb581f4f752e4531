import { strict as assert } from 'node:assert'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { crc32 } from 'node:zlib'

import { instantOf } from '@porchlight/core'
import { startHub } from '@porchlight/hub'
import type { RunningHub } from '@porchlight/hub'

import { run } from '../fixture.test.ts'
import type { Run } from '../fixture.test.ts'

describe('porchlight hub, asking the running hub', { timeout: 60_000 }, () => {
  let directory = ''
  let hub: RunningHub
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'porchlight-cli-hub-'))
    hub = await startHub({
      directory: join(directory, 'state'),
      key: randomBytes(32).toString('hex'),
      host: '127.0.0.1',
      port: 0,
      password: null,
      webDirectory: null,
      now: () => instantOf(Date.now()),
      random: (length) => randomBytes(length),
      lineTo: (origin) => ({ origin, send: fetch }),
      notify: () => undefined,
      bug: (error) => {
        throw error
      },
    })
  })
  after(async () => {
    await hub.close()
    await rm(directory, { recursive: true })
  })

  async function asks(...args: readonly string[]): Promise<Run> {
    return await run(['hub', ...args, '--hub', hub.address], { send: fetch })
  }

  it('shares filters as a file, and takes such a file beside what is there or in its place', async () => {
    assert.match((await asks('filters', 'show')).said, /Nothing is hidden/)
    const list = join(directory, 'list.json')
    await writeFile(
      list,
      '{"kind":"porchlight/filters/v1","hideBadges":["287g"],"hideOffences":["theft","littering"]}',
    )
    const taken = await asks('filters', 'import', list)
    assert.equal(taken.status, 0)
    assert.match(taken.said, /287\(g\).*\n.*not known here.*\n.*Theft/i)
    assert.match(taken.noted, /littering/)
    await writeFile(
      list,
      '{"kind":"porchlight/filters/v1","hideBadges":[],"hideOffences":["arson"]}',
    )
    assert.match((await asks('filters', 'import', list)).said, /Arson[\s\S]*Theft/)
    assert.doesNotMatch((await asks('filters', 'import', list, '--replace')).said, /Theft/)
    const out = join(directory, 'out.json')
    assert.equal((await asks('filters', 'export', out)).status, 0)
    assert.match(await readFile(out, 'utf8'), /"arson"/)
    assert.notEqual(
      (await asks('filters', 'export', out)).status,
      0,
      'not over a file that is there',
    )
  })

  it('refuses a list that is none, says why, and changes nothing', async () => {
    const bad = join(directory, 'bad.json')
    await writeFile(bad, '||ads.example^')
    const { status, noted } = await asks('filters', 'import', bad)
    assert.equal(status, 1)
    assert.match(noted, /Nothing was changed/)
    assert.match(noted, /not JSON/)
    assert.match((await asks('filters', 'show')).said, /Arson/)
  })

  it('takes a zip of Ring, asks when names tell nothing, and forgets it with the source', async () => {
    const zip = join(directory, 'Ring.zip')
    const zips = join(directory, 'state', 'zips')
    await writeFile(zip, zipOf(['Front_Door_20261123_211005.mp4', 'RingVideo_20261124_090000.mp4']))
    const added = await asks('add', 'ring-zip', zip, '--zone', 'America/New_York')
    assert.equal(added.status, 0, added.noted)
    assert.match(added.said, /1 videos, their times in America\/New_York/)
    assert.match(added.noted, /saved in the app/)
    assert.equal((await readdir(zips)).length, 1)
    const [source] = hub.hub.state.sources.all()
    assert.ok(source)
    await hub.hub.removeSource(source.id)
    assert.deepEqual(await readdir(zips), [])
    await writeFile(zip, zipOf(['ch01_231126211005.mp4']))
    const asked = await asks('add', 'ring-zip', zip)
    assert.equal(asked.status, 1)
    assert.match(asked.noted, /ch01_231126211005\.mp4/)
    const taught = await asks('add', 'ring-zip', zip, '--begins', '2026-11-23T21:10:05')
    assert.equal(taught.status, 0, taught.noted)
    assert.equal((await readdir(zips)).length, 1, 'what was asked about lies there no more')
    await writeFile(zip, 'no zip')
    assert.match((await asks('add', 'ring-zip', zip)).noted, /no zip that can be read/)
  })

  it('says what is wrong with which argument', async () => {
    for (const [args, said] of [
      [['add', 'instance', 'notaurl'], /'notaurl' .* argument 'url'.*For example: https:/],
      [['add', 'instance', 'localhost:8123'], /Write http:.* before it: http:\/\/localhost:8123/],
      [['add', 'frigate', 'frigate', '--user', 'hub'], /argument 'url'.*For example: https:.*8971/],
      [['add', 'folder', '.', '--zone', 'New York'], /'--zone <name>' .*America\/New_York/],
      [['add', 'ring-zip', 'x.zip', '--zone', 'EDT5'], /'--zone <name>' .*America\/New_York/],
      [['review', 'nonsense'], /argument 'request'.*r and twelve letters or digits/],
      [['send', 'nonsense', '--clip', '0'.repeat(16)], /argument 'request'/],
      [['send', 'r00000000000a', '--clip', 'x'], /'--clip <id...>' .*16 digits/],
      [['status', '--hub', 'localhost:4747'], /'--hub <url>' .*before it: http:\/\/localhost:4747/],
    ] as const) {
      const { status, noted } = await run(['hub', ...args], { send: fetch })
      assert.equal(status, 2, args.join(' '))
      assert.match(noted, said)
    }
  })

  it('says of a name that cannot be learned why', async () => {
    const zip = join(directory, 'Party.zip')
    await writeFile(zip, zipOf(['family-birthday.mp4']))
    const asked = await asks('add', 'ring-zip', zip)
    assert.match(asked.noted, /If its digits are those of a date and a time/)
    const taught = await asks('add', 'ring-zip', zip, '--begins', '2026-11-23T21:10:05')
    assert.equal(taught.status, 1)
    assert.match(taught.noted, /digits of family-birthday\.mp4 do not tell 2026-11-23T21:10:05/)
    assert.match(taught.noted, /without a date and a time can be read by nobody/)
  })

  it('says where a folder can be added whose names nobody reads', async () => {
    const folder = join(directory, 'others')
    await mkdir(folder)
    await writeFile(join(folder, 'cam 23.11.2026 21h10m05.mp4'), '')
    const { status, noted } = await asks('add', 'folder', folder)
    assert.equal(status, 1)
    assert.match(noted, /tell no time that we can read\n.*one example, on its screens/)
  })

  it('says how a folder is looked at', async () => {
    const folder = join(directory, 'recordings')
    await mkdir(folder)
    assert.equal((await asks('add', 'folder', folder)).status, 0)
    assert.match((await asks('status')).said, /source {5}folder .*recordings/)
  })
})

/** Larger than what the hub reads of any other call. */
const data = Buffer.alloc(5 * 1024 ** 2)

/** Files that hold the same, stored (APPNOTE 4.3). */
function zipOf(names: readonly string[]): Buffer {
  const [bodies, list] = [[] as Buffer[], [] as Buffer[]]
  for (const name of names) {
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(data.length, 18)
    common.writeUInt16LE(name.length, 22)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(Buffer.concat(bodies).length, 10)
    const [head, entry] = [Buffer.from('PK\u0003\u0004'), Buffer.from('PK\u0001\u0002\u0014\u0003')]
    bodies.push(Buffer.concat([head, common, Buffer.from(name), data]))
    list.push(Buffer.concat([entry, common, rest, Buffer.from(name)]))
  }
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0)
  end.writeUInt16LE(names.length, 8)
  end.writeUInt16LE(names.length, 10)
  end.writeUInt32LE(Buffer.concat(list).length, 12)
  end.writeUInt32LE(Buffer.concat(bodies).length, 16)
  return Buffer.concat([...bodies, ...list, end])
}
