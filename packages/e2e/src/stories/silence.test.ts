import { strict as assert } from 'node:assert'
import { createHash } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, it } from 'node:test'

import { api, call } from '@porchlight/core'

import { geoJson, sendMap } from '../mapped.ts'
import { knownLine } from '../privacy/known-line.ts'
import type { Traits } from '../privacy/known-line.ts'
import { withHook } from '../privacy/leaks.ts'
import { filesBelow } from '../privacy/watched.ts'
import { stranger } from '../person.ts'
import { openTown, publishRequest } from '../town.ts'
import { openWorld } from '../world.ts'
import type { World } from '../world.ts'

/** Whoever looks: a neighbour with a camera, one without, a journalist behind a proxy. */
const readers: Readonly<Record<string, Traits>> = {
  owner: { address: '127.0.0.41', headers: { 'user-agent': 'Phone/1', cookie: 'a=1' } },
  neighbour: { address: '127.0.0.42', headers: { 'user-agent': 'Desk/2', dnt: '1' } },
  journalist: { address: '127.0.0.43', headers: { 'x-forwarded-for': '203.0.113.9' } },
}

describe('looking at a request', () => {
  it('leaves absent: any changed byte in the data directory', async () => {
    await using world = await openWorld()
    const paths = await publicPaths(world)
    const before = await bytesOf(world)
    for (const traits of Object.values(readers)) await readAll(world, paths, traits)
    assert.deepEqual(await bytesOf(world), before)
  })

  it('control: an instance that counts page views is caught', async () => {
    let dataDirectory = ''
    function count(): void {
      if (dataDirectory !== '') appendFileSync(join(dataDirectory, 'views'), '1')
    }
    await withHook(count, async () => {
      await using world = await openWorld()
      const paths = await publicPaths(world)
      const before = await bytesOf(world)
      dataDirectory = world.dataDirectory
      for (const traits of Object.values(readers)) await readAll(world, paths, traits)
      assert.notDeepEqual(await bytesOf(world), before)
    })
  })

  it('gives everybody the same bytes, and nobody a cookie', async () => {
    await using world = await openWorld()
    const paths = await publicPaths(world)
    const [first, ...others] = await Promise.all(
      Object.values(readers).map(async (traits) => await readAll(world, paths, traits)),
    )
    assert.ok(first)
    for (const other of others) assert.deepEqual(other, first)
    const spanish = { address: '127.0.0.44', headers: { 'accept-language': 'es' } }
    const read = await readAll(world, paths, spanish)
    assert.notDeepEqual(read, first, 'control: another language is another text')
  })
})

describe('the data directory', () => {
  it('is for the account that runs the server, and nobody else', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'porchlight-new-'))
    const dataDirectory = join(parent, 'a', 'data')
    await using world = await openWorld({ dataDirectory })
    assert.equal((await stat(dataDirectory)).mode & 0o777, 0o700)
    assert.ok(world.stewardLink !== '')
    await rm(parent, { recursive: true })
  })
})

describe('the database', () => {
  it('has these tables and columns; absent: any for owners, cameras, places or visits', async () => {
    await using world = await openWorld()
    const db = new DatabaseSync(join(world.dataDirectory, 'porchlight.db'), { readOnly: true })
    const found = db
      .prepare(
        `SELECT tables.name AS name, group_concat(columns.name, ' ') AS columns
         FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS columns
         WHERE tables.type = 'table' GROUP BY tables.name ORDER BY tables.name`,
      )
      .all()
      .map(({ name, columns }) => [name, columns])
    db.close()
    assert.deepEqual(Object.fromEntries(found), tables)
  })
})

