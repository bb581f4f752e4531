import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A camera on this machine, made of Debian's GStreamer. */
export interface RtspCamera extends AsyncDisposable {
  readonly url: string
}

/** What it shows: a file that is sent again and again, or what is sent to a UDP port as it comes. */
export type Showing = { readonly file: string } | { readonly udpPort: number }

export async function openRtspCamera(directory: string, showing: Showing): Promise<RtspCamera> {
  const port = await freePort()
  await writeFile(join(directory, 'camera.py'), program(port, sourceOf(showing)))
  // Debian's own Python has the bindings
  const camera = spawn('/usr/bin/python3', ['camera.py'], { cwd: directory, stdio: 'ignore' })
  await sleep(1500)
  return {
    url: `rtsp://127.0.0.1:${String(port)}/porch`,
    [Symbol.asyncDispose]: async () => {
      await ended(camera)
    },
  }
}

function sourceOf(showing: Showing): string {
  if ('file' in showing) return `filesrc location=${showing.file}`
  return `udpsrc address=127.0.0.1 port=${String(showing.udpPort)} ! queue`
}

function program(port: number, source: string): string {
  return `
import gi
gi.require_version('Gst', '1.0'); gi.require_version('GstRtspServer', '1.0')
from gi.repository import Gst, GstRtspServer, GLib
Gst.init(None)
server = GstRtspServer.RTSPServer(); server.set_address('127.0.0.1'); server.set_service('${String(port)}')
factory = GstRtspServer.RTSPMediaFactory(); factory.set_shared(True)
factory.set_launch('( ${source} ! tsdemux ! h264parse config-interval=-1 ! rtph264pay name=pay0 pt=96 )')
server.get_mount_points().add_factory('/porch', factory); server.attach(None); GLib.MainLoop().run()
`
}

/** Stops a program, and waits until it is gone. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill()
  await Promise.race([gone, sleep(5000).then(() => child.kill('SIGKILL'))])
  await gone
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening)
  })
  const address = server.address()
  await new Promise((closed) => {
    server.close(closed)
  })
  if (address === null || typeof address === 'string') throw new Error('No port')
  return address.port
}

export async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4')
  await new Promise<void>((bound) => {
    socket.bind(0, '127.0.0.1', bound)
  })
  const { port } = socket.address()
  await new Promise<void>((closed) => {
    socket.close(closed)
  })
  return port
}
