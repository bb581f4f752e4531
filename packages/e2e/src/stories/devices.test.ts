import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { api, buildMapPath, codeOf, MapAnswer, sha256Hex } from '@porchlight/core'
import { z } from 'zod'

import { loggedEntries } from '../logged.ts'
import { geoJson, sendMap } from '../mapped.ts'
import { stranger } from '../person.ts'
import { openTown } from '../town.ts'
import { openWorld } from '../world.ts'

describe('the map of public devices', () => {
  it('is built by a steward, entered in the log, and served as the log names it', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const newest = `${world.origin}/map/devices.geojson`
    assert.equal((await fetch(newest)).status, 404)
    const answer = MapAnswer.parse(await (await sendMap(town.stewards[0].line, geoJson(5))).json())
    assert.deepEqual([answer.accepted, answer.devices], [true, 5])
    const entry = (await loggedEntries(world)).at(answer.entry)
    assert.deepEqual(entry?.kind === 'map.built' && [entry.accepted, entry.devices, entry.digest], [
      true,
      5,
      answer.digest,
    ])
    const served = await fetch(newest)
    const bytes = new Uint8Array(await served.arrayBuffer())
    assert.equal(sha256Hex(bytes), answer.digest)
    assert.equal(served.headers.get('content-type'), 'application/geo+json')
    const etag = String(served.headers.get('etag'))
    const again = await fetch(newest, { headers: { 'if-none-match': etag } })
    assert.equal(again.status, 304)
    const named = await fetch(`${world.origin}/map/devices/${answer.digest}.geojson`)
    assert.match(String(named.headers.get('cache-control')), /immutable/)
    assert.equal(sha256Hex(new Uint8Array(await named.arrayBuffer())), answer.digest)
    const text = new TextDecoder().decode(bytes)
    assert.match(text, /OpenStreetMap contributors/)
    assert.doesNotMatch(text, /Miller|555/)
    for (const digest of ['0'.repeat(64), 'x', '..%2f..%2fdatabase'])
      assert.equal((await fetch(`${world.origin}/map/devices/${digest}.geojson`)).status, 404)
  })

  it('keeps the one that stands where the next is refused, and says so in the log', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    await sendMap(town.stewards[0].line, geoJson(10))
    const refused = MapAnswer.parse(await (await sendMap(town.stewards[1].line, geoJson(4))).json())
    assert.deepEqual([refused.accepted, refused.refusals], [false, ['halved']])
    await world.restart()
    const served: unknown = await (await fetch(`${world.origin}/map/devices.geojson`)).json()
    const { features } = z.object({ features: z.array(z.unknown()) }).parse(served)
    assert.equal(features.length, 10)
    const entries = await loggedEntries(world)
    const built = entries.flatMap((each) => (each.kind === 'map.built' ? [each.accepted] : []))
    assert.deepEqual(built, [true, false])
    const page = await (await fetch(`${world.origin}/devices`)).text()
    assert.match(page, /turned down: 4 devices/)
  })

  it('is built by stewards alone', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const nobody = await sendMap(stranger(world.origin), geoJson(1))
    assert.deepEqual([nobody.status, codeOf(await nobody.json())], [401, 'session/none'])
    const agency = await sendMap(town.author.line, geoJson(1))
    assert.deepEqual([agency.status, codeOf(await agency.json())], [403, 'session/not-allowed'])
    const foreign = await town.stewards[0].line.send(
      new Request(new URL(buildMapPath, world.origin), {
        method: 'POST',
        headers: { 'content-type': 'application/geo+json', origin: 'https://evil.example' },
        body: geoJson(1),
      }),
    )
    assert.equal(foreign.status, 403)
    const kinds = (await loggedEntries(world)).map(({ kind }) => kind)
    assert.ok(!kinds.includes('map.built'))
  })

  it('takes no large body of a stranger, here or elsewhere', async () => {
    await using world = await openWorld()
    const large = `"${'x'.repeat(300 * 1024)}"`
    for (const path of [api.useConnectCode.path, api.openSubmission.path]) {
      const answer = await fetch(`${world.origin}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/geo+json' },
        body: large,
      })
      assert.equal(answer.status, 413, path)
    }
    const nobody = await sendMap(stranger(world.origin), large)
    assert.equal(nobody.status, 401)
  })

  it('is refused as what it is not, in words', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    for (const body of ['{}', 'not json', '[]']) {
      const answer = await sendMap(town.stewards[0].line, body)
      assert.deepEqual([answer.status, codeOf(await answer.json())], [422, 'map/not-geojson'])
    }
  })
})
