import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface StandInEvent {
  readonly id: number
  readonly monitor: number
  /** Milliseconds since 1970. */
  readonly start: number
  /** Null while it is being recorded. */
  end: number | null
  readonly cause: string
  readonly notes: string
}

/** How a ZoneMinder is set up, and what has happened to it. */
export interface Behaviour {
  /** What its PHP names, and what its database lives in: the first is UTC unless somebody has set it. */
  phpZone: string
  databaseZone: string
  mayEdit: readonly string[]
  apiEnabled: boolean
  signsIn: boolean
  /** Nobody has answered the first-run page. */
  firstRun: boolean
  /** Numbers come as text, as from older PHP. */
  numbersAsText: boolean
  monitors: readonly { readonly id: number; readonly name: string; readonly type: string }[]
  events: StandInEvent[]
}

export interface StandIn extends AsyncDisposable {
  /** With its base path. */
  readonly url: string
  /** Path and query of each call that was answered, names and values as they were meant. */
  readonly asked: readonly string[]
  readonly behaviour: Behaviour
  /** Ends every access token, and those that renew too. */
  readonly expire: (what: 'access' | 'all') => void
}

const base = '/zm'
/** As many as CakePHP gives at once, whatever is asked. */
const pageSize = 100
const permissions = ['Stream', 'Events', 'Control', 'Monitors', 'Groups', 'Snapshots', 'System']

