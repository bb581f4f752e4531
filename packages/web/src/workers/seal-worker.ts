import { Fault, paddedSize, utf8 } from '@porchlight/core'
import type { Digest } from '@porchlight/core'
import { newSalt, seal, sealAnswer, webTools } from '@porchlight/owner'
import type { SealedClip } from '@porchlight/owner'

import { answerFiles } from './answer-files.ts'
import type { KeptFacts } from './answer-files.ts'
import type { AnswerJob, ClipJob, SealJob, SealReport, SealTrouble } from './seal-job.ts'
import { folderAt, writeFile } from './worker-files.ts'

addEventListener('message', ({ data }: MessageEvent<SealJob>) => {
  void work(data).then(report)
})

function report(what: SealReport): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has one listener: its page
  postMessage(what)
}

async function work(job: SealJob): Promise<SealReport> {
  try {
    const folder = await folderAt(job.folder)
    if (job.kind === 'write') await writeFile(folder, job.name, once(utf8(job.text)))
    else await sealAll(job, folder)
    return { kind: 'done' }
  } catch (error) {
    return { kind: 'trouble', trouble: troubleOf(error) }
  }
}

/** Seals every clip and the manifest into the folder; what makes them an answer is written last. */
async function sealAll(job: AnswerJob, folder: FileSystemDirectoryHandle): Promise<void> {
  const sources = await Promise.all(job.clips.map(sourceOf))
  const progress = counter(sources)
  const clips: SealedClip[] = []
  for (const source of sources) clips.push(await sealClip(source, { job, folder, progress }))
  const answer = await sealAnswer({ ...job, clips }, webTools)
  const { sealed, originals, manifest } = answer
  const facts: KeptFacts = {
    logKey: job.logKey,
    witnessPolicy: job.witnessPolicy,
    sealed: [...sealed],
    originals,
    manifest: { ...manifest, rungs: {} },
  }
  await writeFile(folder, answerFiles.manifest, once(answer.manifestFile))
  await writeFile(folder, answerFiles.facts, once(utf8(JSON.stringify(facts))))
}

interface Source {
  readonly clip: ClipJob
  /** What leaves. */
  readonly content: File
}

async function sourceOf(clip: ClipJob): Promise<Source> {
  if (clip.copy === null) return { clip, content: clip.original }
  const folder = await folderAt(clip.copy.folder)
  return { clip, content: await (await folder.getFileHandle(clip.copy.name)).getFile() }
}

interface Sealing {
  readonly job: AnswerJob
  readonly folder: FileSystemDirectoryHandle
  readonly progress: (bytes: number) => void
}

async function sealClip(
  { clip, content }: Source,
  { job, folder, progress }: Sealing,
): Promise<SealedClip> {
  const sealing = await seal({
    source: bytesOf(content, progress),
    bytes: content.size,
    paddedTo: paddedSize(content.size),
    recipients: [job.signed.request.recipient],
    tools: webTools,
  })
  await writeFile(folder, answerFiles.clip(clip.name), sealing.pieces)
  const digests = sealing.digests()
  const sha256 = clip.copy === null ? digests.content : await digestOf(clip.original, progress)
  return {
    name: clip.name,
    bytes: content.size,
    digests,
    edits: clip.edits,
    time: null,
    media: clip.media,
    original: { fileName: clip.original.name, sha256, salt: newSalt(webTools.random) },
  }
}

async function digestOf(file: Blob, progress: (bytes: number) => void): Promise<Digest> {
  const hasher = webTools.hasher()
  for await (const piece of bytesOf(file, progress)) hasher.update(piece)
  return await hasher.digest()
}

const readAtOnce = 1024 ** 2

async function* bytesOf(
  file: Blob,
  progress: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < file.size; at += readAtOnce) {
    const piece = new Uint8Array(await file.slice(at, at + readAtOnce).arrayBuffer())
    yield piece
    progress(piece.length)
  }
}

/** Reports bytes read of all that is read: what leaves, and the originals of copies. */
function counter(sources: readonly Source[]): (bytes: number) => void {
  const total = sources.reduce(
    (sum, { clip, content }) => sum + content.size + (clip.copy === null ? 0 : clip.original.size),
    0,
  )
  let done = 0
  return (bytes) => {
    done += bytes
    report({ kind: 'progress', done, total })
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes
}

function troubleOf(error: unknown): SealTrouble {
  if (error instanceof Fault) return error.code
  if (!(error instanceof DOMException)) return 'internal'
  if (error.name === 'QuotaExceededError') return 'no-room'
  // the file was moved, changed or is on a stick that was pulled out
  return error.name === 'NotReadableError' || error.name === 'NotFoundError'
    ? 'file-gone'
    : 'internal'
}
