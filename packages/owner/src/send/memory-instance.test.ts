// An instance in memory, as its contract and tus 1.0 describe it; it has no tests of its own.
import { api, concat, sha256Hex, submissionCommitment } from '@porchlight/core'
import type { Digest, Entry, Line } from '@porchlight/core'

const submission = 's00000000000a'
const secret = 'A'.repeat(43)

/** Keeps what arrives, and how: for looking at afterwards. */
export class MemoryInstance {
  /** `METHOD path` of each request, and its headers. */
  readonly seen: { readonly what: string; readonly headers: Headers; readonly bytes: number }[] = []
  readonly files: Uint8Array[] = []
  /** Asked before each answer: true loses the connection, after the work is done. */
  loses: (count: number) => boolean = () => false
  #sizes: readonly number[] = []
  readonly #created = new Set<number>()

  readonly line: Line = {
    origin: 'http://localhost:1',
    send: async (request) => {
      const bytes = new Uint8Array(await request.arrayBuffer())
      const what = `${request.method} ${new URL(request.url).pathname}`
      this.seen.push({ what, headers: request.headers, bytes: bytes.length })
      const answer = this.#answer(what, request.headers, bytes)
      if (this.loses(this.seen.length)) throw new TypeError('fetch failed')
      return answer
    },
  }

  #answer(what: string, headers: Headers, bytes: Uint8Array): Response {
    if (what === 'POST /api/submissions') return this.#open(bytes)
    if (headers.get('authorization') !== `Bearer ${secret}`) return refusal(401, 'session/none')
    if (what === `GET /api/submissions/${submission}`) return this.#state()
    if (what === `POST /api/submissions/${submission}/finish`) return this.#finish(bytes)
    if (what === 'POST /api/uploads') return this.#create(headers)
    const number = Number(/\.(\d+)$/.exec(what)?.[1])
    if (what.startsWith('HEAD ')) return this.#head(number)
    return what.startsWith('PATCH ')
      ? this.#patch(number, headers, bytes)
      : refusal(404, 'internal')
  }

  #open(bytes: Uint8Array): Response {
    this.#sizes = api.openSubmission.input.parse(jsonIn(bytes)).sizes
    for (const at of this.#sizes.keys()) this.files[at] = new Uint8Array(0)
    return json({ submission, secret, uploadBy: '2026-11-24T00:00:00Z' })
  }

  #state(): Response {
    const received = this.files.map(({ length }) => length)
    return json({ received, logged: null, opened: false, destroyed: false })
  }

  #create(headers: Headers): Response {
    const number = Number(headers.get('porchlight-file'))
    if (headers.get('upload-length') !== String(this.#sizes[number]))
      return refusal(422, 'submission/altered')
    this.#created.add(number)
    const location = `/api/uploads/${submission}.${String(number)}`
    return new Response(null, { status: 201, headers: { location } })
  }

  #head(number: number): Response {
    const file = this.files[number]
    if (file === undefined || !this.#created.has(number)) return new Response(null, { status: 404 })
    const headers = {
      'upload-offset': String(file.length),
      'upload-length': String(this.#sizes[number]),
    }
    return new Response(null, { status: 200, headers })
  }

  #patch(number: number, headers: Headers, bytes: Uint8Array): Response {
    const file = this.files[number] ?? new Uint8Array(0)
    if (headers.get('upload-offset') !== String(file.length)) return refusal(409, 'upload/offset')
    const grown = concat(file, bytes)
    this.files[number] = grown
    return new Response(null, { status: 204, headers: { 'upload-offset': String(grown.length) } })
  }

  #finish(bytes: Uint8Array): Response {
    const { recipients, sealed, salt } = api.finishSubmission.input.parse({
      ...jsonIn(bytes),
      id: submission,
    })
    const arrived: readonly Digest[] = this.files.map(sha256Hex)
    if (arrived.join() !== sealed.join()) return refusal(422, 'submission/altered')
    const entry: Entry = {
      kind: 'submission.sealed',
      request: 'r00000000000a',
      recipients,
      commitment: submissionCommitment(salt, arrived),
      sizeClass: 13,
      day: '2026-11-23',
    }
    return json({ entry, index: 7, proof: 'c2sp.org/tlog-proof@v1\nindex 7\n\nnote\n' })
  }
}

function jsonIn(bytes: Uint8Array): object {
  const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
  if (typeof value !== 'object' || value === null) throw new Error('Not an object')
  return value
}

function json(body: unknown): Response {
  return Response.json(body)
}

function refusal(status: number, code: string): Response {
  return Response.json({ code, title: '' }, { status })
}
