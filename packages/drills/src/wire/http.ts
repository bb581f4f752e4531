import type { Piece, Tape } from './recorder.ts'

/** A message of HTTP/1.1 as it was on the wire (RFC 9112). */
export interface Message {
  /** When its first byte came. */
  readonly at: number
  /** Request or status line. */
  readonly start: string
  /** In their order, as written. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** Without the marks of chunks; still encoded as the headers say. */
  readonly body: Buffer
}

/** What was asked and answered over one connection, in order. A last answer may be missing. */
export interface Exchange {
  readonly request: Message
  readonly response: Message | null
}

export function exchangesOf({
  sent,
  answered,
}: Pick<Tape, 'sent' | 'answered'>): readonly Exchange[] {
  const responses = messagesOf(answered)
  return messagesOf(sent).map((request, at) => ({ request, response: responses[at] ?? null }))
}

/** The value of a header; empty where it is absent. */
export function headerOf({ headers }: Pick<Message, 'headers'>, name: string): string {
  return headers.find(([each]) => each.toLowerCase() === name)?.[1] ?? ''
}

const lineEnd = '\r\n'
const headEnd = '\r\n\r\n'

function messagesOf(pieces: readonly Piece[]): readonly Message[] {
  const bytes = Buffer.concat(pieces.map((piece) => piece.bytes))
  const messages: Message[] = []
  let from = 0
  for (;;) {
    const end = bytes.indexOf(headEnd, from)
    // all read, or cut off in the middle of a head
    if (end === -1) return messages
    const [start = '', ...lines] = bytes.subarray(from, end).toString('latin1').split(lineEnd)
    const headers = lines.map(readHeader)
    const rest = bytes.subarray(end + headEnd.length)
    const { body, length } = bodyOf(rest, headers)
    messages.push({ at: timeAt(pieces, from), start, headers, body })
    from = end + headEnd.length + length
  }
}

/** @throws {Error} for what is no header */
function readHeader(line: string): readonly [string, string] {
  const colon = line.indexOf(': ')
  if (colon === -1) throw new Error(`Not a header: ${line}`)
  return [line.slice(0, colon), line.slice(colon + 2)]
}

interface Body {
  readonly body: Buffer
  /** With the marks of chunks. */
  readonly length: number
}

function bodyOf(bytes: Buffer, headers: Message['headers']): Body {
  if (headerOf({ headers }, 'transfer-encoding') !== 'chunked') {
    const length = Number(headerOf({ headers }, 'content-length'))
    return { body: bytes.subarray(0, length), length }
  }
  const chunks: Buffer[] = []
  let from = 0
  for (;;) {
    const line = bytes.indexOf(lineEnd, from)
    const size = line === -1 ? 0 : Number.parseInt(bytes.subarray(from, line).toString(), 16)
    const begin = line + lineEnd.length
    from = begin + size + lineEnd.length
    if (size === 0) return { body: Buffer.concat(chunks), length: from }
    chunks.push(bytes.subarray(begin, begin + size))
  }
}

function timeAt(pieces: readonly Piece[], offset: number): number {
  let before = 0
  for (const { at, bytes } of pieces) {
    before += bytes.length
    if (offset < before) return at
  }
  return pieces.at(-1)?.at ?? 0
}
