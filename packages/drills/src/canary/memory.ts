import { execFile } from 'node:child_process'
import { open, readFile, rename } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Writes what a running process has in its memory to a file. */
export type DumpMemory = (pid: number, path: string) => Promise<void>

/** A dump of a gigabyte is written in seconds. */
const dumpMillis = 300_000

/** A core dump, by gdb's `gcore`. */
export async function coreDump(pid: number, path: string): Promise<void> {
  await run('gcore', ['-o', path, String(pid)], { timeout: dumpMillis, maxBuffer: 64 * 1024 ** 2 })
  await rename(`${path}.${String(pid)}`, path)
}

/** All that a process of ours can write to, read while it stands still: what a core dump has that is not in files, without gdb. */
export async function writableMemory(pid: number, path: string): Promise<void> {
  await using target = await open(path, 'w')
  process.kill(pid, 'SIGSTOP')
  try {
    await using memory = await open(`/proc/${String(pid)}/mem`)
    const maps = await readFile(`/proc/${String(pid)}/maps`, 'utf8')
    for (const line of maps.split('\n')) {
      const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? []
      if (from === undefined || to === undefined) continue
      const start = BigInt(`0x${from}`)
      const piece = Buffer.alloc(Number(BigInt(`0x${to}`) - start))
      const { bytesRead } = await memory.read(piece, 0, piece.length, start)
      await target.writeFile(piece.subarray(0, bytesRead))
    }
  } finally {
    process.kill(pid, 'SIGCONT')
  }
}

const chunkBytes = 16 * 1024 ** 2
/** What lies across the border of two chunks is whole in one of them, up to this length. */
const overlapBytes = 256 * 1024
/** A runtime reserves gigabytes that it never writes to. */
const zeros = Buffer.alloc(64 * 1024)

/** @yields a file in pieces that overlap, without its stretches of zeros: it is larger than what may be in memory at once */
export async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  await using file = await open(path)
  const { size } = await file.stat()
  const chunk = Buffer.alloc(Math.min(chunkBytes, size))
  for (let from = 0; from < size; from += chunkBytes - overlapBytes) {
    const { bytesRead } = await file.read(chunk, 0, chunk.length, from)
    yield* written(chunk.subarray(0, bytesRead))
  }
}

/** Copies a dump without its stretches of zeros, which are most of it. */
export async function compact(dump: string, path: string): Promise<void> {
  await using target = await open(path, 'w')
  for await (const piece of chunksOf(dump)) await target.writeFile(piece)
}

/** @yields what lies between stretches of zeros */
function* written(chunk: Buffer): Generator<Buffer> {
  let begin: number | null = null
  for (let at = 0; at < chunk.length; at += zeros.length) {
    const block = chunk.subarray(at, at + zeros.length)
    const empty = block.equals(zeros.subarray(0, block.length))
    if (empty && begin !== null) {
      yield chunk.subarray(begin, at)
      begin = null
    }
    if (!empty) begin ??= at
  }
  if (begin !== null) yield chunk.subarray(begin)
}
