import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { Socket } from 'node:net'

/** Bytes as they came over a connection, and when, in milliseconds of this process. */
export interface Piece {
  readonly at: number
  readonly bytes: Buffer
}

/** One connection from its beginning to its end, every byte of it. */
export interface Tape {
  /** When it was opened. */
  readonly at: number
  /** By the client. */
  readonly sent: readonly Piece[]
  /** By the server. */
  readonly answered: readonly Piece[]
}

/** A recorder between clients and a server on this machine. */
export interface Recorder {
  readonly port: number
  /** All connections since it was asked last; those that are open are ended, as they are where nothing is said for minutes. */
  readonly take: () => readonly Tape[]
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export interface RecorderWork {
  /** Of the server. */
  readonly port: number
  /** Where the server is told that it is called from, of the loopback network. */
  readonly from: string
  /**
   * Whether clients ask for a tunnel first (RFC 9110, 9.3.6), as programs do that are given an HTTP proxy by their
   * environment: what goes through it is what they would have sent without. It is no part of the record.
   */
  readonly tunnel: boolean
}

export async function openRecorder({ port, from, tunnel }: RecorderWork): Promise<Recorder> {
  let tapes: Recording[] = []
  const open = new Set<Socket>()
  const server = createServer((client) => {
    const tape = { at: performance.now(), sent: [], answered: [] }
    tapes.push(tape)
    open.add(client)
    client.once('close', () => open.delete(client))
    client.on('error', () => client.destroy())
    void through(client, { port, from, tunnel, tape })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port')
  function end(): void {
    for (const socket of open) socket.destroy()
  }
  return {
    port: address.port,
    take: () => {
      const taken = tapes
      tapes = []
      end()
      return taken
    },
    [Symbol.asyncDispose]: async () => {
      end()
      server.close()
      await Promise.resolve()
    },
  }
}

interface Recording extends Tape {
  readonly sent: Piece[]
  readonly answered: Piece[]
}

/** Nothing is read of a client before the server was reached: one that is away is sent nothing. */
async function through(
  client: Socket,
  { port, from, tunnel, tape }: RecorderWork & { readonly tape: Recording },
): Promise<void> {
  if (tunnel) await tunnelAsked(client)
  client.pause()
  const server = connect({ port, host: '127.0.0.1', localAddress: from })
  server.once('error', () => {
    client.end(tunnel ? 'HTTP/1.1 502 Bad Gateway\r\n\r\n' : '')
    client.destroySoon()
  })
  server.once('close', () => client.destroySoon())
  client.once('close', () => server.destroy())
  await once(server, 'connect').catch(() => undefined)
  if (server.destroyed) return
  if (tunnel) client.write('HTTP/1.1 200 OK\r\n\r\n')
  copy(client, server, tape.sent)
  copy(server, client, tape.answered)
}

async function tunnelAsked(client: Socket): Promise<void> {
  let asked = ''
  while (!asked.endsWith('\r\n\r\n')) {
    const bytes: readonly unknown[] = await once(client, 'data')
    asked += String(bytes[0])
  }
  if (!asked.startsWith('CONNECT ')) throw new Error(`No tunnel was asked for: ${asked}`)
}

function copy(from: Socket, to: Socket, pieces: Piece[]): void {
  from.on('data', (bytes: Buffer) => {
    pieces.push({ at: performance.now(), bytes: Buffer.from(bytes) })
    if (to.writable && !to.write(bytes)) {
      from.pause()
      to.once('drain', () => from.resume())
    }
  })
  from.resume()
}
