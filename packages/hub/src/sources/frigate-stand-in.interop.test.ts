import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface StandInSegment {
  readonly camera: string
  readonly start: number
  readonly end: number
  readonly path: string
}

/** What a Frigate does at its port 8971, as its program has it: sign-in, lists, and the joining of segments. */
export interface StandIn extends AsyncDisposable {
  readonly origin: string
  readonly segments: readonly StandInSegment[]
  /** Path and query of each call that was answered. */
  readonly asked: readonly string[]
  role: string
  /** Whether reviews give their times as text. */
  textTimes: boolean
  /** Ends every session. */
  readonly forget: () => void
  /** Deletes all recordings, as retention does. */
  readonly expire: () => void
  /** From then on it shows another certificate. */
  readonly newCertificate: () => Promise<void>
}

/** 24 November 2026, 10:00 UTC and a quarter of a second. */
export const firstStart = Date.parse('2026-11-24T10:00:00.250Z') / 1000
const segmentSeconds = 10
const pictures = 10

export async function openStandIn(): Promise<StandIn> {
  const directory = await mkdtemp(join(tmpdir(), 'porchlight-frigate-'))
  const segments = await recorded(directory)
  const state = new State(directory, segments)
  const server = createServer(await certificate(directory, 'one'), (request, response) => {
    void state.answer(request, response)
  })
  const origin = await listening(server)
  return {
    origin,
    segments,
    asked: state.asked,
    get role() {
      return state.role
    },
    set role(role) {
      state.role = role
    },
    get textTimes() {
      return state.textTimes
    },
    set textTimes(text) {
      state.textTimes = text
    },
    forget: () => {
      state.session += 1
    },
    expire: () => {
      state.segments = []
    },
    newCertificate: async () => {
      server.setSecureContext(await certificate(directory, 'two'))
      server.closeAllConnections()
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
  role = 'viewer'
  textTimes = false
  session = 1
  segments: readonly StandInSegment[]
  readonly #directory: string

  constructor(directory: string, segments: readonly StandInSegment[]) {
    this.#directory = directory
    this.segments = segments
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'https://frigate.test')
    this.asked.push(request.url ?? '')
    if (url.pathname === '/api/version') {
      response.end('0.18.0')
      return
    }
    if (url.pathname === '/api/login') {
      await this.#signIn(request, response)
      return
    }
    if (request.headers.cookie !== `frigate_token=${String(this.session)}`) {
      response.writeHead(401).end('{"message":"Authentication failed"}')
      return
    }
    const clip =
      /^\/api\/(?<camera>\w+)\/start\/(?<start>[\d.]+)\/end\/(?<end>[\d.]+)\/clip\.mp4$/.exec(
        url.pathname,
      )?.groups
    if (clip !== undefined) {
      await this.#clip(response, { ...clip })
      return
    }
    const found = this.#list(url)
    response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(found ?? {}))
  }

  async #signIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) if (chunk instanceof Buffer) chunks.push(chunk)
    if (Buffer.concat(chunks).toString() !== '{"user":"hub","password":"only looks"}') {
      response.writeHead(401).end('{"message":"Login failed"}')
      return
    }
    response.setHeader('set-cookie', `frigate_token=${String(this.session)}; HttpOnly; Path=/`)
    response.end('{}')
  }

  #list({ pathname, searchParams }: URL): unknown {
    if (pathname === '/api/profile') return { username: 'hub', role: this.role }
    if (pathname === '/api/config') return { cameras: { porch: { enabled: true }, yard: {} } }
    const camera = /^\/api\/(\w+)\/recordings/.exec(pathname)?.[1] ?? searchParams.get('cameras')
    const own = this.segments.filter((segment) => segment.camera === camera)
    if (pathname.endsWith('/recordings/summary')) return summaryOf(own)
    // worked out when the program was started, in Frigate as here
    const after = Number(searchParams.get('after') ?? 0)
    const before = Number(searchParams.get('before') ?? 0)
    if (pathname.endsWith('/recordings'))
      return own
        .filter(({ start, end }) => end >= after && start <= before)
        .map(({ start, end }, at) => ({ id: String(at), start_time: start, end_time: end }))
    const seen = { camera: 'porch', start_time: firstStart + 12, end_time: firstStart + 15 }
    if (camera !== 'porch') return []
    if (pathname === '/api/review') return [reviewed(seen, this.textTimes)]
    if (pathname === '/api/events')
      return [{ ...seen, label: 'car', data: { recognized_license_plate: 'ABC123' } }]
    return undefined
  }

  /** Every segment that touches the span is joined, cut to whole seconds at both ends, streams copied. */
  async #clip(response: ServerResponse, asked: Readonly<Record<string, string>>): Promise<void> {
    const [from, to] = [Number(asked['start']), Number(asked['end'])]
    const touched = this.segments.filter(
      ({ camera, start, end }) =>
        camera === asked['camera'] &&
        ((start >= from && start <= to) ||
          (end >= from && end <= to) ||
          (from > start && to < end)),
    )
    if (touched.length === 0) {
      response.writeHead(500).end('{"success":false}')
      return
    }
    const list = join(this.#directory, 'list.txt')
    const target = join(this.#directory, 'joined.mp4')
    const lines = touched.flatMap(({ path, start, end }) => [
      `file '${path}'`,
      ...(start < from ? [`inpoint ${String(Math.trunc(from - start))}`] : []),
      ...(end > to ? [`outpoint ${String(Math.trunc(to - start))}`] : []),
    ])
    await writeFile(list, lines.join('\n'))
    const options = `-v error -y -f concat -safe 0 -i ${list} -c copy -metadata`
    await run('ffmpeg', [
      ...options.split(' '),
      `title=Frigate Recording for ${asked['camera'] ?? ''}`,
      '-movflags',
      'frag_keyframe+empty_moov',
      target,
    ])
    response.writeHead(200, { 'content-type': 'video/mp4' }).end(await readFile(target))
  }
}

