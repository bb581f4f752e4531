import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { api, call, entryBytes, readReceiptExtra, toBase64 } from '@porchlight/core'
import { answerWith, openInbox, openTown, publishRequest } from '@porchlight/e2e'
import type { Opened, Sent, Town } from '@porchlight/e2e'
import { createVerifier, parsePublicKey, parseTlogProof, verifyTlogProof } from '@porchlight/log'

import { makeFootage } from './footage.ts'
import { runPeer } from './peer.ts'
import { startInstance } from './instance.ts'

export interface BrownOptions {
  readonly owners: number
  /** Clips of each owner. */
  readonly clips: number
  /** About how large each is. */
  readonly clipBytes: number
  /** A video file to cut the clips from; null for what this machine has. */
  readonly footage: string | null
  /** Called when everything was sent and nothing was opened. */
  readonly tamper?: (dataDirectory: string) => Promise<void>
}

/** Where the drill speaks: results, and progress. */
export interface Voice {
  readonly say: (line: string) => void
  readonly note: (line: string) => void
}

export interface BrownResult {
  readonly clips: number
  /** Clips that the agency opened byte for byte as their owner sent them. */
  readonly identical: number
}

/** One request, many answers at once, through a server process of its own. */
export async function runBrown(options: BrownOptions, voice: Voice): Promise<BrownResult> {
  const directory = await mkdtemp(join(tmpdir(), 'porchlight-brown-'))
  try {
    const files = await makeFootage({ ...options, directory }, voice)
    const bytes = files.flat().reduce((sum, file) => sum + file.bytes, 0)
    const ours = await runOurs(files, { options, voice, directory })
    const peerSeconds = await runPeer(files, { directory, voice })
    const rate = bytes / 1e6 / ours.seconds
    voice.say(`clips ${String(files.flat().length)}, bytes ${String(bytes)}`)
    voice.say(`porchlight ${ours.seconds.toFixed(1)} s, ${rate.toFixed(1)} MB/s`)
    voice.say(
      `age + curl ${peerSeconds.toFixed(1)} s, ${(bytes / 1e6 / peerSeconds).toFixed(1)} MB/s`,
    )
    voice.say(`ratio ${(peerSeconds / ours.seconds).toFixed(2)} × age + curl`)
    return { clips: files.flat().length, identical: ours.identical }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** A clip on the disk of its owner. */
export interface ClipFile {
  readonly path: string
  readonly bytes: number
}

interface Setting {
  readonly options: BrownOptions
  readonly voice: Voice
  readonly directory: string
}

async function runOurs(
  files: readonly (readonly ClipFile[])[],
  { options, voice, directory }: Setting,
): Promise<{ readonly seconds: number; readonly identical: number }> {
  await using instance = await startInstance(join(directory, 'instance'))
  const { origin } = instance
  const town = await openTown(instance)
  const own = await publishRequest(town)
  voice.note(`${String(files.length)} owners answer at once …`)
  const started = performance.now()
  const sent = await Promise.all(
    files.map(
      async (clips) =>
        await answerWith(
          { origin, signed: own.signed },
          clips.map(({ path }) => path),
        ),
    ),
  )
  const sending = performance.now() - started
  await requireReceipts(town, sent)
  await options.tamper?.(instance.dataDirectory)
  voice.note('the agency opens everything …')
  const opening = performance.now()
  const opened = await openInbox(town, own)
  const seconds = (sending + performance.now() - opening) / 1000
  return { seconds, identical: await countIdentical(files, sent, opened) }
}

/** Every receipt is proven by the instance's log. */
async function requireReceipts({ author }: Town, sent: readonly Sent[]): Promise<void> {
  const { logKey } = await call(author.line, api.instance, {})
  const log = createVerifier(parsePublicKey(logKey))
  for (const { receipt } of sent) {
    const { extra = new Uint8Array() } = parseTlogProof(receipt)
    const details = readReceiptExtra(toBase64(extra))
    if (details === null) throw new Error('A receipt without its details')
    const verdict = verifyTlogProof({ proof: receipt, entry: entryBytes(details.entry), log })
    if (!verdict.verified) throw new Error(`A receipt does not hold: ${verdict.because}`)
  }
}

/** Compares what was opened with what lies on the owners' disks; answers are told apart by their manifests' salt. */
async function countIdentical(
  files: readonly (readonly ClipFile[])[],
  sent: readonly Sent[],
  opened: readonly Opened[],
): Promise<number> {
  let identical = 0
  for (const [owner, { answer }] of sent.entries()) {
    const found = opened.find(({ manifest }) => manifest.salt === answer.manifest.salt)
    for (const [at, { path }] of (files[owner] ?? []).entries()) {
      const digest = createHash('sha256')
        .update(await readFile(path))
        .digest('hex')
      if (found?.digests[at] === digest) identical += 1
    }
  }
  return identical
}
