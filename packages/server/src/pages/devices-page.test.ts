import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import type { Entry } from '@porchlight/core'

import { facts, pagesApp } from './fixture.test.ts'
import { tagsOf, textOf } from './markup.test.ts'

function built(devices: number, accepted: boolean, digit = '0'): Entry {
  const digest = digit.repeat(64)
  return { kind: 'map.built', digest, devices, accepted, at: '2026-11-10T10:00:00Z' }
}

async function bodyOf(entries: readonly Entry[], path = '/devices'): Promise<string> {
  const { statusCode, body } = await pagesApp({ entries }).inject(path)
  assert.equal(statusCode, 200)
  return body
}

function plain(body: string): string {
  return textOf(body).replaceAll(/\s+/g, ' ')
}

describe('the page of public devices', () => {
  it('says that there is no map, and offers none', async () => {
    for (const entries of [[], [built(0, false)]]) {
      const body = await bodyOf(entries)
      assert.match(plain(body), /No map was built here yet/)
      assert.ok(!body.includes('.geojson'))
    }
  })

  it('tells of the newest accepted build, however many were refused since', async () => {
    const refused = Array.from({ length: 60 }, () => built(7, false, '2'))
    const body = await bodyOf([built(100, true, '1'), built(1530, true, '3'), ...refused])
    assert.match(plain(body), /Devices 1,530 Built on Nov 10, 2026 Log entry 1 /)
    assert.match(plain(body), /Builds accepted so far 2 Builds refused so far 60/)
    assert.match(plain(body), /turned down: 7 devices/)
    const links = tagsOf(body).flatMap(({ attributes }) => attributes.get('href') ?? [])
    assert.ok(links.includes(`/map/devices/${'3'.repeat(64)}.geojson`))
    assert.ok(links.includes('/log?before=2#entry-1'))
    assert.ok(links.includes('/log?of=map%3Arefused'))
  })

  it('gives the lines that hold the file against the log, and says whose data it is', async () => {
    const text = plain(await bodyOf([built(3, true, '3')]))
    assert.ok(text.includes(`curl -s ${facts.origin}/map/devices/${'3'.repeat(64)}.geojson`))
    assert.match(text, /© OpenStreetMap contributors ?, ODbL 1\.0/)
    assert.match(text, /Never an owner’s camera/)
  })

  it('speaks Spanish', async () => {
    const text = plain(await bodyOf([built(3, true, '3')], '/devices?lang=es'))
    assert.match(text, /Nunca la cámara de quien responde/)
    assert.match(text, /El mapa vigente Aparatos 3/)
  })
})
