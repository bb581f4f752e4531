import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import type { AddressInfo, Server } from 'node:net'

import { home, planted } from './planted.ts'

/** Something else of the owner's home. */
export interface StandIn extends AsyncDisposable {
  readonly port: number
  /** Whether what is secret about it came to it: else nothing was planted. */
  readonly used: () => boolean
}

/**
 * A recorder as the hub's own tests know it in full, here with one camera and one clip, and secrets in all that it says.
 *
 * @param clip null for one that is asked for its clip and never gives it
 */
export async function openCamera(clip: string | null, startsAt: number): Promise<StandIn> {
  let signedIn = false
  const server = createServer((request, response) => {
    void answer(request, response)
  })
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://recorder.test')
    if (pathname === '/api/login') {
      const asked = await textOf(request)
      const { recorderUser: user, recorderPassword: password } = planted
      signedIn ||= asked === JSON.stringify({ user, password })
      response.setHeader('set-cookie', `frigate_token=${planted.recorderSession}; HttpOnly; Path=/`)
    }
    if (pathname.endsWith('/clip.mp4')) {
      response.setHeader('content-type', 'video/mp4')
      if (clip !== null) response.end(await readFile(clip))
      return
    }
    response.end(JSON.stringify(listOf(pathname, startsAt)))
  }
  const port = await listening(server, home.recorder)
  return { port, used: () => signedIn, ...closing(server) }
}

function listOf(pathname: string, start: number): unknown {
  const seen = { camera: planted.recorderCamera, start_time: start + 1, end_time: start + 5 }
  const [day = '', time = ''] = new Date(start * 1000).toISOString().split('T')
  if (pathname === '/api/profile') return { role: 'viewer' }
  if (pathname === '/api/config') return { cameras: { [planted.recorderCamera]: {} } }
  if (pathname.endsWith('/summary')) return [{ day, hours: [{ hour: time.slice(0, 2) }] }]
  if (pathname.endsWith('/recordings')) return [{ start_time: start, end_time: start + 12 }]
  if (pathname === '/api/review') return [{ ...seen, data: { objects: [planted.label] } }]
  if (pathname === '/api/events')
    return [{ ...seen, data: { recognized_license_plate: planted.plate } }]
  return {}
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) if (chunk instanceof Buffer) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** MQTT 3.1.1: CONNECT is answered by CONNACK, PUBLISH of quality 1 by PUBACK. */
export async function openBroker(): Promise<StandIn> {
  let said = Buffer.alloc(0)
  const server = createTcpServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.on('data', (bytes: Buffer) => {
      said = Buffer.concat([said, bytes])
      for (let at = 0; at + 1 < bytes.length; at += packetLength(bytes, at)) {
        if (bytes[at] === 0x10) socket.write(Buffer.of(0x20, 2, 0, 0))
        if (((bytes[at] ?? 0) & 0xf0) === 0x30) socket.write(acknowledged(bytes, at))
      }
    })
  })
  const port = await listening(server, home.broker)
  const { mqttUser, mqttPassword } = planted
  return {
    port,
    used: () => said.includes(mqttUser) && said.includes(mqttPassword),
    ...closing(server),
  }
}

/** Of head and rest, for the rest of up to 16,383 bytes. */
function packetLength(bytes: Buffer, at: number): number {
  const first = bytes[at + 1] ?? 0
  return first < 128 ? 2 + first : 3 + (first - 128) + (bytes[at + 2] ?? 0) * 128
}

function acknowledged(bytes: Buffer, at: number): Buffer {
  const head = (bytes[at + 1] ?? 0) < 128 ? 2 : 3
  const topic = bytes.readUInt16BE(at + head)
  const id = bytes.subarray(at + head + 2 + topic, at + head + 4 + topic)
  return Buffer.concat([Buffer.of(0x40, 2), id])
}

async function listening(server: Server, host: string): Promise<number> {
  server.listen(0, host)
  await once(server, 'listening')
  const address = server.address()
  if (!isInfo(address)) throw new Error('No port')
  return address.port
}

function isInfo(address: ReturnType<Server['address']>): address is AddressInfo {
  return typeof address === 'object' && address !== null
}

function closing(server: Server): AsyncDisposable {
  return {
    [Symbol.asyncDispose]: async () => {
      server.close()
      await Promise.resolve()
    },
  }
}
