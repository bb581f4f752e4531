import { connect, createServer } from 'node:net'
import type { Socket } from 'node:net'

import { freePort } from '../free-port.ts'

/** A wire between browser and instance on which every byte is read along. */
export interface Tap {
  /** Where the browser goes. */
  readonly origin: string
  /** Where the instance has to listen. */
  readonly port: number
  readonly fromBrowser: () => Buffer
  readonly fromInstance: () => Buffer
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export async function openTap(): Promise<Tap> {
  const [outer, port] = [await freePort(), await freePort()]
  const asked: Buffer[] = []
  const answered: Buffer[] = []
  const open = new Set<Socket>()
  const server = createServer((browser) => {
    const instance = connect(port, '127.0.0.1')
    for (const [from, to, heard] of [
      [browser, instance, asked],
      [instance, browser, answered],
    ] as const) {
      open.add(from)
      from.on('data', (bytes: Buffer) => heard.push(bytes))
      from.on('error', () => to.destroy())
      from.on('close', () => open.delete(from))
      from.pipe(to)
    }
  })
  await new Promise<void>((resolve) => {
    server.listen(outer, '127.0.0.1', resolve)
  })
  return {
    origin: `http://localhost:${String(outer)}`,
    port,
    fromBrowser: () => Buffer.concat(asked),
    fromInstance: () => Buffer.concat(answered),
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}

/** `METHOD /path?query` of each call on a wire (RFC 9112, section 3). */
export function callsIn(wire: Buffer): readonly string[] {
  const lines = wire.toString('latin1').matchAll(/^([A-Z]+) (\S+) HTTP\/1\.1\r$/gm)
  return [...lines].map(([, method = '', target = '']) => `${method} ${target}`)
}