/** A new one belongs here, and in the threat model, once somebody has asked what it tells of owners. */
const tables = {
  agencies:
    'id profile verified_by created_at admitted_at entered_at admission_index suspended_at suspension_index',
  agency_keys: 'agency number keys good_from log_index',
  approvals: 'request draft member at',
  challenges: 'challenge expires_at',
  codes: 'code_hash member expires_at',
  confirmations: 'agency steward at',
  custody: 'submission sequence event signed log_index',
  earlier_versions: 'request version signed published_at log_index',
  facts: 'name value',
  feed_messages: 'digest sealed last_day',
  feeds: 'number digest at log_index size',
  files: 'submission number bytes received sha256',
  invites: 'token_hash role agency expires_at',
  key_confirmations: 'agency number steward at',
  keyring: 'agency number member way credential sealed',
  legal_counts: 'class handed log_index',
  log_lock: 'origin checkpoint',
  members: 'id name role agency',
  migrations: 'name digest',
  moderations: 'request draft steward decision rules at',
  new_versions: 'request draft signed state author created_at approved_at published_at ending',
  outbox: 'digest entry effect sequence',
  partner_keys: 'recipient partner entered_at good_from log_index',
  partner_yeses: 'partner step steward at',
  partners:
    'id profile created_at handed status notice announced_index activated_index ended_index',
  passkeys: 'credential member public_key counter',
  requests:
    'id agency case_number signed wrapped_key state author created_at approved_at published_at expires_at outcome log_index ending ended_at overdue',
  sessions: 'token_hash member expires_at',
  spent_tokens: 'digest submission',
  submissions: 'id request secret_hash state day release_at log_index opened notes',
  thread_messages: 'submission number sender day sealed',
  token_codes: 'code_hash',
  token_issues: 'code_hash request',
  token_keys: 'id key secret good_from good_until log_index',
}

/** A name that no request has: not there looks the same to everybody, too. */
const unknown = '/requests/r000000000000'

const pages = [
  '/',
  '/requests',
  '/map',
  '/agencies',
  '/rules',
  '/refusals',
  '/partners',
  '/statistics',
  '/statistics.csv',
  '/statistics.json',
  '/log',
  '/log?kind=requests&of=offence:hit-and-run',
  '/how',
  '/limits',
  unknown,
  '/requests.csv',
  '/feed.atom',
  '/feed/latest',
  '/feed/1',
  '/feed/1.proof',
  '/requests.geojson',
  '/api/requests',
  '/api/refusals',
  '/api/partners',
  '/api/legal',
  '/api/session',
  '/api/tokens/issuer',
  '/devices',
  '/map/devices.geojson',
  '/log/checkpoint',
  '/log/tile/0/000.p/1',
  '/log/tile/entries/000.p/1',
]

/** A town with one live request, and every public address that there is to look at. */
async function publicPaths(world: World): Promise<readonly string[]> {
  const town = await openTown(world)
  const { signed } = await publishRequest(town)
  await sendMap(town.stewards[0].line, geoJson(3))
  const { id, agency } = signed.request
  const { requests } = await call(stranger(world.origin), api.listRequests, {})
  assert.equal(requests.length, 1)
  return [
    ...pages,
    `/requests/${id}`,
    `/requests/${id}/area.geojson`,
    `/agencies/${agency}`,
    `/api/requests/${id}`,
    `/api/agencies/${agency}`,
  ]
}

/** Status and digest of each answer. */
async function readAll(
  { origin }: World,
  paths: readonly string[],
  traits: Traits,
): Promise<Readonly<Record<string, string>>> {
  const line = knownLine(origin, traits)
  const answers: Record<string, string> = {}
  for (const path of paths) {
    const response = await line.send(new Request(new URL(path, origin)))
    assert.equal(response.status, path === unknown ? 404 : 200, path)
    assert.equal(response.headers.get('set-cookie'), null)
    const bytes = new Uint8Array(await response.arrayBuffer())
    answers[path] = `${String(response.status)} ${createHash('sha256').update(bytes).digest('hex')}`
  }
  return answers
}

/** SHA-256 of each file. SQLite's `-shm` is left out: its lock bytes change while anything is read; it holds no content. */
async function bytesOf({ dataDirectory }: World): Promise<Readonly<Record<string, string>>> {
  const files = [...(await filesBelow(dataDirectory))].filter(([name]) => !name.endsWith('-shm'))
  return Object.fromEntries(
    files.map(([name, bytes]) => [name, createHash('sha256').update(bytes).digest('hex')]),
  )
}
