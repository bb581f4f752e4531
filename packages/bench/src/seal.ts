import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { access, constants, mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { z } from 'zod'

import { median } from './median.ts'

const run = promisify(execFile)

const mebibyte = 1024 * 1024
const contentBytes = 512 * mebibyte
const rounds = 3
const bars = { seal: 0.5, open: 0.7, memoryBytes: 256 * mebibyte }

/** Half a gibibyte takes some seconds; a machine that needs this long is out of order. */
const runMillis = 300_000

/**
 * Seals and opens the same file as Debian's `age` does, in turn, each as a process of its own.
 *
 * @returns whether the medians keep the bars
 */
export async function benchSeal(): Promise<boolean> {
  const directory = await mkdtemp(join(await memoryOrTemporary(), 'porchlight-bench-'))
  try {
    const work = await prepare(directory)
    const figures = { seal: [0], ageSeal: [0], open: [0], ageOpen: [0], memory: [0] }
    for (let round = 0; round < rounds; round += 1) {
      console.error(`seal: round ${String(round + 1)} of ${String(rounds)} …`)
      const own = await ourRound(work)
      const their = await ageRound(work)
      figures.seal.push(own.seal)
      figures.open.push(own.open)
      figures.memory.push(own.memory)
      figures.ageSeal.push(their.seal)
      figures.ageOpen.push(their.open)
    }
    return report({
      seal: [median(figures.seal.slice(1)), median(figures.ageSeal.slice(1))],
      open: [median(figures.open.slice(1)), median(figures.ageOpen.slice(1))],
      memory: Math.max(...figures.memory),
    })
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Files in memory where there is a place for them: a disk that is busy with what was written before tells nothing. */
async function memoryOrTemporary(): Promise<string> {
  return await access('/dev/shm', constants.W_OK).then(
    () => '/dev/shm',
    () => tmpdir(),
  )
}

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
  await run('age-keygen', ['-o', identityFile])
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

async function ourRound(work: Work): Promise<Round & { readonly memory: number }> {
  const { directory, content, recipient, identity } = work
  const sealed = join(directory, 'ours.age')
  const opened = join(directory, 'ours')
  const seal = await ours(['seal', recipient, content, sealed, String(contentBytes)])
  const opening = await ours(['open', identity, sealed, opened])
  await Promise.all([rm(sealed), rm(opened)])
  const memory = Math.max(seal.memory, opening.memory)
  return { seal: seal.seconds, open: opening.seconds, memory }
}

/** What the process measured of itself. */
const Told = z.object({ seconds: z.number(), memory: z.number() })

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

interface Medians {
  /** Seconds: ours, and those of `age`. */
  readonly seal: readonly [number, number]
  readonly open: readonly [number, number]
  readonly memory: number
}

function report({ seal, open: opening, memory }: Medians): boolean {
  const sealRatio = seal[1] / seal[0]
  const openRatio = opening[1] / opening[0]
  console.log(`seal: ${rate(seal[0])} MiB/s, age ${rate(seal[1])} MiB/s`)
  console.log(`seal: ${sealRatio.toFixed(2)} (bar ≥ ${String(bars.seal)} × age)`)
  console.log(`open: ${rate(opening[0])} MiB/s, age ${rate(opening[1])} MiB/s`)
  console.log(`open: ${openRatio.toFixed(2)} (bar ≥ ${String(bars.open)} × age)`)
  console.log(
    `memory: ${(memory / mebibyte).toFixed(0)} MiB (bar ≤ ${String(bars.memoryBytes / mebibyte)} MiB)`,
  )
  return sealRatio >= bars.seal && openRatio >= bars.open && memory <= bars.memoryBytes
}

/** MiB a second. */
function rate(seconds: number): string {
  return (contentBytes / mebibyte / seconds).toFixed(0)
}
