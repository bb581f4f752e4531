import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { canonical, sha256Hex, utf8 } from '@porchlight/core'
import type { EntryOf } from '@porchlight/core'

import { checkSite } from './site.ts'
import type { SiteVerdict } from './site.ts'

const origin = 'https://example.com'

/** What a browser is given, by path. */
const pages: ReadonlyMap<string, string> = new Map([
  ['/', '<a href="/rules">Rules</a><script type="application/json">{}</script>'],
  ['/rules', '<script type="module" src="/app/assets/island.js"></script>'],
  ['/share/r00000000000a', '<script src="/app/assets/owner.js"></script>'],
  ['/agency', '<script src="/app/assets/agency.js"></script>'],
  ['/desk', 'the desk'],
  ['/app/assets/owner.js', 'owner()'],
  ['/app/assets/agency.js', 'agency()'],
  ['/app/assets/island.js', 'island()'],
])

const listed: ReadonlyMap<string, string> = new Map([
  ['owner.html', '/share/r00000000000a'],
  ['agency.html', '/agency'],
  ['desk.html', '/desk'],
  ['assets/owner.js', '/app/assets/owner.js'],
  ['assets/agency.js', '/app/assets/agency.js'],
  ['assets/island.js', '/app/assets/island.js'],
])

const list = canonical(
  Object.fromEntries([...listed].map(([path, at]) => [path, sha256Hex(utf8(pages.get(at) ?? ''))])),
)
const release: EntryOf<'release.published'> = {
  kind: 'release.published',
  version: '0.1.0',
  manifest: sha256Hex(utf8(list)),
  files: listed.size,
  at: '2026-11-23T10:00:00Z',
}

/** @param changes to what is served; null for nothing */
async function verdictOn(
  changes: Readonly<Record<string, string | null>> = {},
  logged: typeof release | null = release,
  map: EntryOf<'map.built'> | null = null,
): Promise<SiteVerdict> {
  const served = new Map<string, string | null>([
    ...pages,
    ['/app/release.json', list],
    ...Object.entries(changes),
  ])
  return await checkSite({
    served: async (path) => {
      const text = served.get(path) ?? null
      return await Promise.resolve(text === null ? null : utf8(text))
    },
    origin,
    release: logged,
    map,
    progress: () => undefined,
  })
}

/** The names of what is wrong. */
function wrong({ verified, checks, altered, missing, extra }: SiteVerdict): readonly string[] {
  assert.equal(
    verified,
    checks.every(({ holds }) => holds),
  )
  return [...altered, ...missing, ...extra]
}

describe('checkSite()', () => {
  it('verifies a site that serves what was logged', async () => {
    const verdict = await verdictOn()
    assert.deepEqual([verdict.verified, wrong(verdict)], [true, []])
  })

  it('names every file that is altered by one letter, and every one that is missing', async () => {
    for (const [path, at] of listed) {
      const altered = await verdictOn({ [at]: `${pages.get(at) ?? ''} ` })
      assert.deepEqual([altered.verified, altered.altered], [false, [path]])
      const missing = await verdictOn({ [at]: null })
      assert.deepEqual([missing.verified, missing.missing], [false, [path]])
    }
  })

  it('names every script that is in no list: from elsewhere, inside a page, a new one', async () => {
    const scripts: readonly (readonly [html: string, named: string])[] = [
      ['<script src="https://cdn.example/x.js">', 'https://cdn.example/x.js'],
      ['<SCRIPT SRC=/app/assets/new.js>', `${origin}/app/assets/new.js`],
      ['<script>alert(1)</script>', `a script inside ${origin}/rules`],
    ]
    for (const [html, named] of scripts) {
      const verdict = await verdictOn({ '/rules': html })
      assert.deepEqual([verdict.verified, wrong(verdict)], [false, [named]])
    }
  })

  it('finds a list that was changed together with a file', async () => {
    const text = list.replace(sha256Hex(utf8('owner()')), sha256Hex(utf8('steal()')))
    assert.notEqual(text, list)
    const verdict = await verdictOn({
      '/app/release.json': text,
      '/app/assets/owner.js': 'steal()',
    })
    assert.deepEqual([verdict.verified, wrong(verdict)], [false, []])
    assert.match(verdict.checks[0]?.says ?? '', /^The list of files is not that of release 0\.1\.0/)
  })

  it('finds a map of public devices that is not the one that the log names, or is missing', async () => {
    const at = '2026-11-23T10:00:00Z'
    const digest = sha256Hex(utf8('devices'))
    const map = { kind: 'map.built', digest, devices: 3, accepted: true, at } as const
    const path = '/map/devices.geojson'
    async function says(served: string | null, logged: typeof map | null) {
      const { verified, checks } = await verdictOn({ [path]: served }, release, logged)
      return [verified, checks.find(({ check }) => check === 'map')?.says ?? null]
    }
    const the = 'The map of public devices'
    const one = `of 3 devices, logged ${at}`
    assert.deepEqual(await says('devices', map), [true, `${the} is the one ${one}.`])
    assert.deepEqual(await says('device', map), [false, `${the} is not the one ${one}.`])
    assert.deepEqual(await says(null, map), [false, `${the} ${one}, is missing.`])
    assert.deepEqual(await says(null, null), [true, null])
    assert.deepEqual(await says('devices', null), [false, `${the} is in no entry of the log.`])
  })

  it('says where there is no release in the log, or no list on the site', async () => {
    assert.equal((await verdictOn({}, null)).verified, false)
    const none = [null, '', '[]', '{}', '{"../x":"00"}', '{"a":"no digest"}', 'null', '7']
    for (const text of none) {
      const { verified, checks } = await verdictOn({ '/app/release.json': text })
      assert.equal(verified, false)
      assert.match(checks[0]?.says ?? '', /^The site shows no list of its files/)
    }
  })
})