interface Seen {
  readonly camera: string
  readonly start_time: number
  readonly end_time: number
}

function reviewed(seen: Seen, asText: boolean): unknown {
  const data = { objects: ['car'] }
  if (!asText) return { ...seen, data }
  const { start_time: start, end_time: end } = seen
  return { ...seen, start_time: textOf(start), end_time: textOf(end), data }
}

function textOf(at: number): string {
  return new Date(at * 1000).toISOString()
}

function summaryOf(own: readonly StandInSegment[]): unknown {
  return own.length === 0 ? [] : [{ day: '2026-11-24', hours: [{ hour: '10' }], events: 1 }]
}

/**
 * Two cameras, four segments each, a key frame every two seconds; each picture's grey is its second, so that a
 * picture tells when it was taken. Of the yard one is missing.
 */
async function recorded(directory: string): Promise<readonly StandInSegment[]> {
  await mkdir(join(directory, 'recordings'))
  const segments: StandInSegment[] = []
  for (const camera of ['porch', 'yard'])
    for (let at = 0; at < 4; at += 1) {
      if (camera === 'yard' && at === 1) continue
      const path = join(directory, 'recordings', `${camera}-${String(at)}.mp4`)
      const grey = `geq=lum='16+5*floor(${String(at * segmentSeconds)}+T)':cb=128:cr=128`
      const film = `-v error -f lavfi -i color=size=320x180:rate=${String(pictures)}:duration=${String(segmentSeconds)} -vf`
      const coding = `-c:v libx264 -preset ultrafast -g 20 -pix_fmt yuv420p ${path}`
      await run('ffmpeg', [...film.split(' '), grey, ...coding.split(' ')])
      const start = firstStart + at * segmentSeconds
      segments.push({ camera, start, end: start + segmentSeconds, path })
    }
  return segments
}

async function certificate(
  directory: string,
  name: string,
): Promise<{ readonly key: string; readonly cert: string }> {
  const [key, cert] = [join(directory, `${name}.key`), join(directory, `${name}.pem`)]
  const made = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=frigate -keyout ${key} -out ${cert}`
  await run('openssl', made.split(' '))
  return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') }
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((open) => {
    server.listen(0, '127.0.0.1', open)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port')
  return `https://127.0.0.1:${String(address.port)}`
}
