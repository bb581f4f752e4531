import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { MemorySink, open, openManifest } from '@porchlight/agency'
import { nodeTools, openFileSink } from '@porchlight/agency/node'
import { concat, Fault, Manifest } from '@porchlight/core'
import type { Clip, FaultCode } from '@porchlight/core'

import type { SealedSubmission } from './sealed-submission.ts'

/** What became of one clip. */
export interface OpenedClip {
  readonly clip: Clip
  readonly path: string
  /** Null where it was opened and every digest was right. */
  readonly fault: FaultCode | null
}

export interface Writing {
  /** Where `NAME/` goes. */
  readonly out: string
  /** Told how many bytes of the current clip are opened. */
  readonly progress: (clip: Clip, bytes: number) => void
  readonly signal: AbortSignal
}

/**
 * Opens an answer into `OUT/NAME/`: the clips, `manifest.json` and `custody.json`. A damaged clip is
 * told of and the others are opened all the same; nothing of it is left.
 *
 * @throws {Fault} where the manifest cannot be opened or is not what the log commits to
 */
export async function writeSubmission(
  submission: SealedSubmission,
  { out, progress, signal }: Writing,
): Promise<readonly OpenedClip[]> {
  const manifest = await manifestOf(submission)
  // first the log, then the files
  const custody =
    (await submission.exporting?.(manifest.clips.map(({ name }) => name))) ?? submission.custody
  const directory = join(out, submission.name)
  await mkdir(directory, { recursive: true, mode: ownerOnlyDirectory })
  await writeJson(join(directory, 'manifest.json'), manifest)
  await writeJson(join(directory, 'custody.json'), custody)
  const opened: OpenedClip[] = []
  for (const [at, clip] of manifest.clips.entries()) {
    const path = join(directory, `${clip.name}.${extensionOf(clip)}`)
    const fault = await writeClip(submission, {
      file: at + 1,
      clip,
      path,
      signal,
      progress: (bytes) => {
        progress(clip, bytes)
      },
    })
    opened.push({ clip, path, fault })
  }
  return opened
}

/** Evidence: for the account that opened it and nobody else. */
const ownerOnly = 0o600
const ownerOnlyDirectory = 0o700

async function manifestOf({ read, identity, expected }: SealedSubmission): Promise<Manifest> {
  const parts: Uint8Array[] = []
  for await (const part of read(0)) parts.push(part.slice())
  const file = concat(...parts)
  if (expected !== null) return await openManifest(file, identity, expected)
  const sink = new MemorySink()
  await open({
    source: once(file),
    keys: [{ kind: 'identity', identity }],
    content: null,
    sealed: null,
    sink,
    tools: nodeTools,
  })
  const manifest = Manifest.safeParse(jsonOf(sink.bytes))
  if (!manifest.success) throw new Fault('submission/altered', { cause: manifest.error })
  return manifest.data
}

interface ClipWriting {
  readonly file: number
  readonly clip: Clip
  readonly path: string
  readonly progress: (bytes: number) => void
  readonly signal: AbortSignal
}

async function writeClip(
  { read, identity, expected }: SealedSubmission,
  { file, clip, path, progress, signal }: ClipWriting,
): Promise<FaultCode | null> {
  try {
    await open({
      source: read(file),
      keys: [{ kind: 'identity', identity }],
      content: { bytes: clip.bytes, sha256: clip.sha256 },
      sealed: expected?.sealed[file] ?? null,
      sink: await openFileSink(path),
      tools: nodeTools,
      progress,
      signal,
    })
    return null
  } catch (error) {
    if (error instanceof Fault && error.code.startsWith('seal/')) return error.code
    throw error
  }
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`, { mode: ownerOnly })
}

/** What players go by. */
function extensionOf({ media }: Clip): string {
  return extensions.get(media.type) ?? 'video'
}

const extensions: ReadonlyMap<string, string> = new Map([
  ['video/mp4', 'mp4'],
  ['video/quicktime', 'mov'],
  ['video/matroska', 'mkv'],
  ['video/x-matroska', 'mkv'],
  ['video/webm', 'webm'],
  ['video/vnd.avi', 'avi'],
  ['video/mp2t', 'ts'],
  ['video/mpeg', 'mpg'],
  ['video/x-ms-asf', 'asf'],
  ['video/x-flv', 'flv'],
])

function jsonOf(bytes: Uint8Array | null): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes ?? undefined))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes
}
