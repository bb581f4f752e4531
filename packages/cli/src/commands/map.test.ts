import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'

import { api, call, MapAnswer } from '@porchlight/core'
import type { Line, Member } from '@porchlight/core'
import { startServer } from '@porchlight/server'
import type { RunningServer } from '@porchlight/server'

import { portNear } from '../demo/port.ts'
import { run } from '../fixture.test.ts'
import type { Run } from '../fixture.test.ts'
import { cookieLine } from '../signed-in.ts'

async function send(request: Request): Promise<Response> {
  return await fetch(request)
}

function geoJson(count: number): string {
  const features = Array.from({ length: count }, (_, at) => ({
    type: 'Feature',
    id: `node/${String(at + 1)}`,
    properties: { man_made: 'surveillance', surveillance: 'public' },
    geometry: { type: 'Point', coordinates: [-81.5, 41.4] },
  }))
  return JSON.stringify({ type: 'FeatureCollection', features })
}

describe('porchlight map build', () => {
  let directory = ''
  let origin = ''
  let server: RunningServer | null = null

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'porchlight-map-'))
    const port = await portNear(0)
    origin = `http://localhost:${String(port)}`
    const dataDirectory = join(directory, 'data')
    server = await startServer({ dataDirectory, origin, port, demo: true })
  })
  after(async () => {
    await server?.close()
    await rm(directory, { recursive: true })
  })

  async function codeOf(role: Member['role']): Promise<string> {
    const line: Line = cookieLine({ origin, send }, null)
    const { members } = await call(line, api.demoMembers, {})
    const member = members.find((each) => each.role === role)?.id ?? ''
    await call(line, api.demoSignIn, { member })
    return (await call(line, api.connectCode, {})).code
  }

  async function build(text: string, ...more: readonly string[]): Promise<Run> {
    const file = join(directory, 'devices.geojson')
    await writeFile(file, text)
    return await run(['map', 'build', file, ...more], { send })
  }

  it('tells what would be published, and sends nothing', async () => {
    const { status, said } = await build(geoJson(3), '--dry-run')
    assert.equal(status, 0)
    assert.match(said, /^devices +3$/m)
    assert.match(said, /Nothing was sent\./)
    const wrong = await build(geoJson(0), '--dry-run')
    assert.deepEqual([wrong.status, /It has no device/.test(wrong.noted)], [1, true])
  })

  it('builds the map of an instance, and names the entry of the log', async () => {
    const sent = ['--to', origin, '--code', await codeOf('steward')]
    const { status, said } = await build(geoJson(6), ...sent)
    assert.equal(status, 0)
    assert.match(said, /Accepted: entry \d+ of the public log says so\./)
    const again = ['--to', origin, '--code', await codeOf('steward'), '--json']
    const refused = await build(geoJson(2), ...again)
    assert.equal(refused.status, 1)
    assert.match(refused.noted, /fewer than half of the devices of the map that stands/)
    const { accepted, refusals, devices } = MapAnswer.parse(JSON.parse(refused.said))
    assert.deepEqual([accepted, refusals, devices], [false, ['halved'], 2])
  })

  it('refuses who is no steward, who says nothing, and what is no map', async () => {
    const agency = await build(geoJson(1), '--to', origin, '--code', await codeOf('agency'))
    assert.deepEqual([agency.status, /Only a steward/.test(agency.noted)], [1, true])
    const nobody = await build(geoJson(1), '--to', origin)
    assert.match(nobody.noted, /Get a one-time code at the steward’s desk/)
    const nowhere = await build(geoJson(1))
    assert.match(nowhere.noted, /Give its address: --to URL/)
    const used = await build(geoJson(1), '--to', origin, '--code', 'x')
    assert.equal(used.status, 1)
    const text = await build('{}', '--to', origin, '--code', await codeOf('steward'))
    assert.match(text.noted, /not a GeoJSON FeatureCollection/)
    const code = await codeOf('steward')
    assert.equal((await build('{}', '--to', origin, '--code', code)).status, 1)
    const good = await build(geoJson(6), '--to', origin, '--code', code)
    assert.equal(good.status, 0, 'a file that is none does not use the code up')
    assert.equal((await run(['map', 'build', '/nowhere'], { send })).status, 1)
    assert.equal((await run(['map'], { send })).status, 2)
  })
})
