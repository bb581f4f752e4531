import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'

import { digestOf } from './checks.ts'
import type { ClipFile } from './footage.ts'
import type { Voice } from './voice.ts'

const run = promisify(execFile)

/** For one file; a machine that needs longer is out of order. */
const fileMillis = 120_000

/**
 * The same bytes by everyday tools: each owner seals with Debian's `age` and sends with `curl` to a
 * server that syncs each file to disk; the receiver fetches with `curl` and opens with `age -d`.
 *
 * @returns seconds
 */
export async function runPeer(
  owners: readonly (readonly ClipFile[])[],
  { directory, voice }: { readonly directory: string; readonly voice: Voice },
): Promise<number> {
  const store = join(directory, 'peer')
  await mkdir(store)
  const { identity, recipient } = await newKey(store)
  const server = await serve(store)
  try {
    voice.note('the same bytes through age and curl …')
    const started = performance.now()
    await Promise.all(
      owners.map(async (clips, owner) => {
        for (const clip of clips) await send(clip, { ...server, recipient, store, owner })
      }),
    )
    for (const [owner, clips] of owners.entries())
      for (const clip of clips) await receive(clip, { ...server, identity, owner })
    return (performance.now() - started) / 1000
  } finally {
    server.close()
  }
}

async function newKey(store: string): Promise<{ identity: string; recipient: string }> {
  const identity = join(store, 'identity.txt')
  await run('age-keygen', ['-o', identity], { timeout: fileMillis })
  const recipient = /public key: (\S+)/.exec(await readFile(identity, 'utf8'))?.[1]
  if (recipient === undefined) throw new Error('age-keygen gave no public key')
  return { identity, recipient }
}

/** Takes a PUT and gives it back to a GET; answers when the bytes are on the disk. */
async function serve(
  store: string,
): Promise<{ readonly origin: string; readonly close: () => void }> {
  const server = createServer((request, response) => {
    const path = join(store, basename(request.url ?? ''))
    const work =
      request.method === 'PUT'
        ? keep(request, path).then(() => response.end())
        : pipeline(createReadStream(path), response)
    work.catch(() => response.destroy())
  })
  await new Promise<undefined>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve(undefined)
    })
  })
  function close(): void {
    server.close()
    server.closeAllConnections()
  }
  return { origin: originOf(server), close }
}

function originOf(server: Server): string {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port')
  return `http://127.0.0.1:${String(address.port)}`
}

async function keep(body: AsyncIterable<Uint8Array>, path: string): Promise<void> {
  const file = await open(path, 'w')
  for await (const bytes of body) await file.write(bytes)
  await file.sync()
  await file.close()
}

interface Sending {
  readonly origin: string
  readonly recipient: string
  readonly store: string
  readonly owner: number
}

async function send(clip: ClipFile, { origin, recipient, store, owner }: Sending): Promise<void> {
  const name = `${String(owner)}-${basename(clip.path)}.age`
  const sealed = join(store, `outgoing-${name}`)
  await run('age', ['-r', recipient, '-o', sealed, clip.path], { timeout: fileMillis })
  const url = `${origin}/${name}`
  await run('curl', ['-sSf', '-T', sealed, url], { timeout: fileMillis })
}

interface Receiving {
  readonly origin: string
  readonly identity: string
  readonly owner: number
}

async function receive(clip: ClipFile, { origin, identity, owner }: Receiving): Promise<void> {
  const url = `${origin}/${String(owner)}-${basename(clip.path)}.age`
  const options = { timeout: fileMillis }
  const curl = spawn('curl', ['-sSf', url], options)
  const age = spawn('age', ['-d', '-i', identity], options)
  try {
    const hash = createHash('sha256')
    await Promise.all([pipeline(curl.stdout, age.stdin), pipeline(age.stdout, hash)])
    if (hash.digest('hex') !== (await digestOf(clip.path))) throw new Error('age gave other bytes')
  } finally {
    curl.kill()
    age.kill()
  }
}
