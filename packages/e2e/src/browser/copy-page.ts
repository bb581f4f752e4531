import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'

import type { DrawnBox } from '@porchlight/owner'
import type { Page } from 'playwright-core'

import { webDirectory } from './built-web.ts'
import { openChromium } from './chromium.ts'

/** What the screen of the owner's app would ask of its worker. */
export interface PageJob {
  /** The original on the disk of this machine. */
  readonly path: string
  readonly name: string
  readonly cut: { readonly from: number; readonly to: number } | null
  readonly sound: boolean
  readonly boxes: readonly DrawnBox[]
}

export interface PageCopy {
  /** Null where there is no copy. */
  readonly bytes: Buffer | null
  /** `made`, or the trouble and what the check found. */
  readonly says: string
  /** From the job to the answer, without what it takes to bring the file here and there. */
  readonly seconds: number
}

/** A browser in which copies are made by the very worker that owners get, without the rest of the app. */
export interface CopyPage extends AsyncDisposable {
  readonly page: Page
  /** Makes a file of this machine the page's `/original`. */
  readonly lay: (path: string) => void
  readonly copy: (job: PageJob) => Promise<PageCopy>
}

/** A copy of a short film takes seconds; on a busy machine a minute. */
const patienceMillis = 180_000

export async function openCopyPage(): Promise<CopyPage> {
  const running = new AsyncDisposableStack()
  const desk = await openDesk()
  running.defer(desk.close)
  const chromium = running.use(await openChromium())
  const { page } = await chromium.visit({ origin: desk.origin })
  page.setDefaultTimeout(patienceMillis)
  await page.goto('/')
  const worker = `/app/assets/${await workerName()}`
  return {
    page,
    lay: desk.lay,
    copy: async (job) => {
      desk.lay(job.path)
      const { says, seconds } = await page.evaluate(copyInPage, { ...job, worker })
      return { says, seconds, bytes: says === 'made' ? desk.taken() : null }
    },
    [Symbol.asyncDispose]: async () => {
      await running.disposeAsync()
    },
  }
}

/** Runs in the page: it has only what is given to it. */
async function copyInPage(
  job: PageJob & { readonly worker: string },
): Promise<Omit<PageCopy, 'bytes'>> {
  const original = await fetch('/original')
  const file = new File([await original.blob()], job.name)
  const worker = new Worker(job.worker, { type: 'module' })
  const started = performance.now()
  const report = await new Promise<{ kind: string; trouble?: string; found?: string }>(
    (resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<{ kind: string }>) => {
        if (data.kind !== 'progress') resolve(data)
      })
      worker.addEventListener('error', ({ message }) => {
        reject(new Error(message))
      })
      const { cut, sound, boxes } = job
      const order = { file, cut, sound, boxes, folder: 'drill', name: 'copy.mp4' }
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
      worker.postMessage(order)
    },
  )
  const seconds = (performance.now() - started) / 1000
  worker.terminate()
  if (report.kind !== 'made')
    return { says: [report.trouble, report.found].filter(Boolean).join(': '), seconds }
  const root = await navigator.storage.getDirectory()
  const folder = await root.getDirectoryHandle('drill')
  const handle = await folder.getFileHandle('copy.mp4')
  await fetch('/copy', { method: 'PUT', body: await handle.getFile() })
  await folder.removeEntry('copy.mp4')
  return { says: 'made', seconds }
}

/** The build names it after its content. */
async function workerName(): Promise<string> {
  const names = await readdir(join(webDirectory, 'assets'))
  const [name, ...others] = names.filter((each) => /^copy-worker-.*\.js$/.test(each))
  if (name === undefined || others.length > 0) throw new Error('Not one worker: npm run build')
  return name
}

interface Desk {
  readonly origin: string
  readonly lay: (path: string) => void
  readonly taken: () => Buffer
  readonly close: () => Promise<void>
}

/** Gives the page its program and the original, and takes the copy. */
async function openDesk(): Promise<Desk> {
  let original = ''
  let copy: Buffer = Buffer.alloc(0)
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await answer(request, response, original)
    if (bytes !== null) copy = bytes
  }
  const server = createServer((request, response) => {
    void take(request, response)
  }).listen(0, '127.0.0.1')
  await new Promise((listening) => server.once('listening', listening))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('It does not listen')
  return {
    origin: `http://127.0.0.1:${String(address.port)}`,
    lay: (path) => {
      original = path
    },
    taken: () => copy,
    close: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  original: string,
): Promise<Buffer | null> {
  const path = new URL(request.url ?? '/', 'http://desk').pathname
  if (request.method === 'PUT') {
    const bytes = await buffer(request)
    response.end()
    return bytes
  }
  if (path === '/') response.setHeader('content-type', 'text/html').end('<!doctype html>')
  else if (path === '/original') await sendFile(original, response)
  else if (/^\/app\/assets\/[\w.-]+\.m?js$/.test(path))
    await sendFile(join(webDirectory, path.slice('/app/'.length)), response, 'text/javascript')
  else response.writeHead(404).end()
  return null
}

async function sendFile(
  path: string,
  response: ServerResponse,
  type = 'application/octet-stream',
): Promise<void> {
  response.setHeader('content-type', type)
  await pipeline(createReadStream(path), response)
}