/** A ZoneMinder 1.36.33 as its program has it: what it answers was written down from a real one. */
export async function openStandIn(): Promise<StandIn> {
  const directory = await mkdtemp(join(tmpdir(), 'porchlight-zoneminder-'))
  const film = join(directory, 'film.mp4')
  await record(film)
  const state = new State(await readFile(film))
  const server = createServer((request, response) => {
    void state.answer(request, response)
  })
  await new Promise<void>((open) => {
    server.listen(0, '127.0.0.1', open)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port')
  return {
    url: `http://127.0.0.1:${String(address.port)}${base}`,
    asked: state.asked,
    behaviour: state.behaviour,
    expire: (what) => {
      state.access += 1
      if (what === 'all') state.refresh += 1
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await rm(directory, { recursive: true })
    },
  }
}

class State {
  readonly asked: string[] = []
  readonly behaviour: Behaviour = {
    phpZone: 'America/New_York',
    databaseZone: 'America/New_York',
    mayEdit: [],
    apiEnabled: true,
    signsIn: true,
    firstRun: false,
    numbersAsText: false,
    monitors: [{ id: 1, name: 'Porch', type: 'Ffmpeg' }],
    events: [],
  }
  access = 1
  refresh = 1
  readonly #film: Buffer

  constructor(film: Buffer) {
    this.#film = film
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://zoneminder.test')
    this.asked.push(decodeURIComponent(`${url.pathname}${url.search}`))
    const path = decodeURIComponent(url.pathname)
    if (!path.startsWith(`${base}/`)) {
      response.writeHead(404).end()
      return
    }
    const inside = path.slice(base.length)
    if (inside === '/api/host/login.json') this.#login(await fieldsOf(request), response)
    else if (inside === '/index.php') this.#page(url.searchParams, response)
    else if (this.#isGood(url.searchParams)) this.#api(inside, url.searchParams, response)
    else unauthorized(response, 'Expired token')
  }

  #isGood(query: URLSearchParams): boolean {
    return !this.behaviour.signsIn || query.get('token') === `access-${String(this.access)}`
  }

  #login(fields: URLSearchParams, response: ServerResponse): void {
    const token = fields.get('token')
    const named = fields.get('user') === 'hub' && fields.get('pass') === 'only looks & waits'
    if (!this.behaviour.signsIn) {
      json(response, { access_token: null, refresh_token: null, version: '1.36.33' })
    } else if (token === null && !named) {
      unauthorized(response, 'Login denied for user &quot;hub&quot;')
    } else if (!this.behaviour.apiEnabled) {
      unauthorized(response, 'API disabled for: hub')
    } else if (token !== null && token !== `refresh-${String(this.refresh)}`) {
      unauthorized(response, 'Expired token')
    } else {
      const access = { access_token: `access-${String(this.access)}`, access_token_expires: 7200 }
      const renew = { refresh_token: `refresh-${String(this.refresh)}` }
      json(response, { ...access, ...(token === null && renew), version: '1.36.33' })
    }
  }

  /** Its screens know no 401: they send to another page, or are one that says so. */
  #page(query: URLSearchParams, response: ServerResponse): void {
    const { firstRun, mayEdit, events } = this.behaviour
    if (!query.has('token')) {
      redirect(response, 'login')
    } else if (!this.#isGood(query)) {
      html(response, 'ZM - Error')
    } else if (firstRun) {
      redirect(response, 'privacy')
    } else if (query.get('view') === 'console') {
      const rights = permissions.map(
        (name) => `canEdit["${name}"] = ${String(mayEdit.includes(name))};`,
      )
      html(response, `<script>var canEdit = {};\n${rights.join('\n')}</script>`)
    } else {
      const event = events.find(({ id }) => String(id) === query.get('eid'))
      // a film that is being written has no index yet
      const bytes = event?.end === null ? this.#film.subarray(0, 48) : this.#film
      // of a deleted one it has the folder above: as long as a folder is, and with nothing in it
      const length = event === undefined ? 4096 : bytes.length
      response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': length })
      if (event === undefined) response.flushHeaders()
      if (event === undefined) response.destroy()
      else response.end(bytes)
    }
  }

  #api(path: string, query: URLSearchParams, response: ServerResponse): void {
    const { phpZone, databaseZone, monitors } = this.behaviour
    if (path === '/api/host/getVersion.json') json(response, { version: '1.36.33' })
    else if (path === '/api/host/getTimeZone.json') json(response, { tz: phpZone })
    else if (path === '/api/monitors.json')
      json(response, { monitors: monitors.map((one) => this.#monitor(one)) })
    else if (path.startsWith('/api/events/consoleEvents/')) {
      const [, seconds = '', upTo = ''] =
        /^\/api\/events\/consoleEvents\/(\d+) second\/Id <=:(\d+)\.json$/.exec(path) ?? []
      const since = wall(Date.now(), databaseZone) - Number(seconds) * 1000
      const found = this.behaviour.events.filter(
        ({ id, start }) => id <= Number(upTo) && wall(start, databaseZone) >= since,
      )
      json(response, { results: found.length === 0 ? [] : { 1: found.length } })
    } else if (/^\/api\/events\/index(?:\/|\.json)/.test(path)) this.#index(path, query, response)
    else notFound(response)
  }

  #index(path: string, query: URLSearchParams, response: ServerResponse): void {
    const { databaseZone: zone, events } = this.behaviour
    const named = path.replace(/^\/api\/events\/index\/?/, '').replace(/\.json$/, '')
    const conditions = named.split('/').filter((part) => part !== '')
    const found = events
      .filter((event) => conditions.every((condition) => holds(event, condition, zone)))
      .toSorted((a, b) => (a.start - b.start) * (query.get('direction') === 'desc' ? -1 : 1))
    const limit = Math.min(Number(query.get('limit') ?? pageSize), pageSize)
    const page = Number(query.get('page') ?? 1)
    const pageCount = Math.ceil(found.length / limit)
    if (page > Math.max(1, pageCount)) {
      notFound(response)
      return
    }
    const listed = found.slice((page - 1) * limit, page * limit)
    json(response, {
      events: listed.map((event) => ({ Event: this.#event(event) })),
      pagination: { page, count: found.length, nextPage: page < pageCount, pageCount, limit },
    })
  }

  #monitor({ id, name, type }: Behaviour['monitors'][number]): unknown {
    const secret = { Path: 'rtsp://admin:camera-password@192.168.1.20/live', Pass: null }
    return { Monitor: { Id: this.#number(id), Name: name, Type: type, ...secret } }
  }

  #event({ id, monitor, start, end, cause, notes }: StandInEvent): unknown {
    const zone = this.behaviour.databaseZone
    const [from, to] = [localText(start, zone), end === null ? null : localText(end, zone)]
    return {
      Id: this.#number(id),
      MonitorId: this.#number(monitor),
      Name: end === null ? 'New Event' : `Event-${String(id)}`,
      Cause: cause,
      StartDateTime: from,
      EndDateTime: to,
      Length: (((end ?? start) - start) / 1000).toFixed(2),
      DefaultVideo: `${String(id)}-video.mp4`,
      Notes: notes,
      DiskSpace: null,
      StartTime: from,
      EndTime: to,
    }
  }

  #number(value: number): number | string {
    return this.behaviour.numbersAsText ? String(value) : value
  }
}

/** One of its named parameters: a column, an operator, and what it is compared with. */
function holds(event: StandInEvent, condition: string, zone: string): boolean {
  const [, column, operator, value = ''] = /^(\w+)(?: (>=|<))?:(.*)$/.exec(condition) ?? []
  if (column === 'MonitorId') return String(event.monitor) === value
  if (column === 'Id') return String(event.id) === value
  if (column !== 'StartTime') throw new Error(`The stand-in knows no ${condition}`)
  const start = localText(event.start, zone)
  return operator === '<' ? start < value : start >= value
}

/** `2026-11-28 20:36:24`, as the database writes it. */
export function localText(millis: number, zone: string): string {
  const form = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  return form.format(millis)
}

function wall(millis: number, zone: string): number {
  return Date.parse(`${localText(millis, zone).replace(' ', 'T')}Z`)
}

async function fieldsOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = []
  for await (const chunk of request) if (chunk instanceof Buffer) chunks.push(chunk)
  return new URLSearchParams(Buffer.concat(chunks).toString())
}

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

function html(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/html' }).end(`<!DOCTYPE html>\n<html>${text}`)
}

function redirect(response: ServerResponse, view: string): void {
  response.writeHead(302, { location: `${base}/index.php?view=${view}` }).end()
}

function unauthorized(response: ServerResponse, name: string): void {
  response.writeHead(401).end(JSON.stringify({ success: false, data: { name, message: name } }))
}

function notFound(response: ServerResponse): void {
  response.writeHead(404).end('{"success":false,"data":{"name":"Not Found"}}')
}

async function record(path: string): Promise<void> {
  const film = `-v error -f lavfi -i testsrc2=size=320x180:rate=10:duration=12 -c:v libx264 -preset ultrafast`
  const title = ['-metadata', 'title=Zoneminder Security Recording', path]
  await run('ffmpeg', [...film.split(' '), ...title])
}
