import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { OwnRequest } from '@porchlight/core'
import { answerWith, openEach, openTown, publishRequest } from '@porchlight/e2e'
import type { Opened, Sent, Town } from '@porchlight/e2e'

import { countIdentical, decide, requireCustody, requireReceipts } from './checks.ts'
import { makeFootage } from './footage.ts'
import type { ClipFile } from './footage.ts'
import { startInstance } from './instance.ts'
import type { Instance } from './instance.ts'
import { runPeer } from './peer.ts'
import { inTenths } from './voice.ts'
import type { Voice } from './voice.ts'

export interface BrownOptions {
  readonly owners: number
  /** Clips of each owner. */
  readonly clips: number
  /** About how large each is. */
  readonly clipBytes: number
  /** Video files to cut the clips from, one or more. */
  readonly footage: readonly string[]
  /** Called when everything was sent and nothing was opened. */
  readonly tamper?: (dataDirectory: string) => Promise<void>
}

export interface BrownResult {
  readonly clips: number
  /** Clips that the agency opened byte for byte as their owner sent them. */
  readonly identical: number
}

/** One request, many answers at once, through a server process of its own. */
export async function runBrown(options: BrownOptions, voice: Voice): Promise<BrownResult> {
  const directory = await mkdtemp(join(tmpdir(), 'porchlight-brown-'))
  function wipe(): void {
    rmSync(directory, { recursive: true, force: true })
  }
  // a drill that is stopped leaves no gigabytes behind
  process.once('exit', wipe)
  try {
    const files = await makeFootage({ ...options, directory }, voice)
    const ours = await runOurs(files, { options, voice, directory })
    const peerSeconds = await runPeer(files, { directory, voice })
    voice.say(`clips ${String(files.flat().length)}, bytes ${String(bytesOf(files))}`)
    voice.say(`porchlight ${figure(files, ours.seconds)}`)
    voice.say(`age + curl ${figure(files, peerSeconds)}`)
    voice.say(`ratio ${(peerSeconds / ours.seconds).toFixed(2)} × age + curl`)
    return { clips: files.flat().length, identical: ours.identical }
  } finally {
    process.off('exit', wipe)
    await rm(directory, { recursive: true, force: true })
  }
}

/** The clips of each owner. */
type Files = readonly (readonly ClipFile[])[]

function bytesOf(files: Files): number {
  return files.flat().reduce((sum, file) => sum + file.bytes, 0)
}

function figure(files: Files, seconds: number): string {
  return `${seconds.toFixed(1)} s, ${(bytesOf(files) / 1e6 / seconds).toFixed(1)} MB/s`
}

interface Setting {
  readonly options: BrownOptions
  readonly voice: Voice
  readonly directory: string
}

async function runOurs(
  files: Files,
  { options, voice, directory }: Setting,
): Promise<{ readonly seconds: number; readonly identical: number }> {
  await using instance = await startInstance(join(directory, 'instance'))
  const town = await openTown(instance)
  const own = await publishRequest(town)
  const sent = await timed(
    async () => await sendAll(files, { instance, own, voice, within: directory }),
  )
  await requireReceipts(town, sent.value)
  voice.note(`${String(files.length)} receipts hold`)
  await options.tamper?.(instance.dataDirectory)
  const opened = await timed(async () => await openAll({ town, own, voice, of: files.length }))
  const identical = await countIdentical(files, sent.value, opened.value)
  for (const one of opened.value) await decide(town, one)
  await requireCustody(town, own, opened.value)
  voice.note('every clip is decided, every custody chain is whole')
  return { seconds: sent.seconds + opened.seconds, identical }
}

async function timed<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly seconds: number }> {
  const started = performance.now()
  const value = await work()
  return { value, seconds: (performance.now() - started) / 1000 }
}

/** 20 GB are to be through in 15 minutes; what takes this long has stopped. */
const sendMillis = 45 * 60_000

interface Sending {
  readonly instance: Instance
  /** For sealed files on their way. */
  readonly within: string
  readonly own: OwnRequest
  readonly voice: Voice
}

/** Every owner seals clip after clip and sends them; all owners at the same time. */
async function sendAll(
  files: Files,
  { instance, own, voice, within }: Sending,
): Promise<readonly Sent[]> {
  voice.note(`${String(files.length)} owners answer at once …`)
  // an owner's client never gives up by itself
  const signal = AbortSignal.any([instance.died, AbortSignal.timeout(sendMillis)])
  const { origin } = instance
  const received = files.map(() => 0)
  const told = inTenths(bytesOf(files), (percent) => {
    voice.note(`sent ${percent}`)
  })
  return await Promise.all(
    files.map(
      async (clips, owner) =>
        await answerWith(
          { origin, signed: own.signed, within },
          clips.map(({ path }) => path),
          {
            signal,
            progress: (progress) => {
              if (progress.stage !== 'uploading') return
              received[owner] = progress.received
              told(received.reduce((sum, bytes) => sum + bytes, 0))
            },
          },
        ),
    ),
  )
}

interface Opening {
  readonly town: Town
  readonly own: OwnRequest
  readonly voice: Voice
  /** Answers. */
  readonly of: number
}

async function openAll({ town, own, voice, of }: Opening): Promise<readonly Opened[]> {
  voice.note('the agency opens everything …')
  const all: Opened[] = []
  for await (const opened of openEach(town, own)) {
    all.push(opened)
    voice.note(`opened ${String(all.length)} of ${String(of)} answers`)
  }
  return all
}
