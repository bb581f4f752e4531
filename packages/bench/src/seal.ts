import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { mkdtemp, open, readFile, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { z } from 'zod'

import { median } from './median.ts'

const run = promisify(execFile)

const mebibyte = 1024 * 1024
const contentBytes = 512 * mebibyte
const rounds = 5
/** Times `age`; MiB. */
const bars = { seal: 0.5, open: 0.7, memory: 256 }

/** Half a gibibyte takes some seconds; a machine that needs this long is out of order. */
const runMillis = 300_000

/**
 * Seals and opens the same file as Debian's `age` does, in turn, each as a process of its own.
 *
 * @returns whether the medians of the rounds' ratios keep the bars, and the memory its own
 */
export async function benchSeal(): Promise<boolean> {
  const directory = await mkdtemp(join(await memoryOrTemporary(), 'porchlight-bench-'))
  function wipe(): void {
    rmSync(directory, { recursive: true, force: true })
  }
  // a bench that is stopped leaves no gigabytes behind
  process.once('exit', wipe)
  try {
    const work = await prepare(directory)
    const all = []
    for (let round = 0; round < rounds; round += 1) {
      console.error(`seal: round ${String(round + 1)} of ${String(rounds)} …`)
      all.push({ ours: await ourRound(work), age: await ageRound(work) })
    }
    return report(all)
  } finally {
    process.off('exit', wipe)
    await rm(directory, { recursive: true, force: true })
  }
}

/** Files in memory where there is room for them: a disk that is busy with what was written before tells nothing. */
async function memoryOrTemporary(): Promise<string> {
  const memory = '/dev/shm'
  if (!existsSync(memory)) return tmpdir()
  const { bavail, bsize } = await statfs(memory)
  return bavail * bsize > roomBytes ? memory : tmpdir()
}

/** The content, sealed and opened; and as much for others. */
const roomBytes = 6 * contentBytes

interface Work {
  readonly directory: string
  readonly content: string
  readonly recipient: string
  readonly identity: string
  readonly identityFile: string
}

async function prepare(directory: string): Promise<Work> {
  const content = join(directory, 'content')
  const file = await open(content, 'w')
  for (let at = 0; at < contentBytes; at += mebibyte) await file.write(randomBytes(mebibyte))
  await file.close()
  const identityFile = join(directory, 'identity.txt')
  await run('age-keygen', ['-o', identityFile], { timeout: runMillis })
  const text = await readFile(identityFile, 'utf8')
  const recipient = /public key: (\S+)/.exec(text)?.[1] ?? ''
  const identity = /^AGE-SECRET-KEY-\S+$/m.exec(text)?.[0] ?? ''
  return { directory, content, recipient, identity, identityFile }
}

interface Round {
  /** Seconds. */
  readonly seal: number
  readonly open: number
}

interface OurRound extends Round {
  /** Seconds to open where both files' digests are compared as well, which `age` does not. */
  readonly checked: number
  /** Bytes. */
  readonly memory: number
}

async function ourRound(work: Work): Promise<OurRound> {
  const { directory, content, recipient, identity } = work
  const sealed = join(directory, 'ours.age')
  const opened = join(directory, 'ours')
  const seal = await ours(['seal', recipient, content, sealed, String(contentBytes)])
  const { digests } = seal
  const known = [String(contentBytes), digests.content, digests.sealed]
  const opening = await ours(['open', identity, sealed, opened])
  const checked = await ours(['open', identity, sealed, opened, ...known])
  await Promise.all([rm(sealed), rm(opened)])
  const memory = Math.max(seal.memory, opening.memory, checked.memory)
  return { seal: seal.seconds, open: opening.seconds, checked: checked.seconds, memory }
}

/** What the process measured of itself. */
const Told = z.object({
  seconds: z.number(),
  memory: z.number(),
  digests: z.object({ content: z.string(), sealed: z.string() }),
})

async function ours(words: readonly string[]): Promise<z.infer<typeof Told>> {
  const target = join(import.meta.dirname, 'seal-target.ts')
  const { stdout } = await run(process.execPath, [...process.execArgv, target, ...words], {
    timeout: runMillis,
  })
  return Told.parse(JSON.parse(stdout))
}

async function ageRound(work: Work): Promise<Round> {
  const { directory, content, recipient, identityFile } = work
  const sealed = join(directory, 'theirs.age')
  const opened = join(directory, 'theirs')
  const seal = await age(['-r', recipient, '-o', sealed, content])
  const opening = await age(['-d', '-i', identityFile, '-o', opened, sealed])
  await Promise.all([rm(sealed), rm(opened)])
  return { seal, open: opening }
}

async function age(words: readonly string[]): Promise<number> {
  const started = performance.now()
  await run('age', words, { timeout: runMillis })
  return (performance.now() - started) / 1000
}

interface Both {
  readonly ours: OurRound
  readonly age: Round
}

function report(all: readonly Both[]): boolean {
  const memory = Math.max(...all.map(({ ours: { memory: bytes } }) => bytes)) / mebibyte
  const ratios = { seal: ratioOf(all, 'seal'), open: ratioOf(all, 'open') }
  for (const what of ['seal', 'open'] as const) {
    const [our, their] = [
      median(all.map((each) => each.ours[what])),
      median(all.map((each) => each.age[what])),
    ]
    console.log(`${what}: ${rate(our)} MiB/s, age ${rate(their)} MiB/s`)
    console.log(`${what}: ${ratios[what].toFixed(2)} (bar ≥ ${String(bars[what])} × age)`)
  }
  const checked = median(all.map((each) => each.age.open / each.ours.checked))
  console.log(`open, digests compared as an agency does: ${checked.toFixed(2)} × age's open`)
  console.log(`memory: ${memory.toFixed(0)} MiB (bar ≤ ${String(bars.memory)} MiB)`)
  return ratios.seal >= bars.seal && ratios.open >= bars.open && memory <= bars.memory
}

/** The median over the rounds, each by itself: what else the machine does comes and goes. */
function ratioOf(all: readonly Both[], what: keyof Round): number {
  return median(all.map((each) => each.age[what] / each.ours[what]))
}

/** MiB a second. */
function rate(seconds: number): string {
  return (contentBytes / mebibyte / seconds).toFixed(0)
}
